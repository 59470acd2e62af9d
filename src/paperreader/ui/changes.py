"""What is said of changes of bookmarks."""

from textual.notifications import SeverityLevel

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.recovered import Recovered
from paperreader.services.bookmarks.events import (
    AnnotationsRemoved,
    ConflictCopiesFound,
    Notice,
    PendingSaved,
)
from paperreader.ui.kit import present


def notification_of(
    event: AnnotationsRemoved | ConflictCopiesFound | Notice | PendingSaved | Recovered,
) -> tuple[str, SeverityLevel, float | None]:
    """Return what to say, how serious it is, and for how many seconds, None for as long as usual."""
    match event:
        case AnnotationsRemoved():
            return _removal(event.bookmarks), "information", None
        case ConflictCopiesFound(count):
            copies = "a conflict copy" if count == 1 else f"{count} conflict copies"
            sentence = f"A sync tool left {copies} of the bookmarks: `:` and “merge” joins them"
            return sentence, "information", None
        case PendingSaved(count):
            return f"Saved now: {present.number_of(count, 'change')}", "information", None
        case Recovered():
            return event.sentence, "warning", 30
        case Notice(sentence, is_warning=True):
            return sentence, "warning", 10
        case Notice(sentence):
            return sentence, "information", None


def _removal(removed: tuple[Bookmark, ...]) -> str:
    what = (
        f"“{present.shown(removed[0].paper.title)}”"
        if len(removed) == 1
        else present.number_of_papers(len(removed))
    )
    return f"No longer kept, with note and tags: {what}. u brings it back"
