"""What every screen can do with the paper in front of the reader."""

from collections.abc import Sequence

from textual import work
from textual.binding import Binding
from textual.screen import Screen

from paperreader.domain.bookmark import Bookmark, Status, Words
from paperreader.domain.entry import Entry
from paperreader.domain.paper import Paper
from paperreader.formats import FORMATS
from paperreader.formats.copies import COPIES
from paperreader.ui import requests
from paperreader.ui.screens.dialogs import Menu, NoteDialog, Question


class PaperScreen(Screen[None]):
    """A screen with a paper that can be kept, copied and opened; a subclass says which paper that is."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("b", "keep", "keep", id="paper.keep", tooltip="Keep the paper, or stop keeping it"),
        Binding("y", "copy_link", "copy", id="paper.copy", tooltip="Copy the paper's Hub link"),
        Binding("Y", "copy_menu", "Copy…", show=False, id="paper.copy_menu", tooltip="Choose what to copy"),
        Binding("number_sign", "tags", "Tags", show=False, id="paper.tags", tooltip="Tags of the kept paper"),
        Binding("n", "note", "Note", show=False, id="paper.note", tooltip="Note on the kept paper"),
        Binding(
            "equals_sign", "status", "Status", show=False, id="paper.status", tooltip="To read, reading, read"
        ),
        Binding("e", "export", "Export", show=False, id="paper.export", tooltip="Export papers"),
        Binding("o", "open_hub", "open", id="paper.open", tooltip="Open the Hub page in the browser"),
        Binding("p", "open_pdf", "PDF", show=False, id="paper.pdf", tooltip="Open the PDF in the browser"),
    ]

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def found_in(self) -> str:
        """The label of the feed the paper was found in."""
        return ""

    def action_keep(self) -> None:
        """Keep the paper, or stop keeping it."""
        if self.paper is not None:
            self.post_message(requests.ToggleBookmark(self.paper, self.found_in))

    def action_copy_link(self) -> None:
        """Copy the Hub link."""
        if self.paper is None:
            return
        link = self.paper.key.hub_url
        if link is None:
            self.notify("This paper has no Hub link: only its title is known. Y copies more", markup=False)
        else:
            self.post_message(requests.CopyText("Hub link", link))

    @work(group="dialog")
    async def action_copy_menu(self) -> None:
        """Choose what to copy."""
        paper = self.paper
        if paper is None:
            return
        # Only what the paper has is offered.
        texts = {copy.key: (copy.label, text) for copy in COPIES if (text := copy.text(paper))}
        menu = Menu("Copy", [(key, label) for key, (label, _) in texts.items()])
        chosen = await self.app.push_screen_wait(menu)
        if chosen is not None:
            self.post_message(requests.CopyText(*texts[chosen]))

    @property
    def bookmark(self) -> Bookmark | None:
        """The bookmark of that paper; None when it is not kept."""
        raise NotImplementedError

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """What can be exported: a letter, a name, and the papers."""
        raise NotImplementedError

    @work(group="dialog")
    async def action_tags(self) -> None:
        """Write the tags of the kept paper."""
        bookmark = self._wanted_bookmark
        if bookmark is None:
            return
        question = Question(
            "Tags, with spaces between them", answer=" ".join(bookmark.tags), can_be_empty=True
        )
        answer = await self.app.push_screen_wait(question)
        if answer is not None:
            self._change(bookmark, Words(tags=(answer,)))

    @work(group="dialog")
    async def action_note(self) -> None:
        """Write the note on the kept paper."""
        bookmark = self._wanted_bookmark
        if bookmark is not None:
            note = await self.app.push_screen_wait(NoteDialog("Note (Markdown)", bookmark.note))
            self._change(bookmark, Words(note=note))

    def action_status(self) -> None:
        """Go to the next status of the kept paper."""
        bookmark = self._wanted_bookmark
        if bookmark is not None:
            statuses = list(Status)
            following = statuses[(statuses.index(bookmark.status) + 1) % len(statuses)]
            self._change(bookmark, Words(status=following))

    @property
    def _wanted_bookmark(self) -> Bookmark | None:
        if self.bookmark is None and self.paper is not None:
            self.notify("Tags, note and status are for kept papers: b keeps this one", markup=False)
        return self.bookmark

    def _change(self, bookmark: Bookmark, words: Words) -> None:
        self.post_message(requests.ChangeWords(bookmark.paper.key, words))

    @work(group="dialog")
    async def action_export(self) -> None:
        """Choose what to export, how, and where to."""
        choices = {key: entries for key, _, entries in self.exports if entries}
        named = [(key, f"{name}  ({len(choices[key]):,})") for key, name, _ in self.exports if key in choices]
        what = await self.app.push_screen_wait(Menu("Export", named)) if named else None
        formats = dict(zip("brcmvjlip", FORMATS.values(), strict=True))
        how = None
        if what is not None:
            menu = Menu("Export as", [(key, each.label) for key, each in formats.items()])
            how = await self.app.push_screen_wait(menu)
        if what is None or how is None:
            return
        where = Question(
            f"File to write, such as papers{formats[how].suffix}; empty: the clipboard", can_be_empty=True
        )
        path = await self.app.push_screen_wait(where)
        if path is not None:
            self.post_message(requests.ExportEntries(choices[what], formats[how].name, path))

    def action_open_hub(self) -> None:
        """Open the Hub page."""
        if self.paper is not None:
            self._open(self.paper.key.hub_url)

    def action_open_pdf(self) -> None:
        """Open the PDF."""
        if self.paper is not None:
            self._open(self.paper.key.pdf_url)

    def _open(self, url: str | None) -> None:
        if url is None:
            self.notify("There is no address to open: only the title is known", markup=False)
        else:
            self.post_message(requests.OpenLink(url))
