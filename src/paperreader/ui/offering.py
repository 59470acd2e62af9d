"""Opening the palette and the help over the screen in front, and doing what is picked there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from inspect import isawaitable

from textual.app import App, SystemCommand
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import Edition
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.papers.typed_dates import edition_from_text
from paperreader.domain.ports import Clock
from paperreader.errors import DateError
from paperreader.settings import SETTINGS
from paperreader.ui.dialogs.help import Section
from paperreader.ui.kit import keys, present, requests
from paperreader.ui.palette.help import HelpDialog, HelpSection, legend
from paperreader.ui.palette.in_force import InForce, RunBinding, in_force, offers_of
from paperreader.ui.palette.offer import Offer
from paperreader.ui.palette.palette import Palette
from paperreader.ui.palette.synonyms import NAMED, SYNONYMS
from paperreader.ui.paper.screen import PaperScreen
from paperreader.ui.refusals import refusal

_FAR = 1000
"""More widgets than are within each other."""


class Offering:
    """Gathers what can be done on the screen in front, once for each opening.

    Args:
        app: Runs what is picked.
        clock: Says which days have begun.
        named: Returns what can be done on a screen and has no key.
    """

    def __init__(
        self, app: App[None], clock: Clock, named: Callable[[Screen[object]], Iterable[SystemCommand]]
    ) -> None:
        self._app = app
        self._clock = clock
        self._named = named

    async def open(self, uses: Mapping[str, int]) -> None:
        """Open the palette; what is picked is counted among what was used, and done."""
        palette = Palette(list(self._offers(self._app.screen)), uses, self._typed)
        await self._app.push_screen(palette, partial(self._take, uses))

    async def open_help(self, sections: Sequence[Section], keymap: Mapping[str, str]) -> None:
        """Open the help, with the keys of these owners; what is picked is done.

        Args:
            sections: All there are, in the order in which they stand.
            keymap: The keys of the settings by the id of their binding.
        """
        active = in_force(self._app.screen)
        depths = [self._depth(owners) for _, owners in sections]
        near = min(depths)
        # What moves is told of the pane one is in, and is the same in the others.
        shown = [
            self._section(section, active, keymap, has_moves=depth == near)
            for section, depth in zip(sections, depths, strict=True)
        ]
        places = sorted(range(len(shown)), key=lambda place: (depths[place] > near) + (depths[place] >= _FAR))
        ordered = [shown[place] for place in places]
        await self._app.push_screen(HelpDialog([ordered[0], legend(), *ordered[1:]]), self._do)

    def _depth(self, owners: Sequence[type]) -> int:
        """Return how many widgets above the focus the first of these owners is."""
        nodes = (self._app.focused or self._app.screen).ancestors_with_self
        return next((depth for depth, node in enumerate(nodes) if isinstance(node, tuple(owners))), _FAR)

    def _section(
        self, section: Section, active: Mapping[str, InForce], keymap: Mapping[str, str], *, has_moves: bool
    ) -> HelpSection:
        heading, owners = section
        why_not = "not on this screen"
        offers = []
        for owner in owners:
            for binding in keys.bindings_of(owner):
                if not has_moves and (binding.id or "").startswith("move."):
                    continue
                one = active.get(binding.id or "")
                is_here = one is not None and _is_declared_by(owner, one.active.node)
                refused = _told_of(self._app, one.active)[1] if one is not None and is_here else why_not
                own = [keys.shown(key) for key in keys.keys_of(binding, keymap) if key != "none"]
                offers.append(
                    Offer(
                        binding.id or "",
                        binding.tooltip or binding.description,
                        RunBinding(self._app, one.active) if one is not None and is_here else _do_nothing,
                        " ".join(own),
                        synonyms=SYNONYMS.get(binding.id or "", ""),
                        why_not=refused,
                    )
                )
        return HelpSection(heading, offers)

    async def _take(self, uses: Mapping[str, int], offer: Offer | None) -> None:
        if offer is None:
            return
        if offer.id:
            self._app.post_message(
                requests.Remember({"commands": {**uses, offer.id: uses.get(offer.id, 0) + 1}})
            )
        await self._do(offer)

    async def _do(self, offer: Offer | None) -> None:
        if offer is not None and isawaitable(doing := offer.run()):
            await doing

    # What there is ------------------------------------------------------------------------------------------

    def _offers(self, screen: Screen[object]) -> Iterator[Offer]:
        yield from offers_of(self._app, in_force(screen), partial(_told_of, self._app))
        for title, about, run, _ in self._named(screen):
            yield Offer(f"command {title}", title, run, about=about, synonyms=NAMED.get(title, ""))

        for name, id_ in (("density", "list.density"), ("layout", "pane.layout"), ("theme", "app.theme")):
            allowed = SETTINGS[name].allowed
            for value in allowed if isinstance(allowed, tuple) else ():
                label, run = f"{name.capitalize()}: {value}", self._setting_to(name, value)
                yield Offer(f"setting {name} {value}", label, run, synonyms=SYNONYMS.get(id_, ""))

    def _setting_to(self, name: str, value: str) -> Callable[[], object]:
        to_theme, to_remember = requests.UseTheme(value), requests.Remember({name: value})
        return partial(self._app.post_message, to_theme if name == "theme" else to_remember)

    def _typed(self, text: str) -> list[Offer]:
        """Return what can be done with what is typed as a whole."""
        key = PaperKey.from_text(text)
        if key is not None:
            run = partial(self._app.post_message, requests.OpenPaper(key))
            return [Offer("", f"Open paper {key}", run, about="by its id")]
        try:
            return [self._go_to(edition_from_text(text, current_day(self._clock())))] if text.strip() else []
        except DateError:
            return []

    def _go_to(self, edition: Edition) -> Offer:
        run = partial(self._app.post_message, requests.ShowFeed(edition))
        return Offer("", f"Go to {edition.label}", run, about=f"the {edition.period}")


def _told_of(app: App[None], active: ActiveBinding) -> tuple[str, str]:
    """Return what a binding acts on where that is not the paper in sight, and why it can't do that now."""
    refused = refusal(app, active.binding.action, active.node)
    number = len(active.node.papers) if isinstance(active.node, PaperScreen) else 0
    about = f"{present.number_of_papers(number)} selected" if number > 1 else ""
    return about, "" if refused is None else refused.why


def _do_nothing() -> None:
    """Do nothing: it can't be picked."""


def _is_declared_by(owner: type, node: DOMNode) -> bool:
    # An owner that is nothing on the screen only declares keys, which the app has.
    return isinstance(node, owner) or not issubclass(owner, DOMNode)
