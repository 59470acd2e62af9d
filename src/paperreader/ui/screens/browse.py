"""The main screen: the list, the detail and the bookmarks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from paperreader.domain.bookmark import Bookmark
from paperreader.domain.calendar import current_day
from paperreader.domain.feed import Edition, Feed, Period, Search, Trending
from paperreader.domain.listing import Listing
from paperreader.domain.marks import Mark
from paperreader.domain.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query import Query, search_text
from paperreader.domain.view import Order, View, arrange_in_slices
from paperreader.errors import PaperReaderError
from paperreader.services import Services
from paperreader.ui import present, requests
from paperreader.ui.screens.dialogs import CopyMenu, SearchPrompt
from paperreader.ui.widgets.bookmarks_panel import BookmarksPanel
from paperreader.ui.widgets.paper_detail import PaperDetail
from paperreader.ui.widgets.paper_list import PaperList

_PERIODS = {"daily": Period.DAY, "weekly": Period.WEEK, "monthly": Period.MONTH}
_WIDE = 100
_AT_ONCE = 500


class BrowseScreen(Screen[None]):
    """Shows a listing; loads it in the background and never blanks what is shown."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("b", "keep", "Keep", id="paper.keep", tooltip="Keep the paper, or stop keeping it"),
        Binding("B", "panel", "Bookmarks", id="panel.bookmarks", tooltip="Show the bookmarks, or hide them"),
        Binding("y", "copy_link", "Copy link", id="paper.copy", tooltip="Copy the paper's Hub link"),
        Binding("Y", "copy_menu", "Copy…", show=False, id="paper.copy_menu", tooltip="Choose what to copy"),
        Binding("o", "open_hub", "Open", id="paper.open", tooltip="Open the Hub page in the browser"),
        Binding("p", "open_pdf", "PDF", show=False, id="paper.pdf", tooltip="Open the PDF in the browser"),
        Binding("r", "reload", "Refresh", show=False, id="feed.refresh", tooltip="Ask the Hub again"),
        Binding("1", "feed('daily')", "Daily", show=False, id="feed.daily", tooltip="Daily Papers"),
        Binding("2", "feed('weekly')", "Weekly", show=False, id="feed.weekly", tooltip="Papers of the week"),
        Binding(
            "3", "feed('monthly')", "Monthly", show=False, id="feed.monthly", tooltip="Papers of the month"
        ),
        Binding(
            "4", "feed('trending')", "Trending", show=False, id="feed.trending", tooltip="Trending papers"
        ),
        Binding("[", "edition(-1)", "Older", id="feed.older", tooltip="The edition before"),
        Binding("]", "edition(1)", "Newer", id="feed.newer", tooltip="The edition after"),
        Binding("full_stop", "newest", "Newest", show=False, id="feed.newest", tooltip="The newest edition"),
        Binding("slash", "narrow", "Narrow", id="list.narrow", tooltip="Narrow the list, as you type"),
        Binding("s", "search", "Search", show=False, id="feed.search", tooltip="Ask the Hub"),
        Binding("v", "order", "Order", show=False, id="list.order", tooltip="The next order"),
        Binding("space", "read", "Read, next", id="paper.read", tooltip="Mark read, go to the next unread"),
        Binding("x", "skip", "Skip", show=False, id="paper.skip", tooltip="Skip the paper"),
        Binding("u", "undo", "Undo", show=False, id="paper.undo", tooltip="Take the last mark back"),
        Binding("z", "zoom", "Zoom", show=False, id="panel.zoom", tooltip="This pane alone, and back"),
        Binding("escape,h,left", "back", "Back", show=False, id="panel.back", tooltip="Back to the list"),
    ]

    kept: reactive[frozenset[PaperKey]] = reactive(frozenset())
    bookmarks: reactive[tuple[Bookmark, ...]] = reactive(())
    doing: reactive[str] = reactive("Opening")

    @dataclass
    class ListingLoaded(Message):
        """An answer came; `feed` is what was asked for, None for the opening."""

        feed: Feed | None
        listing: Listing

    @dataclass
    class ListingFailed(Message):
        """An answer did not come."""

        feed: Feed | None
        error: PaperReaderError

    def __init__(self, services: Services, clock: Clock, feed: Feed | None) -> None:
        super().__init__()
        self._services = services
        self._clock = clock
        self._feed = feed
        self._query = Query()
        self._order = Order.HUB
        self._undo: list[dict[PaperKey, Mark]] = []
        self._texts: dict[PaperKey, str] = {}
        self._unread = 0
        self._changes = 0
        # Neither is reactive: comparing the old with the new costs as much as there are papers.
        self.listing: Listing | None = None
        """What is shown."""
        self.marks: dict[PaperKey, Mark] = {}
        """What was done with papers; the ones not in it are new."""

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield Static("", id="feed-bar", markup=False)
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Static("", id="notice", markup=False)
                papers = PaperList(self._clock(), id="papers")
                yield papers.data_bind(BrowseScreen.kept)
                yield Input(placeholder="narrow: words, “phrases”, -not", id="filter")
                yield BookmarksPanel(id="bookmarks").data_bind(BrowseScreen.bookmarks)
            yield PaperDetail(id="detail")
        yield Static("", id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the frame, then load."""
        self.query_one("#filter").display = False
        self.query_one("#notice").display = False
        papers = self.query_one(PaperList)
        papers.marks = self.marks
        papers.focus()
        self.set_interval(20, self._tick)
        self.set_interval(5, self._look_for_bookmarks)
        self._load(self._feed)

    def on_resize(self, event: events.Resize) -> None:
        """Stack the panes on a narrow terminal."""
        self.set_class(event.size.width < _WIDE, "narrow")
        self.set_class(event.size.width < 60 or event.size.height < 16, "single")

    # Loading ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="listing")
    async def _load(self, feed: Feed | None, *, is_wanted_fresh: bool = False) -> None:
        library = self._services.library
        answers: AsyncIterator[Listing] = (
            library.opening() if feed is None else library.listings(feed, is_wanted_fresh=is_wanted_fresh)
        )
        self.doing = "asking the Hub" if not library.is_offline else "offline"
        try:
            if self._is_first_load():
                self.marks.update(await library.marks())
            async for listing in answers:
                self.post_message(self.ListingLoaded(feed, listing))
        except PaperReaderError as error:
            self.post_message(self.ListingFailed(feed, error))
        else:
            self.doing = "offline" if library.is_offline else ""

    def _is_first_load(self) -> bool:
        return self.listing is None and not self.marks

    @work(group="bookmarks")
    async def load_bookmarks(self) -> None:
        """Read the bookmarks and show them."""
        try:
            self.show_bookmarks(await self._services.bookmarks.all())
        except PaperReaderError as error:
            self._notice(error)

    @work(exclusive=True, group="bookmarks-elsewhere")
    async def _look_for_bookmarks(self) -> None:
        try:
            if await self._services.bookmarks.has_changed():
                self.show_bookmarks(await self._services.bookmarks.all())
        except PaperReaderError as error:
            self._notice(error)

    def show_bookmarks(self, bookmarks: tuple[Bookmark, ...]) -> None:
        """Show these bookmarks in list and panel."""
        self.bookmarks = bookmarks
        self.kept = frozenset(bookmark.paper.key for bookmark in bookmarks)
        self._show_status()

    def on_browse_screen_listing_loaded(self, message: ListingLoaded) -> None:
        """Show an answer, unless something else is shown by now."""
        if message.feed != self._feed:
            return
        former = self.listing
        self.listing = message.listing
        self._texts.clear()
        self._count_unread(message.listing)
        self.query_one("#notice").display = False
        self._arrange()
        new = _new_papers(former, message.listing)
        if new:
            self.notify(f"{new} new", markup=False)
        elif not message.listing.papers:
            self._say("No papers here. [ older edition, ] newer, . newest")

    def on_browse_screen_listing_failed(self, message: ListingFailed) -> None:
        """Say what went wrong; what was shown stays."""
        if message.feed == self._feed:
            self.doing = "not refreshed"
            self._notice(message.error)

    def _notice(self, error: PaperReaderError) -> None:
        hint = f" {error.hint[0].upper()}{error.hint[1:]}." if error.hint else ""
        self._say(f"{error.message}.{hint} r tries again")

    def _say(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(Content(text))
        notice.display = True

    def _tick(self) -> None:
        """Refetch what is shown when it is due; the library knows when that is."""
        if self.listing is not None and self._services.library.is_due(self.listing):
            self._load(self._feed)
        self._show_status()

    # Showing ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="arrange")
    async def _arrange(self) -> None:
        """Show the view: at once when a slice fills the screen, the rest slice by slice between keys."""
        listing = self.listing
        if listing is None:
            return
        papers = self.query_one(PaperList)
        found: list[Paper] = []
        shown = 0
        for slice_ in arrange_in_slices(listing.papers, View(self._query, self._order), self._text_of):
            found += slice_
            if not shown and len(found) >= papers.rows_seen:
                papers.show(found[:])
                shown = len(found)
            if not self._query.is_empty:
                await asyncio.sleep(0)
        if shown != len(found) or not found:
            papers.show(found)
        order = "" if self._order is Order.HUB else f"   by {self._order}"
        self.query_one("#feed-bar", Static).update(Content(f" {listing.feed.label}{order}"))

    def _text_of(self, paper: Paper) -> str:
        text = self._texts.get(paper.key)
        if text is None:
            text = self._texts[paper.key] = search_text(paper)
        return text

    @work(exclusive=True, group="unread")
    async def _count_unread(self, listing: Listing) -> None:
        """Count what is unread, a little at a time, and again if papers were marked meanwhile."""
        counted_at = -1
        unread = 0
        while counted_at != self._changes:
            counted_at, unread = self._changes, 0
            for start in range(0, len(listing.papers), _AT_ONCE):
                slice_ = listing.papers[start : start + _AT_ONCE]
                unread += sum(self.marks.get(paper.key, Mark.NEW).is_unread for paper in slice_)
                await asyncio.sleep(0)
        self._unread = unread
        self._show_status()

    def watch_doing(self) -> None:
        """Say what is going on."""
        self._show_status()

    def _show_status(self) -> None:
        text = present.status(self.listing, self._unread, len(self.bookmarks), self._clock(), self.doing)
        for status in self.query("#status").results(Static):
            status.update(Content(" " + text))

    def on_paper_list_paper_highlighted(self, message: PaperList.PaperHighlighted) -> None:
        """Show the highlighted paper; it counts as seen from now on."""
        message.stop()
        self.query_one(PaperDetail).paper = message.paper
        if message.paper is not None and message.paper.key not in self.marks:
            self._mark({message.paper.key: Mark.SEEN}, can_undo=False)

    def on_paper_list_paper_chosen(self, message: PaperList.PaperChosen) -> None:
        """Read a paper."""
        message.stop()
        self._mark({message.paper.key: Mark.READ})
        self._enter_detail()

    def _enter_detail(self) -> None:
        self.add_class("reading")
        self.query_one(PaperDetail).focus()

    def on_bookmarks_panel_bookmark_highlighted(self, message: BookmarksPanel.BookmarkHighlighted) -> None:
        """Show a kept paper, whether or not the listing has it."""
        message.stop()
        self.query_one(PaperDetail).paper = message.bookmark.paper

    def on_bookmarks_panel_bookmark_chosen(self, message: BookmarksPanel.BookmarkChosen) -> None:
        """Read a kept paper."""
        message.stop()
        self.query_one(PaperDetail).paper = message.bookmark.paper
        self._enter_detail()

    # Marks --------------------------------------------------------------------------------------------------

    def _mark(self, marks: dict[PaperKey, Mark], *, can_undo: bool = True) -> None:
        if can_undo:
            self._undo.append({key: self.marks.get(key, Mark.NEW) for key in marks})
        for key, mark in marks.items():
            self._unread += mark.is_unread - self.marks.get(key, Mark.NEW).is_unread
            self.marks[key] = mark
        self._changes += 1
        self.query_one(PaperList).refresh()
        self._show_status()
        self._save_marks(marks)

    @work(group="marks")
    async def _save_marks(self, marks: dict[PaperKey, Mark]) -> None:
        try:
            await self._services.library.set_marks(marks)
        except PaperReaderError as error:
            self._notice(error)

    def action_read(self) -> None:
        """Mark the paper read and go to the next unread one."""
        self._mark_and_go_on(Mark.READ)

    def action_skip(self) -> None:
        """Skip the paper."""
        self._mark_and_go_on(Mark.SKIPPED)

    def _mark_and_go_on(self, mark: Mark) -> None:
        papers = self.query_one(PaperList)
        paper = papers.highlighted
        if paper is None:
            return
        self._mark({paper.key: mark})
        for place in range(papers.cursor + 1, len(papers.papers)):
            if self.marks.get(papers.papers[place].key, Mark.NEW).is_unread:
                papers.highlight(place)
                return

    def action_undo(self) -> None:
        """Take the last mark back."""
        if self._undo:
            self._mark(self._undo.pop(), can_undo=False)

    # The paper ----------------------------------------------------------------------------------------------

    @property
    def _paper(self) -> Paper | None:
        # Asked of the focused pane itself: the detail hears of a moved cursor one message later.
        papers, panel = self.query_one(PaperList), self.query_one(BookmarksPanel)
        if papers.has_focus:
            return papers.highlighted
        if panel.has_focus_within and panel.highlighted is not None:
            return panel.highlighted.paper
        return self.query_one(PaperDetail).paper

    def action_keep(self) -> None:
        """Keep the paper, or stop keeping it."""
        if self._paper is not None:
            self.post_message(requests.ToggleBookmark(self._paper))

    def action_copy_link(self) -> None:
        """Copy the Hub link."""
        if self._paper is not None:
            link = self._paper.key.hub_url
            if link is None:
                self.notify(
                    "This paper has no Hub link: only its title is known. Y copies more", markup=False
                )
            else:
                self.post_message(requests.CopyText("link", link))

    @work(group="dialog")
    async def action_copy_menu(self) -> None:
        """Choose what to copy."""
        paper = self._paper
        if paper is None:
            return
        copy = await self.app.push_screen_wait(CopyMenu(paper))
        text = None if copy is None else copy.text(paper)
        if copy is not None and text is not None:
            self.post_message(requests.CopyText(copy.label, text))

    def action_open_hub(self) -> None:
        """Open the Hub page."""
        self._open(None if self._paper is None else self._paper.key.hub_url)

    def action_open_pdf(self) -> None:
        """Open the PDF."""
        self._open(None if self._paper is None else self._paper.key.pdf_url)

    def _open(self, url: str | None) -> None:
        if url is None:
            self.notify("There is no address to open: only the title is known", markup=False)
        else:
            self.post_message(requests.OpenLink(url))

    # Feeds --------------------------------------------------------------------------------------------------

    def show_feed(self, feed: Feed | None) -> None:
        """Go to a feed; None is the newest edition."""
        self._feed = feed
        self._query = Query()
        self._load(feed)

    def action_reload(self) -> None:
        """Ask the Hub again."""
        self._load(self._feed, is_wanted_fresh=True)

    def action_feed(self, name: str) -> None:
        """Go to Daily, Weekly, Monthly or Trending."""
        if name == "trending":
            self.show_feed(Trending())
        elif name == "daily":
            self.show_feed(None)
        else:
            self.show_feed(Edition.containing(_PERIODS[name], self._shown_day))

    @property
    def _shown_day(self) -> date:
        if self.listing is not None and isinstance(self.listing.feed, Edition):
            return self.listing.feed.first_day
        return current_day(self._clock())

    def action_edition(self, step: int) -> None:
        """Go to the edition before or after."""
        feed = None if self.listing is None else self.listing.feed
        asked = self._feed if isinstance(self._feed, Edition) else feed
        if not isinstance(asked, Edition):
            self.notify("Only Daily, Weekly and Monthly have editions: 1 2 3", markup=False)
            return
        target = asked.previous() if step < 0 else asked.next()
        if target is None:
            self.notify("This is the first edition", markup=False)
        elif not target.has_begun(self._clock()):
            self.notify("This is the newest edition", markup=False)
        else:
            self.show_feed(target)

    def action_newest(self) -> None:
        """Go to the newest edition."""
        self.show_feed(None)

    @work(group="dialog")
    async def action_search(self) -> None:
        """Ask the Hub."""
        text = await self.app.push_screen_wait(SearchPrompt())
        if text is not None:
            self.show_feed(Search(text))

    def action_order(self) -> None:
        """Go to the next order."""
        self._order = self._order.next()
        self._arrange()

    # Panes --------------------------------------------------------------------------------------------------

    def action_narrow(self) -> None:
        """Type to narrow the list."""
        entry = self.query_one("#filter", Input)
        entry.display = True
        entry.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as typed."""
        event.stop()
        self._query = Query.parse(event.value)
        self._arrange()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the narrowed list."""
        event.stop()
        self.query_one(PaperList).focus()

    def action_back(self) -> None:
        """Back to the list; there, clear the filter."""
        entry = self.query_one("#filter", Input)
        papers = self.query_one(PaperList)
        if papers.has_focus or entry.has_focus:
            entry.value = ""
            entry.display = False
        self.remove_class("reading", "zoomed")
        papers.focus()

    def action_panel(self) -> None:
        """Show and enter the bookmarks, or hide them."""
        panel = self.query_one(BookmarksPanel)
        panel.toggle_class("hidden")
        if panel.has_class("hidden"):
            self.query_one(PaperList).focus()
        else:
            panel.query_one("OptionList").focus()

    def action_zoom(self) -> None:
        """Show the detail alone, or all panes."""
        self.toggle_class("zoomed")


def _new_papers(former: Listing | None, listing: Listing) -> int:
    if former is None or former.feed != listing.feed:
        return 0
    known = {paper.key for paper in former.papers}
    return sum(paper.key not in known for paper in listing.papers)
