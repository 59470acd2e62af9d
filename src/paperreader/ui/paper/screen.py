"""The base of every screen with a paper that can be bookmarked, copied and opened."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from textual.binding import Binding
from textual.reactive import reactive

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.entry import Entry, entry_of
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.services.bookmarks.events import BookmarksSnapshot
from paperreader.ui.kit.steady_screen import SteadyScreen

Command = Callable[["PaperScreen"], Awaitable[None]]


class PaperScreen(SteadyScreen[None]):
    """Runs commands on the paper it is about; a subclass may say that it is about another one, or about several.

    Args:
        commands: The commands by the name that bindings give to `paper`, such as `paper('keep')`.
        paper: What the screen was opened for, if it was for one paper.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("b", "paper('keep')", "keep", id="paper.keep", tooltip="Keep the paper, or stop keeping it"),
        Binding("y", "paper('copy_link')", "copy", id="paper.copy", tooltip="Copy the paper's Hub link"),
        Binding(
            "Y",
            "paper('copy_menu')",
            "Copy…",
            show=False,
            id="paper.copy_menu",
            tooltip="Choose what to copy",
        ),
        Binding(
            "number_sign",
            "paper('tags')",
            "Tags",
            show=False,
            id="paper.tags",
            tooltip="Tags of the kept paper",
        ),
        Binding("n", "paper('note')", "Note", show=False, id="paper.note", tooltip="Note on the kept paper"),
        Binding(
            "equals_sign",
            "paper('status')",
            "Status",
            show=False,
            id="paper.status",
            tooltip="To read, reading, read",
        ),
        Binding("e", "paper('export')", "Export", show=False, id="paper.export", tooltip="Export papers"),
        Binding(
            "o", "paper('open_hub')", "open", id="paper.open", tooltip="Open the Hub page in the browser"
        ),
        Binding(
            "p", "paper('open_pdf')", "PDF", show=False, id="paper.pdf", tooltip="Open the PDF in the browser"
        ),
        Binding(
            "P",
            "paper('download_pdf')",
            "Download",
            show=False,
            id="paper.download",
            tooltip="Download the PDF and open it",
        ),
        Binding(
            "f",
            "paper('full_text')",
            "full text",
            show=False,
            id="paper.full_text",
            tooltip="Read the full text",
        ),
        Binding(
            "c",
            "paper('discussion')",
            "comments",
            show=False,
            id="paper.discussion",
            tooltip="Comments on the paper",
        ),
        Binding(
            "a",
            "paper('artefacts')",
            "artefacts",
            show=False,
            id="paper.artefacts",
            tooltip="Models, datasets, Spaces and code of the paper",
        ),
    ]

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())
    """The bookmarks as they are to be shown."""

    def __init__(self, commands: Mapping[str, Command], paper: Paper | None = None) -> None:
        super().__init__()
        self._commands = commands
        self._paper = paper
        self._indexed: Sequence[Bookmark] = ()
        self._bookmark_by_key: Mapping[PaperKey, Bookmark] = {}

    @property
    def paper(self) -> Paper | None:
        """The paper that commands for one paper are about; None when there is none."""
        return self._paper

    @property
    def papers(self) -> Sequence[Paper]:
        """The papers that commands for many are about: the selected ones, else that one paper."""
        return [] if self.paper is None else [self.paper]

    @property
    def found_in(self) -> str:
        """The label of the feed the paper was found in."""
        return ""

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """What can be exported: a letter, a name, and the papers."""
        return (("t", "This paper", self.entries(self.papers)),)

    def entries(self, papers: Iterable[Paper]) -> Sequence[Entry]:
        """Return papers as they are exported, bookmarked ones with what the reader added."""
        bookmarks = ((paper, self.bookmark_of(paper)) for paper in papers)
        return [Entry(paper) if bookmark is None else entry_of(bookmark) for paper, bookmark in bookmarks]

    def bookmark_of(self, paper: Paper | None) -> Bookmark | None:
        """Return a paper's bookmark, None when it has none."""
        if self._indexed is not self.snapshot.bookmarks:
            self._indexed = self.snapshot.bookmarks
            self._bookmark_by_key = {each.paper.key: each for each in self._indexed}
        return None if paper is None else self._bookmark_by_key.get(paper.key)

    def deselect(self, papers: Iterable[Paper]) -> None:
        """Select these papers no longer: something was done with them."""

    async def action_paper(self, command: str) -> None:
        """Run a command on the paper or papers."""
        await self._commands[command](self)
