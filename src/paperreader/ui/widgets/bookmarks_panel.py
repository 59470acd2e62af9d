"""What was kept, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from paperreader.domain.bookmark import Bookmark
from paperreader.domain.paper import PaperKey
from paperreader.domain.ports import Clock
from paperreader.formats.cells import cell_width, cut, pad
from paperreader.ui import present
from paperreader.ui.widgets.pane_rule import PaneRule
from paperreader.ui.widgets.row_list import RowList

_DAY = 10
"""Columns before the title."""


class BookmarkList(RowList[Bookmark]):
    """Shows bookmarks, a line each; posts which one is highlighted and which one was chosen."""

    unsaved: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers of which the bookmark is not on disk yet."""

    @dataclass
    class BookmarkHighlighted(Message):
        """The cursor is on this bookmark; None when there is none."""

        bookmark: Bookmark | None

    @dataclass
    class BookmarkChosen(Message):
        """This bookmark was entered."""

        bookmark: Bookmark

    def __init__(self, clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._clock = clock

    def key_of(self, row: Bookmark) -> str:
        """Return the key of the kept paper."""
        return row.paper.key

    def say_highlighted(self, row: Bookmark | None) -> None:
        """Post which bookmark is under the cursor."""
        self.post_message(self.BookmarkHighlighted(row))

    def say_chosen(self, row: Bookmark) -> None:
        """Post which bookmark was entered."""
        self.post_message(self.BookmarkChosen(row))

    def draw(self, row: Bookmark, line: int, width: int, base: Style) -> list[Segment]:
        """Return the day it was kept and the title."""
        del line
        room = max(0, width - _DAY)
        tail = cut(present.tail(row), room // 2)
        at_left = room - cell_width(tail) - 1
        title = pad(cut(row.paper.title or present.UNKNOWN, at_left), at_left)
        day = f"{present.kept_on(row.kept_at, self._clock()):>{_DAY - 2}}  "
        dim = base + self._foreground("rows--dim")
        if row.paper.key in self.unsaved:
            day = f"{'not saved':>{_DAY - 1}} "
            return [
                Segment(day, base + self._foreground("rows--warning")),
                Segment(f"{title} ", base),
                Segment(tail, dim),
            ]
        return [Segment(day, dim), Segment(f"{title} ", base), Segment(tail, dim)]


class BookmarksPanel(Vertical):
    """A heading with the number of bookmarks, and their list."""

    bookmarks: reactive[Sequence[Bookmark]] = reactive(())
    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """What is kept or about to be: what was removed just now is gone from the list at once."""
    unsaved: reactive[frozenset[PaperKey]] = reactive(frozenset())

    def __init__(self, clock: Clock, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._heading = PaneRule(id="bookmarks-heading")
        self.list = BookmarkList(clock, id="bookmarks-list")
        """The rows."""

    def compose(self) -> ComposeResult:
        """Lay out heading and list."""
        yield self._heading
        yield self.list

    def watch_bookmarks(self) -> None:
        """List them; the cursor stays on its bookmark."""
        self._show()

    def watch_kept(self) -> None:
        """Leave out what is no longer kept."""
        if any(bookmark.paper.key not in self.kept for bookmark in self.list.rows):
            self._show()

    def watch_unsaved(self) -> None:
        """Mark what is not on disk."""
        self.list.unsaved = self.unsaved

    def _show(self) -> None:
        bookmarks = [bookmark for bookmark in self.bookmarks if bookmark.paper.key in self.kept]
        self.list.show_rows(bookmarks)
        self._heading.heading = f"Bookmarks  {len(bookmarks)}"
        self._heading.hint = "" if bookmarks else "b keeps the highlighted paper"
