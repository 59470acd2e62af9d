"""The artefacts of a paper: models, datasets, Spaces, code, each with its command, its link and its page."""

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding

from paperreader.domain.papers.artefacts import Artefact, ArtefactListing, linked_artefacts
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ports import Clock
from paperreader.errors import SourceError
from paperreader.formats.commands import download_command
from paperreader.formats.pages.artefacts import number_of_artefacts
from paperreader.services.reading.artefacts import Artefacts
from paperreader.ui.artefacts.rows import ArtefactList
from paperreader.ui.kit import keys, present, requests
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.kit.notice import Notice
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.paper import commands
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen

_NOT_PLAIN = "Its name is not one the Hub allows, and goes into no command and no address"


class ArtefactsScreen(PaperScreen):
    """Shows what belongs to a paper; the keys for links are about the artefact under the cursor, the others about it."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("h,escape,left,q", "back", "back", id="pane.back", tooltip="Back to the papers"),
        Binding("r", "reload", "refresh", id="feed.refresh", tooltip="Ask the Hub again"),
        Binding(
            "d",
            "copy_command",
            "copy command",
            id="artefact.command",
            tooltip="Copy the command that downloads or clones it",
        ),
        Binding("y", "copy_link", "copy link", id="paper.copy", tooltip="Copy its link"),
        Binding("o", "open_hub", "open", id="paper.open", tooltip="Open its page in the browser"),
    ]

    def __init__(self, artefacts: Artefacts, clock: Clock, paper: Paper, *, is_offline: bool) -> None:
        super().__init__(COMMANDS, paper)
        self._artefacts = artefacts
        self._clock = clock
        self._about = paper
        self._is_offline = is_offline
        self._listing: ArtefactListing | None = None
        self._doing = ""
        # Held, not looked up: a message may come when the screen has lost its children already.
        self._rule = PaneRule(id="artefacts-rule")
        self._notice = Notice(id="artefacts-notice")
        self._list = ArtefactList(clock, id="artefacts")
        self._key_bar = KeyBar(id="artefacts-keys")

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self._rule
        yield self._notice
        yield self._list
        yield self._key_bar

    def on_mount(self) -> None:
        """Show what the paper itself knows, and ask for the rest."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self.set_interval(20, self._show_standing)
        self._show(None)
        self._load()

    # Loading ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="artefacts")
    async def _load(self, *, is_wanted_fresh: bool = False) -> None:
        self._say_doing("offline" if self._is_offline else "asking the Hub")
        try:
            async for listing in self._artefacts.answers(self._about.key, is_wanted_fresh=is_wanted_fresh):
                self._show(listing)
        except SourceError as error:
            again = "" if self._is_offline else "r tries again, "
            self._notice.complain(error, f"{again}h goes back.")
            self._say_doing("offline" if self._is_offline else "not refreshed")
        else:
            self._notice.say("" if self._list.rows else "No code and no project page are known either.")
            self._say_doing("")

    def _show(self, listing: ArtefactListing | None) -> None:
        self._listing = listing
        # What is known here stays: the Hub's answer may know less.
        paper = self._about if listing is None else self._about.updated_by(listing.paper)
        self._list.show((*(() if listing is None else listing.on_hub), *linked_artefacts(paper)), listing)
        self._show_standing()

    def _say_doing(self, doing: str) -> None:
        self._doing = doing
        self._show_standing()

    def _show_standing(self) -> None:
        """Say how many there are, how old that is, and what is going on."""
        listing = self._listing
        said = "Artefacts" if listing is None else number_of_artefacts(listing)
        self._rule.heading = f"{said[0].upper()}{said[1:]}"
        old = "" if listing is None else present.ago(listing.fetched_at, self._clock(), "as of ")
        self._rule.hint = " · ".join(filter(None, [old, self._doing]))

    def action_reload(self) -> None:
        """Ask the Hub again."""
        if self._is_offline:
            self.notify("Offline: start without --offline and HF_HUB_OFFLINE to ask the Hub", markup=False)
        else:
            self._load(is_wanted_fresh=True)

    def action_back(self) -> None:
        """Go back to where this was opened."""
        self.dismiss(None)

    def _show_keys(self) -> None:
        bindings = [binding for _, binding, enabled, _ in self.active_bindings.values() if enabled]
        # The way back is there on every terminal, then what this screen is for.
        first = {"pane.back": 0, "artefact.command": 1, "paper.copy": 2, "paper.open": 3}
        self._key_bar.hints = keys.hints(sorted(bindings, key=lambda binding: first.get(binding.id or "", 4)))

    # The artefacts ------------------------------------------------------------------------------------------

    def on_artefact_list_artefact_entered(self, message: ArtefactList.ArtefactEntered) -> None:
        """Open the page of what was entered."""
        message.stop()
        url = message.artefact.url
        if url is None:
            self.notify(_NOT_PLAIN, markup=False)
        else:
            self.post_message(requests.OpenLink(url))

    def action_copy_command(self) -> None:
        """Copy the command that brings the highlighted artefact, or those of the selected ones, a line each."""
        self._copy("command", download_command)

    async def action_copy_link(self) -> None:
        """Copy the link of the highlighted artefact, or those of the selected ones, a line each."""
        if self._list.rows:
            self._copy("link", lambda each: each.url)
        else:
            await commands.copy_link(self)

    def _copy(self, what: str, text_of: Callable[[Artefact], str | None]) -> None:
        acted_on = self._list.acted_on
        texts = [text_of(each) for each in acted_on]
        known = [text for text in texts if text is not None]
        if known:
            # One command is told in full: it is what will be pasted.
            one = known[0] if what == "command" else f"the link {known[0]}"
            said = one if len(known) == 1 else present.number_of(len(known), what)
            missing = len(texts) - len(known)
            said += f"; {missing:,} of the chosen have none" if missing else ""
            self.post_message(requests.CopyText(said, "\n".join(known)))
            self._list.deselect(map(self._list.key_of, acted_on))
        else:
            self._say_none(what)

    async def action_open_hub(self) -> None:
        """Open the page of the highlighted artefact or those of the selected ones, or that of the paper where there is none."""
        acted_on = self._list.acted_on
        urls = [each.url for each in acted_on if each.url is not None]
        if not acted_on:
            await commands.open_hub(self)
        elif not urls:
            self.notify(_NOT_PLAIN, markup=False)
        else:
            opened = [self._list.key_of(each) for each in acted_on if each.url is not None]
            commands.open_all(self, urls, lambda: self._list.deselect(opened))

    def _say_none(self, what: str) -> None:
        artefact: Artefact | None = self._list.highlighted
        if artefact is not None and artefact.url is None:
            self.notify(_NOT_PLAIN, markup=False)
        else:
            self.notify(f"There is no {what} for this: y copies its link, o opens its page", markup=False)

    # The paper ----------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper:
        """The paper all this is about."""
        return self._about

    async def action_paper(self, command: str) -> None:
        """Run a command on the paper; its artefacts are shown already."""
        if command != "artefacts":
            await super().action_paper(command)
