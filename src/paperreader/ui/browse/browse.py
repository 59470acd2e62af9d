"""The main screen: the list, the detail and the bookmarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from paperreader.domain.bookmarks.entry import Entry, entry_of
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Inbox,
    Search,
    SimilarTo,
    Submissions,
)
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.watch import WatchList
from paperreader.errors import PaperReaderError, StoreError
from paperreader.services.papers import navigation
from paperreader.services.papers.feeds import Feeds
from paperreader.services.papers.inbox import CatchingUp, CaughtUp
from paperreader.services.papers.library import Library
from paperreader.services.papers.momentum import Momentum
from paperreader.services.papers.navigation import Navigation, Refusal
from paperreader.services.reading.pictures import Pictures
from paperreader.ui.browse import listing_text
from paperreader.ui.browse.bookmarks_panel import BookmarkList, BookmarksPanel
from paperreader.ui.browse.detail_loading import DetailLoading
from paperreader.ui.browse.feed_bar import FeedBar
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.panes import Panes
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.browse.papers_pane import PapersPane
from paperreader.ui.browse.status_bar import StatusBar
from paperreader.ui.dialogs.question import Question
from paperreader.ui.kit import keys, present, requests
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.kit.row_list import RowList
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen

_LONGEST_ALONE = 0.3
"""Seconds that everything else waits for the first papers: reading thousands of bookmarks would delay them."""
_MOST_IN_SEARCH = 250
"""Characters of a question the Hub takes."""


class BrowseScreen(PaperScreen):
    """Shows a listing; loads it in the background and never blanks what is shown."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding("space", "read", "read, next", id="paper.read", tooltip="Mark read, go to the next unread"),
        Binding("x", "skip", "Skip", show=False, id="paper.skip", tooltip="Skip the paper"),
        Binding("slash", "narrow", "narrow", id="list.narrow", tooltip="Narrow the list, as you type"),
        Binding(
            "t",
            "source",
            "TeX",
            show=False,
            id="detail.source",
            tooltip="Titles and abstracts as TeX source, and back",
        ),
        Binding("v", "order", "Order", show=False, id="list.order", tooltip="The next order of the list"),
        Binding(
            "[", "feed('older')", "Older", id="feed.older", tooltip="The edition before", group=keys.EDITION
        ),
        Binding(
            "]", "feed('newer')", "Newer", id="feed.newer", tooltip="The edition after", group=keys.EDITION
        ),
        Binding(
            "full_stop",
            "feed('newest')",
            "Newest",
            show=False,
            id="feed.newest",
            tooltip="The newest edition",
        ),
        Binding("D", "date", "Date", show=False, id="feed.date", tooltip="Go to a date, by the calendar"),
        Binding("1", "feed('daily')", "Daily", show=False, id="feed.daily", tooltip="Daily Papers"),
        Binding("2", "feed('weekly')", "Weekly", show=False, id="feed.weekly", tooltip="Papers of the week"),
        Binding(
            "3", "feed('monthly')", "Monthly", show=False, id="feed.monthly", tooltip="Papers of the month"
        ),
        Binding(
            "4", "feed('trending')", "Trending", show=False, id="feed.trending", tooltip="Trending papers"
        ),
        Binding("5", "feed('inbox')", "Inbox", show=False, id="feed.inbox", tooltip="What is not read yet"),
        Binding(
            "A",
            "caught_up",
            "Caught up",
            show=False,
            id="list.caught_up",
            tooltip="The inbox is done with, or after all not",
        ),
        Binding(
            "6", "feed('for_you')", "For you", show=False, id="feed.for_you", tooltip="Like what you keep"
        ),
        Binding(
            "tilde",
            "like",
            "Like this",
            show=False,
            id="feed.like",
            tooltip="The papers of the archive nearest to this one, or to the chosen ones",
        ),
        Binding("7", "feed('archive')", "Archive", show=False, id="feed.archive", tooltip="The archive"),
        Binding(
            "8", "feed('watched')", "Watches", show=False, id="feed.watched", tooltip="What your watches find"
        ),
        Binding(
            "X", "muted", "Muted", show=False, id="list.muted", tooltip="Show the muted papers, or fold them"
        ),
        Binding(
            "W", "watches", "Watches…", show=False, id="app.watches", tooltip="Watches and mutes: new, edit"
        ),
        Binding(
            "S",
            "search_archive",
            "Search archive",
            show=False,
            id="feed.search_archive",
            tooltip="Search the archive, as you type",
        ),
        Binding("s", "search", "Search", show=False, id="feed.search", tooltip="Ask the Hub"),
        Binding("r", "reload", "Refresh", show=False, id="feed.refresh", tooltip="Ask the Hub again"),
        Binding(
            "B",
            "panel",
            "bookmarks",
            id="pane.bookmarks",
            tooltip="Show and enter the bookmarks, or hide them",
        ),
        Binding(
            "h,escape,left",
            "back",
            "Back",
            show=False,
            id="pane.back",
            tooltip="Back to the list; clear the filter",
        ),
        Binding("tab", "pane(1)", "Next pane", show=False, id="pane.next", tooltip="The next pane"),
        Binding(
            "shift+tab",
            "pane(-1)",
            "Previous pane",
            show=False,
            id="pane.previous",
            tooltip="The previous pane",
        ),
        Binding("z", "zoom", "Zoom", show=False, id="pane.zoom", tooltip="This pane alone, and back"),
    ]

    chores: reactive[str] = reactive("")
    """What is being done beside the reading, in words."""
    is_source: reactive[bool] = reactive(default=False)
    """Texts are shown as they were written, TeX and all."""

    @dataclass
    class Ready(Message):
        """The first papers are there, or are a while in coming: there is time for the rest."""

    def __init__(
        self,
        feeds: Feeds,
        library: Library,
        inbox: CatchingUp,
        momentum: Momentum,
        pictures: Pictures | None,
        clock: Clock,
        marks: dict[PaperKey, Mark],
        feed: Feed | None,
    ) -> None:
        super().__init__(COMMANDS)
        self._feeds = feeds
        self._library = library
        self._inbox = inbox
        self._caught_up: CaughtUp | None = None
        self._clock = clock
        self._marks = marks
        self._navigation = Navigation(asked=feed, is_offline=feeds.is_offline)
        # Held, not looked up: a message may come when the screen has lost its children already.
        self._feed_bar = FeedBar(id="feed-bar")
        self._pane = PapersPane(clock, marks, momentum.rises, id="list-pane")
        self._bookmarks = BookmarksPanel(clock, marks, id="bookmarks")
        self._detail = PaperDetail(id="detail", has_pictures=pictures is not None)
        self._detail_loading = DetailLoading(momentum, pictures, self._detail)
        self._status = StatusBar(id="status")
        self._key_bar = KeyBar(id="keys")
        self._panes = Panes(self, self._pane.list, self._detail, self._bookmarks.list)
        self._is_ready = False
        self._is_from_list = True
        self._is_aside = False
        """What is read came from neither list: neither takes it away."""

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield self._feed_bar
        yield PaneRule(id="top-rule")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield self._pane.data_bind(BrowseScreen.snapshot, BrowseScreen.is_source)
                yield self._bookmarks.data_bind(BrowseScreen.snapshot, BrowseScreen.is_source)
            yield self._detail.data_bind(BrowseScreen.is_source)
        yield PaneRule(joint_symbol="┴", id="bottom-rule")
        yield self._status
        yield self._key_bar

    def on_mount(self) -> None:
        """Show the frame, then load."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_keys())
        self._panes.enter("list")
        self.set_interval(20, self._tick)
        self._seconds = self.set_interval(1, self._count_down, pause=True)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.set_timer(_LONGEST_ALONE, self._say_ready)
        self._navigate(navigation.request(self._navigation))

    def _say_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.post_message(self.Ready())

    # Loading ------------------------------------------------------------------------------------------------

    def _navigate(self, to: Navigation | Refusal) -> None:
        """Go on from another state: show what is new in it, and send its request if that is another."""
        if isinstance(to, Refusal):
            self._tell(listing_text.REFUSALS[to])
            return
        former, self._navigation = self._navigation, to
        if to.shown is not None and to.shown is not former.shown:
            self._show_listing(to.shown)
        if to.newer is not None and to.newer is not former.newer:
            self._tell(f"{to.newer.feed.label} is here: . opens it")
        if to.request != former.request:
            self._load()
        self._show_status()

    @work(exclusive=True, group="listing")
    async def _load(self) -> None:
        # Not an argument: Textual writes those out, and 50,000 papers take a second.
        asked = self._navigation
        try:
            if self.listing is None:
                self._marks.update(await self._library.marks())
            listings = self._feeds.listings(asked.asked, is_wanted_fresh=asked.is_wanted_fresh)
            async for listing in listings:
                self._navigate(navigation.answer(self._navigation, asked.request, listing))
        except PaperReaderError as error:
            # Not in here: what is asked for next gives this worker up.
            self.call_later(self._fail, asked.request, error)
        else:
            self._navigate(navigation.end(self._navigation, asked.request))

    def _fail(self, request: int, error: PaperReaderError) -> None:
        former = self._navigation
        failed = navigation.fail(former, request, error, self._clock())
        if failed is not former:
            self._navigate(failed)
            self._pane.notice.complain(error, listing_text.what_to_press(former, failed))
            self._pane.show_empty()
            self._count_down()
            self._seconds.resume()

    def _show_listing(self, listing: Listing) -> None:
        self._pane.show(listing)
        self._feed_bar.feed = listing.feed
        if listing.not_kept is not None:
            self._pane.notice.complain(listing.not_kept, "What is fetched now is forgotten at the end.")

    def _tell(self, sentence: str) -> None:
        self.notify(sentence, markup=False, timeout=10)

    def _tick(self) -> None:
        """Ask again for what is due, and let ages grow."""
        is_due = self.listing is not None and self._feeds.is_due(self.listing)
        self._navigate(navigation.tick(self._navigation, self._clock(), is_due=is_due))

    def _count_down(self) -> None:
        """Say every second how long the Hub still asks for a pause, if it does."""
        self._navigate(navigation.count_down(self._navigation, self._clock()))
        if self._navigation.pause_until is None:
            self._seconds.pause()

    # Showing ------------------------------------------------------------------------------------------------

    @property
    def listing(self) -> Listing | None:
        """What is shown; None before the first answer."""
        return self._navigation.shown

    @property
    def doing(self) -> str:
        """What is going on, in words."""
        return listing_text.doing(self._navigation, self._clock())

    def on_papers_pane_changed(self, message: PapersPane.Changed) -> None:
        """Say how many there are."""
        message.stop()
        self._show_status()
        if self._pane.unread is not None:
            # They are counted when they are drawn.
            self._say_ready()

    def _show_status(self) -> None:
        if self.listing is not None:
            rows = len(self._pane.list.rows)
            self._status.shown = listing_text.status(
                self.listing,
                # None at all may be because they are still being picked.
                shown=rows or (0 if self._pane.unread is not None else len(self.listing.papers)),
                unread=self._pane.unread,
                kept=self.snapshot.saved,
                unsaved=self.snapshot.pending,
                selected=len(self._pane.list.selected_rows) + len(self._bookmarks.list.selected_rows),
            )
        self._status.source = listing_text.source(
            self.listing, self._clock(), self.doing, self.chores, is_source=self.is_source
        )

    def watch_is_source(self) -> None:
        """Say how texts are shown."""
        self._show_status()

    def watch_chores(self) -> None:
        """Say how they stand."""
        self._show_status()

    def watch_snapshot(self) -> None:
        """Show whether the paper in the detail is kept, what was said of it, and how many bookmarks there are."""
        self._show_in_detail(self._detail.paper)
        self._show_status()

    def _show_in_detail(self, paper: Paper | None) -> None:
        detail = self._detail
        if paper is not None and (detail.paper is None or detail.paper.key != paper.key):
            detail.momentum = ""
            self._load_momentum(paper.key)
        detail.paper = paper
        detail.words = tuple(self._pane.list.words) if self._is_from_list else ()
        detail.is_kept = paper is not None and paper.key in self.snapshot.kept
        detail.is_unsaved = paper is not None and paper.key in self.snapshot.unsaved
        detail.bookmark = self.bookmark_of(paper)

    @work(exclusive=True, group="momentum")
    async def _load_momentum(self, key: PaperKey) -> None:
        await self._detail_loading.look_up_momentum(key)

    def on_paper_detail_picture_missed(self, message: PaperDetail.PictureMissed) -> None:
        """Have the picture fetched."""
        message.stop()
        self._load_picture(message.key, message.width, message.height)

    @work(exclusive=True, group="picture")
    async def _load_picture(self, key: PaperKey, width: int, height: int) -> None:
        await self._detail_loading.fetch_picture(key, width, height)

    def show_marks(self, before: Mapping[PaperKey, Mark]) -> None:
        """Show changed marks; `before` says what they were."""
        self._pane.show_marks(before)

    def highlight(self, key: PaperKey) -> None:
        """Put the cursor of the list on a paper, if it is there."""
        papers = self._pane.list
        place = papers.place_of(key)
        if place is not None:
            papers.highlight(place)

    def _show_keys(self) -> None:
        bindings = [binding for _, binding, enabled, _ in self.active_bindings.values() if enabled]
        if isinstance(self.focused, Input):
            # What is typed into the filter reaches no other pane.
            bindings = list(keys.bindings_of(FilterBar))
        self._key_bar.hints = keys.hints(bindings)

    # The papers ---------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about: the highlighted one of the pane with the focus."""
        # Asked of the focused pane itself: the detail hears of a moved cursor one message later.
        papers, kept = self._pane.list, self._bookmarks.list
        if papers.has_focus:
            return papers.highlighted
        if kept.has_focus and kept.highlighted is not None:
            return kept.highlighted.paper
        return self._detail.paper

    @property
    def _selected(self) -> Sequence[Paper]:
        """What was selected in the list with the focus."""
        papers, kept = self._pane.list, self._bookmarks.list
        if papers.has_focus:
            return papers.selected_rows
        return [bookmark.paper for bookmark in kept.selected_rows] if kept.has_focus else []

    @property
    def papers(self) -> Sequence[Paper]:
        """What was selected in the list with the focus, else the paper."""
        return self._selected or super().papers

    def deselect(self, papers: Iterable[Paper]) -> None:
        """Forget that these were selected in the list with the focus; in no other was anything done with them."""
        for rows in (self._pane.list, self._bookmarks.list):
            if rows is self.focused:
                rows.deselect(paper.key for paper in papers)

    def on_row_list_selection_changed(self, message: RowList.SelectionChanged) -> None:
        """Say how many are selected."""
        message.stop()
        self._show_status()

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """The selected papers, this paper, the papers in the list, the bookmarks that are shown, and all bookmarks."""
        shown = [entry_of(bookmark) for bookmark in self._bookmarks.list.rows]
        return (
            ("c", "The chosen papers", self.entries(self._selected)),
            ("t", "This paper", self.entries(super().papers)),
            ("p", "The papers in the list", self.entries(self._pane.list.rows)),
            ("s", "The bookmarks shown", shown if len(shown) < len(self.snapshot.bookmarks) else []),
            ("b", "All bookmarks", [entry_of(bookmark) for bookmark in self.snapshot.bookmarks]),
        )

    @property
    def found_in(self) -> str:
        """The label of the feed that is shown."""
        return "" if self.listing is None else listing_text.feed_name(self.listing.feed)

    def on_paper_list_paper_highlighted(self, message: PaperList.PaperHighlighted) -> None:
        """Show the highlighted paper; it counts as seen from now on."""
        message.stop()
        if not self._is_from_list or self._is_aside:
            # Another paper is being read: what the list does meanwhile must not take it away.
            return
        self._show_in_detail(message.paper)
        if message.paper is not None and message.paper.key not in self._marks:
            self.post_message(requests.MarkPapers({message.paper.key: Mark.SEEN}, can_undo=False))

    def on_paper_list_paper_entered(self, message: PaperList.PaperEntered) -> None:
        """Read a paper."""
        message.stop()
        self._read(message.paper)

    def on_bookmark_list_bookmark_highlighted(self, message: BookmarkList.BookmarkHighlighted) -> None:
        """Show a kept paper, whether or not the listing has it."""
        message.stop()
        if message.bookmark is not None and self._bookmarks.list.has_focus:
            self._show_in_detail(message.bookmark.paper)

    def on_bookmark_list_bookmark_entered(self, message: BookmarkList.BookmarkEntered) -> None:
        """Read a kept paper."""
        message.stop()
        self._read(message.bookmark.paper)

    def read_aside(self, paper: Paper) -> None:
        """Read a paper that need not be in the list; back leads to where its reader came from."""
        self._read(paper)
        self._is_aside = True

    def _read(self, paper: Paper) -> None:
        self._show_in_detail(paper)
        self.post_message(requests.MarkPapers({paper.key: Mark.READ}))
        self._panes.enter("detail")

    def action_read(self) -> None:
        """Mark the paper read and go to the next unread one."""
        self._mark_and_go_on(Mark.READ)

    def action_skip(self) -> None:
        """Skip the paper and go to the next unread one."""
        self._mark_and_go_on(Mark.SKIPPED)

    def _mark_and_go_on(self, mark: Mark) -> None:
        papers = self.papers
        if not papers:
            return
        self.post_message(requests.MarkPapers({paper.key: mark for paper in papers}))
        self.deselect(papers)
        self.call_later(self._go_to_next_unread)

    def _go_to_next_unread(self) -> None:
        papers = self._pane.list
        place = papers.next_unread()
        if place is None:
            self.notify("Everything here is read", markup=False)
        elif self._is_from_list:
            papers.highlight(place)

    # Feeds --------------------------------------------------------------------------------------------------

    def show_feed(self, feed: Feed | None) -> None:
        """Go to a feed; None is the newest edition."""
        self._navigate(navigation.go_to(self._navigation, feed))

    def action_reload(self) -> None:
        """Ask the Hub again."""
        self._navigate(navigation.reload(self._navigation))

    def action_feed(self, name: str) -> None:
        """Go to a feed or edition that has a name: Daily, Trending, the inbox, the newest edition and so on."""
        self._navigate(navigation.DESTINATIONS[name](self._navigation, self._clock()))

    async def action_date(self) -> None:
        """Go to a day, week or month."""
        from paperreader.ui.dialogs.calendar import Calendar  # noqa: PLC0415 - the start does not wait for it

        def take(edition: Edition | None) -> None:
            if edition is not None:
                self.show_feed(edition)

        now = self._clock()
        await self.app.push_screen(
            Calendar(self._library, current_day(now), navigation.last_day(self._navigation, now)), take
        )

    async def action_search(self) -> None:
        """Ask the Hub."""

        def take(text: str | None) -> None:
            if text is not None:
                self.show_feed(Search(text))

        question = Question("Ask the Hub, by meaning and full text", most=_MOST_IN_SEARCH)
        await self.app.push_screen(question, take)

    def action_search_archive(self) -> None:
        """Type to search the archive."""
        self._is_from_list = True
        self._panes.show("list")
        self._pane.search.open()

    def on_papers_pane_searched(self, message: PapersPane.Searched) -> None:
        """Search the archive as typed."""
        message.stop()
        self._navigate(navigation.search(self._navigation, message.text))

    def on_papers_pane_search_left(self, message: PapersPane.SearchLeft) -> None:
        """Go back to where the search began."""
        message.stop()
        self._navigate(navigation.leave_search(self._navigation))

    def action_submitter(self) -> None:
        """Go to what the submitter of the paper put on Daily Papers."""
        if self.paper is None or self.paper.submitted_by is None:
            self.notify("Who submitted this paper is not known", markup=False)
        else:
            self.show_feed(Submissions(self.paper.submitted_by.username))

    # The list -----------------------------------------------------------------------------------------------

    def action_order(self) -> None:
        """Order the list, or the bookmarks, in the next way."""
        if self._panes.current == "bookmarks":
            self._bookmarks.go_to_next_order()
        else:
            self._pane.go_to_next_order()
            self._feed_bar.order = listing_text.order(self._pane.order)

    def action_like(self) -> None:
        """Go to the papers of the archive that are nearest to the paper, or to the selected ones."""
        papers = tuple(self.papers)
        if papers:
            self.deselect(papers)
            self.show_feed(
                SimilarTo(tuple(paper.key for paper in papers), present.shown(papers[0].title), papers)
            )

    def action_caught_up(self) -> None:
        """Declare the inbox done with, or take that back."""
        if self.listing is None or not isinstance(self.listing.feed, Inbox):
            self.notify("Only the inbox can be done with: 5 opens it", markup=False)
        else:
            self._declare_caught_up()

    @work(exclusive=True, group="inbox")
    async def _declare_caught_up(self) -> None:
        listing = self.listing
        try:
            if listing is not None and listing.papers:
                self._caught_up = await self._inbox.caught_up(listing)
                done = present.number_of_papers(len(self._caught_up.papers))
                self.notify(f"Caught up with {done}. A takes that back", markup=False)
            elif self._caught_up is not None:
                await self._inbox.take_back(self._caught_up)
                self._caught_up = None
            else:
                return
        except StoreError as error:
            self.notify(present.told(error), severity="error", markup=False)
        else:
            self.show_feed(Inbox())

    def watch_by(self, watching: WatchList) -> None:
        """Point out and fold away papers by these watches and mutes."""
        self._pane.watch_by(watching)

    def action_muted(self) -> None:
        """Show the muted papers, or fold them away again."""
        if not self._pane.toggle_muted():
            self.notify("Nothing is muted here: W makes a mute", markup=False)

    def action_watches(self) -> None:
        """Change watches and mutes; what is narrowed or searched for is a good query for a new one."""
        self.post_message(requests.EditWatches(self._pane.filter.text or self._pane.search.text))

    def action_source(self) -> None:
        """Show texts as they were written, or as they are meant."""
        self.post_message(requests.ToggleSource())

    def action_narrow(self) -> None:
        """Type to narrow the list, or the bookmarks."""
        if self._panes.current == "bookmarks":
            self._bookmarks.narrow()
        else:
            self._is_from_list = True
            self._panes.show("list")
            self._pane.narrow()

    # Panes --------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes to the terminal."""
        self._panes.fit(event.size)

    def on_key(self, event: events.Key) -> None:
        """Notice that somebody reads: what they look at is not exchanged any more."""
        del event
        self._navigation = navigation.use(self._navigation)

    def on_click(self, event: events.Click) -> None:
        """Likewise for the mouse."""
        del event
        self._navigation = navigation.use(self._navigation)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Know which pane is in use, and show what it highlights."""
        widget = event.widget
        if isinstance(widget, BookmarkList):
            self._is_from_list = self._is_aside = False
            self._panes.show("bookmarks")
            if widget.highlighted is not None:
                self._show_in_detail(widget.highlighted.paper)
        elif isinstance(widget, PaperList):
            self._is_from_list, self._is_aside = True, False
            self._panes.show("list")
            self._show_in_detail(widget.highlighted)
        elif isinstance(widget, PaperDetail):
            self._panes.show("detail")
        elif self._bookmarks.filter.has_focus_within:
            self._panes.show("bookmarks")

    def action_pane(self, step: int) -> None:
        """Go to the next or previous pane."""
        self._panes.enter_next(step)

    def action_back(self) -> None:
        """Back to where the paper was entered from; there, undo what was selected, narrowed or zoomed."""
        match self._panes.current:
            case "detail":
                self._panes.enter("list" if self._is_from_list else "bookmarks")
            case "bookmarks" if not self._bookmarks.go_back():
                self._panes.enter("list")
            case "list" if not self._pane.go_back():
                self._panes.zoom(is_wanted=False)

    def action_panel(self) -> None:
        """Show and enter the bookmarks, or hide them."""
        self._panes.toggle_bookmarks()

    def action_zoom(self) -> None:
        """Show the pane in use alone, or all panes."""
        self._panes.zoom(is_wanted=not self.has_class("zoomed"))
