"""The base of every screen with a paper that can be bookmarked, copied and opened."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from textual.binding import Binding
from textual.reactive import reactive

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.entry import Entry, entry_of
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.services.bookmarks.events import BookmarksSnapshot
from paperreader.ui.kit import requests
from paperreader.ui.kit.steady_screen import SteadyScreen

OWN_COMMAND = "command."
"""What the ids of the user's own commands begin with."""
Command = Callable[["PaperScreen"], Awaitable[None]]


def _binding(key: str, command: str, description: str, tooltip: str, *, show: bool = False) -> Binding:
    action = f"paper('{command}')"
    return Binding(key, action, description, show=show, id=f"paper.{command}", tooltip=tooltip)


class PaperScreen(SteadyScreen[None]):
    """Runs commands on the paper it is about; a subclass may say that it is about another one, or about several.

    Args:
        commands: The commands by the name that bindings give to `paper`, such as `paper('keep')`.
        paper: What the screen was opened for, if it was for one paper.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _binding("b", "keep", "bookmark", "Bookmark the paper, or remove the bookmark", show=True),
        _binding("y", "copy", "copy", "Copy the paper's link", show=True),
        _binding("Y", "copy_menu", "Copy…", "Copy something else: a menu"),
        _binding("number_sign", "tags", "Tags", "Tag the paper"),
        _binding("n", "note", "Note", "Write a note on the paper"),
        _binding("equals_sign", "status", "Status", "Status: to read, reading, read"),
        _binding("e", "export", "Export", "Export papers"),
        _binding("o", "open", "open", "Open the Hugging Face page in the browser", show=True),
        _binding("p", "pdf", "PDF", "Open the PDF in the browser"),
        _binding("P", "download", "Download", "Download the PDF and open it"),
        _binding("f", "full_text", "full text", "Read the full text"),
        _binding("c", "discussion", "comments", "Comments on the paper"),
        _binding("a", "artefacts", "models, data, code", "Models, data and code of the paper"),
    ]

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())
    """The bookmarks as they are to be shown."""
    passing: reactive[str] = reactive("")
    """What was done just now; it stands at the right of the last line but the keys."""

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
        own = command.removeprefix(OWN_COMMAND)
        if own == command:
            await self._commands[command](self)
        else:
            self.post_message(requests.RunCommand(own, self.papers))
