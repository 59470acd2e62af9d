"""The base of screens that show one thing about a paper: its comments, its artefacts, its full text."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from functools import partial
from typing import ClassVar, Protocol, TypeVar

from textual.app import ComposeResult
from textual.reactive import var
from textual.widget import Widget

from paperreader.domain.papers.paper import Paper
from paperreader.errors import SourceError
from paperreader.ui.kit import keys
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.kit.notice import Notice
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen

A = TypeVar("A")


class Loader(Protocol):
    """Loads what a screen shows, and shows it."""

    def __call__(self, *, is_wanted_fresh: bool) -> Coroutine[None, None, None]:
        """Load; an answer that is kept does only where no fresh one is wanted."""


class AsideScreen(PaperScreen):
    """Lays out a heading, a body and the keys; closes, and loads again unless the reader is offline.

    Args:
        paper: What all of it is about.
        body: What stands between heading and keys.
        load: Fills the body.
        is_offline: Nothing can be loaded again.
        is_hint_whole: A long heading is cut, not what stands behind it.
    """

    first_keys: ClassVar[Sequence[str]] = ("pane.back",)
    """Bindings that stand first among the keys; the way back is there on every terminal."""
    why_offline: ClassVar[str] = "Offline: start without --offline and HF_HUB_OFFLINE to go online"

    doing: var[str] = var("")
    """What is going on, in words."""

    def __init__(
        self,
        paper: Paper,
        body: Widget,
        load: Loader,
        *,
        is_offline: bool,
        is_hint_whole: bool = False,
    ) -> None:
        super().__init__(COMMANDS, paper)
        self._about = paper
        self._load = load
        self._is_offline = is_offline
        self._hints: Sequence[str] = ()
        # Held, not looked up: a message may come when the screen has lost its children already.
        self._rule = PaneRule(is_hint_whole=is_hint_whole, id="aside-rule")
        self._notice = Notice(id="aside-notice")
        self._body = body
        self._key_bar = KeyBar(id="aside-keys")

    def compose(self) -> ComposeResult:
        """Lay out the body, with the heading above and the keys below."""
        yield self._rule
        yield self._notice
        yield self._body
        yield self._key_bar

    def on_mount(self) -> None:
        """Begin to load."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self._begin_to_load(is_wanted_fresh=False)

    def _begin_to_load(self, *, is_wanted_fresh: bool) -> None:
        # Not a coroutine: one that is given up before it began would never have been awaited.
        load = partial(self._load, is_wanted_fresh=is_wanted_fresh)
        self.run_worker(load, exclusive=True, group="load")  # type: ignore[arg-type] # as Textual wants it

    def _show_keys(self) -> None:
        bindings = [binding for _, binding, enabled, _ in self.active_bindings.values() if enabled]
        rank = {id_: place for place, id_ in enumerate(self.first_keys)}
        self._key_bar.hints = keys.hints(
            sorted(bindings, key=lambda binding: rank.get(binding.id or "", len(rank)))
        )

    def watch_passing(self) -> None:
        """Show what was done just now."""
        self._key_bar.passing = self.passing

    def show_heading(self, heading: str, *hints: str) -> None:
        """Show a heading, and what stands behind it before what is going on."""
        self._rule.heading = heading
        self._hints = hints
        self.watch_doing()

    def watch_doing(self) -> None:
        """Show what is going on."""
        self._rule.hint = " · ".join(filter(None, [*self._hints, self.doing]))

    async def show_answers(self, answers: AsyncIterator[A], show: Callable[[A], None]) -> bool:
        """Show each answer of the Hub as it comes; tell whether all came, and say if not."""
        self.doing = "offline" if self._is_offline else "asking Hugging Face"
        try:
            async for answer in answers:
                show(answer)
        except SourceError as error:
            self._notice.complain(error, f"{'' if self._is_offline else 'r tries again, '}h goes back.")
            self.doing = "offline" if self._is_offline else "not refreshed"
            return False
        self._notice.say("")
        self.doing = ""
        return True

    def action_reload(self) -> None:
        """Load again, if anybody can be asked."""
        if self._is_offline:
            self.notify(self.why_offline, markup=False)
        else:
            self._begin_to_load(is_wanted_fresh=True)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss(None)
