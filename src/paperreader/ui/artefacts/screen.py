"""The artefacts of a paper: models, datasets, Spaces, code, each with its command, its link and its page."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from paperreader.domain.papers.artefacts import Artefact, ArtefactListing, linked_artefacts
from paperreader.domain.papers.paper import Paper
from paperreader.domain.ports import Clock
from paperreader.formats.commands import download_command
from paperreader.formats.pages.artefacts import number_of_artefacts
from paperreader.services.reading.artefacts import Artefacts
from paperreader.ui.artefacts.rows import ArtefactList
from paperreader.ui.kit import present, requests
from paperreader.ui.paper import commands
from paperreader.ui.paper.aside import AsideScreen

_NOT_PLAIN = "Hugging Face does not allow this name, so it has no command and no link"


class ArtefactsScreen(AsideScreen):
    """Shows what belongs to a paper; the keys for links are about the artefact under the cursor, the others about it."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("h,escape,left,q", "back", "back", id="pane.back", tooltip="Back to the papers"),
        Binding("r", "reload", "refresh", id="feed.refresh", tooltip="Refresh"),
        Binding(
            "d",
            "copy_command",
            "copy command",
            id="artefact.command",
            tooltip="Copy the command to download or clone it",
        ),
        Binding("y", "copy_link", "copy link", id="paper.copy", tooltip="Copy its link"),
        Binding("o", "open_hub", "open", id="paper.open", tooltip="Open its page in the browser"),
    ]

    first_keys = ("pane.back", "artefact.command", "paper.copy", "paper.open")

    def __init__(self, artefacts: Artefacts, clock: Clock, paper: Paper, *, is_offline: bool) -> None:
        self._list = ArtefactList(clock, id="artefacts")
        super().__init__(paper, self._list, self._ask, is_offline=is_offline)
        self._artefacts = artefacts
        self._clock = clock
        self._listing: ArtefactListing | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, with the title of the paper above."""
        rule, *others = super().compose()
        yield rule
        yield Static(Content(present.shown(self._about.title)), id="artefacts-title")
        yield from others

    def on_mount(self) -> None:
        """Show what the paper itself knows; the rest comes."""
        self.set_interval(20, self._count)
        self._show(None)

    async def _ask(self, *, is_wanted_fresh: bool) -> None:
        answers = self._artefacts.answers(self._about.key, is_wanted_fresh=is_wanted_fresh)
        if await self.show_answers(answers, self._show) and not self._list.rows:
            self._notice.say("No code or project page is known either.")

    def _show(self, listing: ArtefactListing | None) -> None:
        self._listing = listing
        # What is known here stays: the Hub's answer may know less.
        paper = self._about if listing is None else self._about.updated_by(listing.paper)
        self._list.show((*(() if listing is None else listing.on_hub), *linked_artefacts(paper)), listing)
        self._count()

    def _count(self) -> None:
        """Say how many there are, and how old that is."""
        listing = self._listing
        if listing is None:
            self.show_heading("Artefacts")
            return
        number = number_of_artefacts(listing)
        age = present.ago(listing.fetched_at, self._clock(), "as of ")
        self.show_heading(f"{number[0].upper()}{number[1:]}", age)

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
            said = known[0] if len(known) == 1 else present.number_of(len(known), what)
            missing = len(texts) - len(known)
            said += f"; {missing:,} of the selected have none" if missing else ""
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
            self.notify(f"No {what} for this one: y copies its link, o opens its page", markup=False)

    async def action_paper(self, command: str) -> None:
        """Run a command on the paper; its artefacts are shown already."""
        if command != "artefacts":
            await super().action_paper(command)
