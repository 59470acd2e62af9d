"""What a key, a click or a command asks of the app; any screen may post these."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.message import Message

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey


class Request(Message):
    """Asks the app to do something."""


@dataclass
class ToggleBookmarks(Request):
    """Bookmark papers, or remove their bookmarks if all have one; `found_in` is the label of their feed."""

    papers: Sequence[Paper]
    found_in: str = ""


@dataclass
class KeepListed(Request):
    """Bookmark a paper of which only key and title are known, with what its source knows of it if that answers."""

    paper: Paper
    found_in: str


@dataclass
class MarkPapers(Request):
    """Mark papers new, seen, read or skipped; what nobody did on purpose is not undone."""

    marks: Mapping[PaperKey, Mark]
    can_undo: bool = True


@dataclass
class ChangeAnnotations(Request):
    """Change the status, tags or note of bookmarks; those of `missing` that have no bookmark get one with that.

    `found_in` is the label of their feed.
    """

    keys: Sequence[PaperKey]
    annotations: Annotations
    missing: Sequence[Paper] = ()
    found_in: str = ""


@dataclass
class WriteNote(Request):
    """Open the note on a paper, to be changed; one without a bookmark gets one with its first words."""

    paper: Paper
    note: str
    found_in: str


@dataclass
class ExportEntries(Request):
    """Export papers in a format to a file or, without a path, to the clipboard."""

    entries: Sequence[Entry]
    format_name: str
    path: str = ""


@dataclass
class CopyText(Request):
    """Copy a text; `what` names it where it is not told itself."""

    what: str
    text: str


@dataclass
class OpenLink(Request):
    """Open an address in the browser."""

    url: str


@dataclass
class OpenLinks(Request):
    """Open several addresses in the browser."""

    urls: Sequence[str]


@dataclass
class DownloadPdfs(Request):
    """Download the PDFs of papers; a single one is opened."""

    papers: Sequence[Paper]


@dataclass
class EditText(Request):
    """Open a text in the user's own editor; `then` is called with the edited text."""

    text: str
    then: Callable[[str], None]


@dataclass
class AfterChanges(Request):
    """Do something when the changes asked for before are made, such as when a paper just kept gets its note."""

    then: Callable[[], Awaitable[None]]


@dataclass
class Remember(Request):
    """Remember fields of the view state, by name, for this run and the next."""

    changes: Mapping[str, object]


@dataclass
class EditSettings(Request):
    """Open the settings in the user's own editor, and use what is in them afterwards."""


@dataclass
class PickTheme(Request):
    """Show the themes to pick one."""


@dataclass
class RunCommand(Request):
    """Run a command of the user's own, by its name, for papers."""

    name: str
    papers: Sequence[Paper]


@dataclass
class UseTheme(Request):
    """Show the reader in the colours that have a name; a preview is not remembered."""

    name: str
    is_preview: bool = False


@dataclass
class ToggleSource(Request):
    """Show texts as they were written, TeX and all, or as they are meant to be read."""


@dataclass
class ShowFullText(Request):
    """Show the full text of a paper."""

    paper: Paper


@dataclass
class ChangeMeasure(Request):
    """Make the lines of full texts longer by so many columns, or shorter, for as long as the reader runs."""

    columns: int


@dataclass
class EditWatches(Request):
    """Change watches and mutes; `suggestion` is the query to offer for a new one."""

    suggestion: str


@dataclass
class ShowDiscussion(Request):
    """Show the comments on a paper."""

    paper: Paper


@dataclass
class ShowArtefacts(Request):
    """Show the models, datasets, Spaces and code of a paper."""

    paper: Paper


@dataclass
class OpenPaper(Request):
    """Go back to the main screen, and read a paper there of which only the key is known."""

    key: PaperKey


@dataclass
class ReadPaper(Request):
    """Go back to the main screen, and read a paper there that need not be in its list."""

    paper: Paper
    way_back: Request | None = None
    """What to ask for when its reader goes back from there; None for the main screen as it was."""


@dataclass
class ShowFeed(Request):
    """Go back to the main screen, and show a feed there."""

    feed: Feed


@dataclass
class ShowTrends(Request):
    """Show which share of the archive's papers match queries over time; ask for queries where there are none."""

    queries: Sequence[str] = ()
