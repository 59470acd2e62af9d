"""What was kept, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from paperreader.domain.bookmark import Bookmark


class BookmarksPanel(Vertical):
    """Lists bookmarks; posts the one under the cursor while it has the focus."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("j", "move(1)", "Next", show=False, id="bookmarks.down", tooltip="The next bookmark"),
        Binding("k", "move(-1)", "Previous", show=False, id="bookmarks.up", tooltip="The previous bookmark"),
    ]

    bookmarks: reactive[Sequence[Bookmark]] = reactive(())

    @dataclass
    class BookmarkHighlighted(Message):
        """The cursor of the panel is on this bookmark."""

        bookmark: Bookmark

    @dataclass
    class BookmarkChosen(Message):
        """This bookmark was entered."""

        bookmark: Bookmark

    def compose(self) -> ComposeResult:
        """Lay out heading and list."""
        yield Static("Bookmarks", id="bookmarks-heading", markup=False)
        yield OptionList(id="bookmarks-list", markup=False)

    def watch_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """List them; the cursor stays where it was."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(_row(bookmark)) for bookmark in bookmarks])
        if bookmarks:
            with options.prevent(OptionList.OptionHighlighted):
                options.highlighted = min(place, len(bookmarks) - 1)
        empty = "" if bookmarks else "   b keeps the highlighted paper"
        self.query_one("#bookmarks-heading", Static).update(Content(f"Bookmarks  {len(bookmarks)}{empty}"))

    @property
    def highlighted(self) -> Bookmark | None:
        """The bookmark under the cursor."""
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self.bookmarks) else self.bookmarks[place]

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if rows > 0 else options.action_cursor_up()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which bookmark is under the cursor."""
        event.stop()
        if self.highlighted is not None and self.query_one(OptionList).has_focus:
            self.post_message(self.BookmarkHighlighted(self.highlighted))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which bookmark was entered."""
        event.stop()
        if self.highlighted is not None:
            self.post_message(self.BookmarkChosen(self.highlighted))


def _row(bookmark: Bookmark) -> Content:
    return Content.assemble((f"{bookmark.kept_at:%d %b}  ", "dim"), bookmark.paper.title or "—")
