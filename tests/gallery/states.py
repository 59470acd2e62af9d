"""The states of the reader that are drawn, in the order of the page."""

import shutil
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperreader.domain.papers.feed import Edition, Period
from paperreader.settings import Settings
from tests.gallery.drawing import State, Visit
from tests.hub import Fault, Hub

_MURMURATION = "Murmuration"
"""The paper of which there are comments, models and a text."""
_WATCHES = Settings(
    watches={"agents": "title:agents OR title:agent", "routing": "title:routing"},
    mutes={"benchmarks": "title:omnibench"},
)
_TO_MURMURATION = ("slash", *"murmur", "enter")
_TO_SLOWLY = ("slash", *"unlearning", "enter")
"""The way to a paper of which there is nothing else."""


def _cites(home: Path, hub: Hub) -> None:
    """Give the paper of the comments a text with links, headings and figures."""
    from tests.hub.texts import CITED, written_text  # noqa: PLC0415

    del home
    text = written_text(f"/papers/{CITED}.md")
    assert text is not None
    hub.texts["/papers/2608.90301.md"] = text


def _fail(home: Path, hub: Hub) -> None:
    del home
    # Nothing that is asked for again by itself: that takes its time.
    hub.fail(Fault.HTML)


def _limit(home: Path, hub: Hub) -> None:
    del home
    hub.fail(Fault.STATUS_429_QUOTA)


def _old(home: Path, hub: Hub) -> None:
    """Have what is archived be some hours old."""
    del hub
    connection = sqlite3.connect(home / "archive.sqlite3")
    with connection:
        connection.execute(
            "UPDATE listings SET fetched_at = replace(fetched_at, 'T15', 'T09') WHERE feed LIKE 'day:2026-08-21'"
        )
    connection.close()


def _old_and_failing(home: Path, hub: Hub) -> None:
    _old(home, hub)
    _fail(home, hub)


def _old_and_limited(home: Path, hub: Hub) -> None:
    _old(home, hub)
    _limit(home, hub)


def _damage(home: Path, hub: Hub) -> None:
    """Leave half of the bookmarks file, as a disk that was full might."""
    del hub
    file = home / "bookmarks.json"
    file.write_bytes(file.read_bytes()[:9000])


def _lock_out(home: Path, hub: Hub) -> None:
    """Have the bookmarks file be one that can't be locked."""
    del hub
    lock = home / "bookmarks.json.lock"
    lock.unlink()
    lock.mkdir()


def _no_archive(home: Path, hub: Hub) -> None:
    """Put something in the place of the archive that is none."""
    del hub
    (home / "archive.sqlite3").write_text("no database at all, but long enough to be looked at" * 20)


def _no_bookmarks(home: Path, hub: Hub) -> None:
    del hub
    (home / "bookmarks.json").unlink()
    # Else they would be made good from what is there.
    shutil.rmtree(home / "state" / "bookmarks")


async def _trends(at: Visit, *keys: str) -> None:
    from paperreader.ui.kit import requests  # noqa: PLC0415

    at.app.post_message(requests.ShowTrends())
    await at.until(lambda: at.app.screen.is_modal)
    await at.press(*keys)


LISTS: Sequence[State] = (
    State("list", "The newest day, as it opens"),
    State("list-further", "The list, further down", keys=("j",) * 7),
    State("detail", "A paper, entered", keys=("j", "j", "j", "enter")),
    State("detail-scrolled", "A paper, read on", keys=("enter", "ctrl+d")),
    State("bookmarks", "The bookmarks, in use", keys=("B",)),
    State("bookmarks-hidden", "Without the bookmarks", keys=("B", "B")),
    State("bookmarks-none", "Nothing is bookmarked yet", prepare=_no_bookmarks),
    State("zoom", "The list alone", keys=("z",)),
    State("compact", "The list, a line for each paper", keys=("V",)),
    State("selected", "Selected rows", keys=("m", "j", "m", "j", "j", "m")),
    State("bookmarked", "A paper was bookmarked: passing words", keys=("j", "j", "b")),
    State("copied", "A link was copied: passing words", keys=("y",)),
    State("orders", "The orders there are", keys=("v",)),
    State("ordered", "The papers in another order", keys=("v", "s")),
    State("source", "Texts as they were written, TeX and all", keys=("slash", *"sorting", "enter", "t")),
)
FILTERS: Sequence[State] = (
    State("filter", "A filter that finds something", keys=("slash", *"agents")),
    State("filter-done", "A filter, entered", keys=("slash", *"agents", "enter")),
    State("filter-completed", "A filter, its field completed", keys=("slash", *"has:c", "tab")),
    State("filter-nothing", "A filter that finds nothing", keys=("slash", *"zebra")),
    State("filter-error", "A filter with an error", keys=("slash", *"titel:agents")),
    State("bookmarks-filter", "A filter of the bookmarks", keys=("B", "slash", *"agents")),
    State("search-archive", "A search of the archive", keys=("S", *"mixture", "enter")),
    State(
        "search-archive-nothing", "A search of the archive that finds nothing", keys=("S", *"zebra", "enter")
    ),
    State("search-question", "Asking Hugging Face", keys=("s",)),
    State("search", "What Hugging Face found", keys=("s", *"agents", "enter"), seen="Search “agents”"),
    State("search-nothing", "Hugging Face found nothing", keys=("s", *"zebra", "enter")),
    State("similar", "Papers like this one", keys=("tilde",)),
)
FEEDS: Sequence[State] = (
    State("weekly", "A week", keys=("2",)),
    State("trending", "Trending", keys=("4",)),
    State("inbox", "The inbox, full", keys=("5",)),
    State("inbox-done", "The inbox, done", keys=("5", "A")),
    State("for-you", "For you", keys=("6",)),
    State("for-you-few", "For you, before it can begin", keys=("6",), prepare=_no_bookmarks),
    State("archive", "The archive", keys=("7",)),
    State("watches", "What the watches find", keys=("8",), settings=_WATCHES),
    State("watches-none", "No watches yet", keys=("8",)),
    State("muted", "Highlighted and muted papers", settings=_WATCHES),
    State("weekend", "A day without papers", seen="Inbox 47", feed=Edition(Period.DAY, date(2026, 8, 16))),
    State("older-day", "An older day", keys=("[",)),
)
SCREENS: Sequence[State] = (
    State("comments", "Comments", keys=(*_TO_MURMURATION, "c"), seen="How bright is the lamp"),
    State("comments-none", "No comments", keys=(*_TO_SLOWLY, "c")),
    State("models", "Models, data and code", keys=(*_TO_MURMURATION, "a"), seen="murmur-7b"),
    State("models-none", "No models and no data", keys=(*_TO_SLOWLY, "a")),
    State("full-text", "A full text", keys=(*_TO_MURMURATION, "f"), seen="Related Work", prepare=_cites),
    State(
        "full-text-find",
        "Searching a full text",
        keys=(*_TO_MURMURATION, "f", "slash", *"lamp"),
        seen="Related Work",
        prepare=_cites,
    ),
    State("links", "Link hints", keys=(*_TO_MURMURATION, "f", "F"), seen="Related Work", prepare=_cites),
    State("outline", "The outline of a full text", keys=(*_TO_MURMURATION, "f", "tab"), prepare=_cites),
    State("full-text-none", "A paper without a full text", keys=(*_TO_SLOWLY, "f")),
    State("calendar", "The calendar", keys=("D",)),
    State("calendar-typed", "The calendar, a date typed", keys=("D", "D", *"yesterday")),
    State("trends", "Trends", act=lambda at: _trends(at, *"diffusion; title:agents; robot", "enter")),
    State("trends-asking", "Trends, before a query", act=_trends),
)
DIALOGS: Sequence[State] = (
    State("palette", "The palette", keys=("colon",)),
    State("palette-typed", "The palette, typed in", keys=("colon", *"theme")),
    State("palette-nothing", "The palette, when nothing matches", keys=("colon", *"zebra")),
    State("help", "Help", keys=("question_mark",)),
    State("help-typed", "Help, typed in", keys=("question_mark", *"bookmark")),
    State("themes", "The themes", keys=("T",)),
    State("copy", "What to copy", keys=("Y",)),
    State("export", "What to export", keys=("e",)),
    State("export-format", "In which format", keys=("e", "t")),
    State("export-file", "To which file", keys=("e", "t", "b")),
    State("tags", "Tags", keys=("B", "number_sign")),
    State("note", "A note", keys=("B", "j", "n")),
    State("watches-menu", "Watches and mutes", keys=("W",), settings=_WATCHES),
    State("watches-new", "A new watch", keys=("W", "w")),
    State("watches-one", "A watch", keys=("W", "1"), settings=_WATCHES),
    State("open-many", "Many pages at once", keys=("M", "o")),
    State("last-copied", "What was copied", keys=("y", "C")),
)
FIRST: Sequence[State] = (
    State("first-offline", "The first start, offline", is_new=True, is_offline=True),
    State(
        "first-loading",
        "The first start, nothing has come yet",
        is_new=True,
        held="/api/",
        begun=lambda app: app._browse.is_mounted,
    ),
    State("first-online", "The first start, with papers", is_new=True, seen="Residual"),
    State("first-failing", "The first start, and the Hub fails", is_new=True, prepare=_fail),
    State("offline", "Offline, with papers", is_offline=True),
    State("loading", "A refresh goes on", prepare=_old, held="/api/"),
    State("limited", "The Hub asks for a pause", prepare=_old_and_limited),
    State("error", "A refresh failed", prepare=_old_and_failing),
    State("warned", "Something failed that was asked for", keys=("P",)),
    State("not-saved", "A bookmark can't be written", keys=("b",), prepare=_lock_out),
    State("not-saved-quit", "Quitting while a bookmark can't be written", keys=("b", "q"), prepare=_lock_out),
    State("bookmarks-damaged", "The bookmarks were damaged", prepare=_damage),
    State("archive-damaged", "The archive is damaged", prepare=_no_archive),
)
SECTIONS = {
    "The list and the panes": LISTS,
    "Finding": FILTERS,
    "Feeds": FEEDS,
    "Screens of a paper, calendar, trends": SCREENS,
    "Dialogs": DIALOGS,
    "Beginning, waiting, failing": FIRST,
}
"""All states by the part of the page they stand in."""
STATES = {state.name: state for states in SECTIONS.values() for state in states}
