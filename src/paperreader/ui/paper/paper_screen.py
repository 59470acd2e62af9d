"""What every screen can do with the paper in front of the reader."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from textual.binding import Binding
from textual.reactive import reactive

from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark, Status, counted_tags
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.formats import FORMATS, Format
from paperreader.formats.copies import COPIES
from paperreader.ui.dialogs.dialogs import Menu, Question, TagsDialog
from paperreader.ui.kit import present, requests
from paperreader.ui.kit.pointing import SteadyScreen

CHOSEN = "c"
"""The letter of what was chosen among what can be exported."""
_MANY = 10
"""Pages that are asked about before they are opened at once."""
AddressOf = Callable[[Paper], str | None]


class PaperScreen(SteadyScreen[None]):
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
        Binding(
            "P",
            "download_pdf",
            "Download",
            show=False,
            id="paper.download",
            tooltip="Download the PDF and open it",
        ),
        Binding(
            "f", "full_text", "full text", show=False, id="paper.full_text", tooltip="Read the full text"
        ),
        Binding(
            "c", "discussion", "comments", show=False, id="paper.discussion", tooltip="Comments on the paper"
        ),
        Binding(
            "a",
            "artefacts",
            "artefacts",
            show=False,
            id="paper.artefacts",
            tooltip="Models, datasets, Spaces and code of the paper",
        ),
    ]

    bookmarks: reactive[tuple[Bookmark, ...]] = reactive(())
    """What is kept, with what was said of it."""

    def __init__(self) -> None:
        super().__init__()
        self._indexed: Sequence[Bookmark] = ()
        self._bookmark_by_key: Mapping[PaperKey, Bookmark] = {}

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about; None when there is none."""
        raise NotImplementedError

    @property
    def papers(self) -> Sequence[Paper]:
        """What was chosen, else that one paper: what keys for many are about."""
        return [] if self.paper is None else [self.paper]

    def bookmark_of(self, paper: Paper | None) -> Bookmark | None:
        """Return a paper's bookmark, None when it is not kept."""
        if self._indexed is not self.bookmarks:
            self._indexed = self.bookmarks
            self._bookmark_by_key = {each.paper.key: each for each in self.bookmarks}
        return None if paper is None else self._bookmark_by_key.get(paper.key)

    @property
    def tags(self) -> Sequence[str]:
        """All tags there are, the most frequent first."""
        return [tag for tag, _ in counted_tags(self.bookmarks)]

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """What can be exported: a letter, a name, and the papers."""
        raise NotImplementedError

    @property
    def found_in(self) -> str:
        """The label of the feed the paper was found in."""
        return ""

    def unchoose(self, papers: Iterable[Paper]) -> None:
        """Forget that these were chosen: something was done with them."""

    # Keeping ------------------------------------------------------------------------------------------------

    def action_keep(self) -> None:
        """Keep the papers, or stop keeping them."""
        if papers := self.papers:
            self.post_message(requests.ToggleBookmarks(papers, self.found_in))
            self.unchoose(papers)

    def action_tags(self) -> None:
        """Write the tags of the kept papers."""
        self.post_message(requests.AfterChanges(self._ask_for_tags))

    async def _ask_for_tags(self) -> None:
        kept = self._kept()
        if len(kept) == 1:
            dialog = TagsDialog(
                f"Tags of {present.shown(kept[0].paper.title)}", self.tags, answer=" ".join(kept[0].tags)
            )
        elif kept:
            number = present.number_of_papers(len(kept))
            dialog = TagsDialog(f"Tags for {number}: to add, or -tag to take away", self.tags)
        else:
            return
        await self.app.push_screen(dialog, partial(self._tag, kept))

    def _tag(self, kept: Sequence[Bookmark], answer: str | None) -> None:
        if answer is None:
            return
        if len(kept) == 1:
            self._say(kept, Annotations(tags=(answer,)))
            return
        words = answer.replace(",", " ").split()
        unwanted = tuple(word[1:] for word in words if word.startswith("-"))
        self._say(
            kept,
            Annotations(
                add_tags=tuple(word for word in words if not word.startswith("-")), remove_tags=unwanted
            ),
        )

    def action_note(self) -> None:
        """Write the note on the kept paper."""
        self.post_message(requests.AfterChanges(self._ask_for_note))

    async def _ask_for_note(self) -> None:
        bookmark = self.bookmark_of(self.paper)
        if bookmark is None:
            self._say_how_to_keep()
            return
        self.post_message(requests.WriteNote(bookmark))

    def action_status(self) -> None:
        """Go to the next status of the kept papers: that of the first, for all of them."""
        self.post_message(requests.AfterChanges(self._go_to_next_status))

    async def _go_to_next_status(self) -> None:
        kept = self._kept()
        if kept:
            statuses = list(Status)
            following = statuses[(statuses.index(kept[0].status) + 1) % len(statuses)]
            self._say(kept, Annotations(status=following))

    def _kept(self) -> Sequence[Bookmark]:
        kept = [bookmark for paper in self.papers if (bookmark := self.bookmark_of(paper)) is not None]
        if self.papers and not kept:
            self._say_how_to_keep()
        return kept

    def _say_how_to_keep(self) -> None:
        if self.paper is not None:
            self.notify("Tags, note and status are for kept papers: b keeps this one", markup=False)

    def _say(self, kept: Sequence[Bookmark], words: Annotations) -> None:
        self.post_message(requests.ChangeAnnotations([bookmark.paper.key for bookmark in kept], words))
        self.unchoose(bookmark.paper for bookmark in kept)

    # Copying and exporting ----------------------------------------------------------------------------------

    def action_copy_link(self) -> None:
        """Copy the Hub link, or those of all that are chosen, a line each."""
        papers, links = _with_address(self.papers, lambda paper: paper.key.hub_url)
        if links:
            what = "Hub link" if len(links) == 1 else f"{len(links):,} Hub links"
            self.post_message(requests.CopyText(what, "\n".join(links)))
            self.unchoose(papers)
        elif self.paper is not None:
            self.notify("This paper has no Hub link: only its title is known. Y copies more", markup=False)

    async def action_copy_menu(self) -> None:
        """Choose what to copy."""
        paper = self.paper
        if paper is None:
            return
        # Only what the paper has is offered.
        texts = {copy.key: (copy.label, text) for copy in COPIES if (text := copy.text(paper))}

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self.post_message(requests.CopyText(*texts[chosen]))

        menu = Menu("Copy", [(key, label) for key, (label, _) in texts.items()])
        await self.app.push_screen(menu, take)

    async def action_export(self) -> None:
        """Choose what to export, how, and where to."""
        exports = self.exports
        choices = {key: entries for key, _, entries in exports if entries}
        named = [(key, f"{name}  ({len(choices[key]):,})") for key, name, _ in exports if key in choices]
        if not named:
            self.notify("There is nothing to export here", markup=False)
            return

        def take(what: str | None) -> None:
            if what is not None:
                self._ask_how(choices[what], is_of_chosen=what == CHOSEN)

        await self.app.push_screen(Menu("Export", named), take)

    def _ask_how(self, entries: Sequence[Entry], *, is_of_chosen: bool) -> None:
        formats = dict(zip("brcmvonip", FORMATS.values(), strict=True))

        def take(how: str | None) -> None:
            if how is not None:
                self._ask_where(entries, formats[how], is_of_chosen=is_of_chosen)

        menu = Menu("Export as", [(key, each.label) for key, each in formats.items()])
        self.app.push_screen(menu, take)

    def _ask_where(self, entries: Sequence[Entry], format_: Format, *, is_of_chosen: bool) -> None:
        def take(path: str | None) -> None:
            if path is not None:
                self.post_message(requests.ExportEntries(entries, format_.name, path))
                if is_of_chosen:
                    self.unchoose(entry.paper for entry in entries)

        question = f"File to write, such as papers{format_.suffix}; empty: the clipboard"
        self.app.push_screen(Question(question, can_be_empty=True), take)

    # Opening ------------------------------------------------------------------------------------------------

    def action_open_hub(self) -> None:
        """Open the Hub page, or those of all that are chosen."""
        self._open_pages(lambda paper: paper.key.hub_url)

    def action_open_pdf(self) -> None:
        """Open the PDF, or those of all that are chosen."""
        self._open_pages(lambda paper: paper.key.pdf_url)

    def _open_pages(self, address_of: AddressOf) -> None:
        papers, urls = _with_address(self.papers, address_of)
        if urls:
            self.open_all(urls, lambda: self.unchoose(papers))
        elif self.paper is not None:
            self._open(None)

    def open_all(self, urls: Sequence[str], then: Callable[[], None]) -> None:
        """Open addresses, many of them only if that is meant, and do something when they are on their way."""

        def take(answer: str | None) -> None:
            if answer == "o":
                self.post_message(requests.OpenLink(urls[0]) if len(urls) == 1 else requests.OpenLinks(urls))
                then()

        if len(urls) < _MANY:
            take("o")
        else:
            entries = [("o", "Open them all"), ("l", "Leave it")]
            self.app.push_screen(Menu(f"{len(urls):,} pages in the browser", entries), take)

    def action_download_pdf(self) -> None:
        """Download the PDFs, and open it when it is one."""
        papers = [paper for paper in self.papers if paper.key.pdf_url is not None]
        if papers:
            self.post_message(requests.DownloadPdfs(papers))
            self.unchoose(papers)
        elif self.paper is not None:
            self.notify("There is no PDF to download: only the title is known", markup=False)

    def action_full_text(self) -> None:
        """Read the full text."""
        if self.paper is not None and self.paper.key.arxiv_id is None:
            self.notify("There is no full text to ask for: only the title is known", markup=False)
        elif self.paper is not None:
            self.post_message(requests.ShowFullText(self.paper))

    def action_discussion(self) -> None:
        """Show what is said of the paper."""
        if self.paper is not None and self.paper.key.arxiv_id is None:
            self.notify("There are no comments to ask for: only the title is known", markup=False)
        elif self.paper is not None:
            self.post_message(requests.ShowDiscussion(self.paper))

    def action_artefacts(self) -> None:
        """Show what belongs to the paper."""
        if self.paper is not None and self.paper.key.arxiv_id is None:
            self.notify("There are no artefacts to ask for: only the title is known", markup=False)
        elif self.paper is not None:
            self.post_message(requests.ShowArtefacts(self.paper))

    def _open(self, url: str | None) -> None:
        if url is None:
            self.notify("There is no address to open: only the title is known", markup=False)
        else:
            self.post_message(requests.OpenLink(url))


def _with_address(papers: Iterable[Paper], address_of: AddressOf) -> tuple[Sequence[Paper], Sequence[str]]:
    """Return those of the papers that have an address, and the addresses."""
    pairs = [(paper, address) for paper in papers if (address := address_of(paper)) is not None]
    return [paper for paper, _ in pairs], [address for _, address in pairs]
