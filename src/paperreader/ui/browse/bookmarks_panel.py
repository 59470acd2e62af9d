"""What was kept, the newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from paperreader.document.cells import cell_width, cut, pad
from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.completion import Vocabulary
from paperreader.domain.query.sorting import SortOrder
from paperreader.domain.view_state import ViewState
from paperreader.services.bookmarks.events import BookmarksSnapshot
from paperreader.ui.browse import listing_text
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.narrowing import Narrowing
from paperreader.ui.kit import present
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.kit.row_list import RowList

_STATUS = 7
"""Columns of the status, at least."""
_FREE = 2
"""Columns at the right edge: one beside the scroll bar, and its own."""


class BookmarkList(RowList[Bookmark]):
    """Shows bookmarks, a line each; posts which one is highlighted and which one was entered."""

    unsaved: reactive[frozenset[PaperKey]] = reactive(frozenset())
    """The papers of which the bookmark is not on disk yet."""

    @dataclass
    class BookmarkHighlighted(Message):
        """The cursor is on this bookmark; None when there is none."""

        bookmark: Bookmark | None

    @dataclass
    class BookmarkEntered(Message):
        """This bookmark was entered."""

        bookmark: Bookmark

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            lambda bookmark: bookmark.paper.key, self.BookmarkEntered, self.BookmarkHighlighted, id=id
        )

    def draw(self, row: Bookmark, line: int, width: int, base: Style) -> list[Segment]:
        """Return the title and, in columns at the right, the tags, whether there is a note, and the status."""
        del line
        is_unsaved = row.paper.key in self.unsaved
        status = f"{'not saved' if is_unsaved else row.status:>{_STATUS}}"
        room = max(0, width - _FREE - len(status) - 2)
        tags = cut(present.tail(row), room // 2)
        at_left = room - cell_width(tags) - 2
        title = pad(cut(present.shown(row.paper.title, is_source=self.is_source), at_left), at_left)
        said = base + self._foreground("rows--warning" if is_unsaved else "rows--dim")
        return [
            Segment(f"{title}  ", base),
            Segment(f"{tags}  ", base + self._foreground("rows--dim")),
            Segment(status, said),
        ]


class BookmarksPanel(Vertical):
    """A heading with the number of bookmarks, their list in an order, and the filter below it."""

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())
    """The bookmarks as they are to be shown."""
    is_source: reactive[bool] = reactive(default=False)
    view_state: reactive[ViewState] = reactive(ViewState())
    """What outlives the run."""

    def __init__(self, clock: Clock, marks: Mapping[PaperKey, Mark], *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._narrowing = Narrowing(marks)
        self.heading = PaneRule(id="bookmarks-heading")
        """The rule above them."""
        self.list = BookmarkList(id="bookmarks-list")
        """The rows."""
        self.filter = FilterBar(clock, id="bookmarks-filter")
        self.filter.entry.vocabulary = lambda: Vocabulary(self._narrowing.papers, self.snapshot.bookmarks)

    def compose(self) -> ComposeResult:
        """Lay out heading, list and filter."""
        yield self.heading
        yield self.list.data_bind(BookmarksPanel.is_source)
        yield self.filter.data_bind(BookmarksPanel.view_state)

    def on_mount(self) -> None:
        """Say that there are none yet."""
        self._show()

    def watch_snapshot(self, before: BookmarksSnapshot, now: BookmarksSnapshot) -> None:
        """List them; the cursor stays on its bookmark, and what is about to go is gone at once."""
        self.list.unsaved = now.unsaved
        if now.bookmarks is not before.bookmarks or (now.saved is None) is not (before.saved is None):
            self._narrowing.papers = [bookmark.paper for bookmark in now.bookmarks]
            self._narrowing.know(now.bookmarks)
            self.list.deselect_all_but(bookmark.paper.key for bookmark in now.bookmarks)
            self._show()
        elif now.leaving == before.leaving:
            return
        elif now.leaving:
            self._list([bookmark.paper for bookmark in self.list.rows])
        else:
            self._show()

    async def narrow(self) -> None:
        """Type to narrow the bookmarks."""
        await self.filter.open()

    @property
    def order(self) -> SortOrder:
        """How the bookmarks are ordered; `HUB` is the order in which they were made, the last one first."""
        return self._narrowing.order

    def order_by(self, order: SortOrder) -> None:
        """Order the bookmarks."""
        self._narrowing.order = order
        self._show()

    def go_back(self) -> bool:
        """Undo what was selected or narrowed; tell whether there was any of that."""
        if self.list.selected_rows:
            self.list.action_select_all()
        elif self.filter.display:
            self.filter.action_clear()
        else:
            return False
        return True

    def on_filter_bar_typed(self, message: FilterBar.Typed) -> None:
        """Narrow as typed."""
        message.stop()
        self._narrowing.query = message.query
        self._show(is_typed=message.is_typed)

    def on_filter_bar_done(self, message: FilterBar.Done) -> None:
        """Go back to the list."""
        message.stop()
        self.list.focus()

    def _show(self, *, is_typed: bool = False) -> None:
        if self._narrowing.query.is_empty and self._narrowing.order is SortOrder.HUB:
            # At once: whoever keeps and removes sees it with the key.
            self._list(self._narrowing.papers)
        else:
            self._arrange(is_typed=is_typed)

    @work(exclusive=True, group="arrange-bookmarks")
    async def _arrange(self, *, is_typed: bool) -> None:
        found: list[Paper] = []
        async for slice_ in self._narrowing.found():
            found += slice_
        self._list(found, is_narrowed=is_typed)

    def _list(self, papers: Iterable[Paper], *, is_narrowed: bool = False) -> None:
        bookmarks, leaving = self.snapshot.bookmarks, self.snapshot.leaving
        bookmark_of = {each.paper.key: each for each in bookmarks if each.paper.key not in leaving}
        rows = [bookmark_of[paper.key] for paper in papers if paper.key in bookmark_of]
        self.list.show_rows(rows, is_narrowed=is_narrowed)
        if not self.list.has_focus:
            # What was bookmarked just now is in sight.
            self.list.scroll_to(y=0, animate=False)
        self.heading.heading = listing_text.bookmarks_heading(
            len(rows),
            len(bookmarks),
            self._narrowing.order,
            is_narrowed=not self._narrowing.query.is_empty,
        )
        if self.snapshot.saved is None and not bookmarks:
            self.heading.heading = "Bookmarks …"
        self.heading.hint = "" if bookmarks or self.snapshot.saved is None else "b bookmarks a paper"
