"""The main screen: the list, the detail and the bookmarks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from paperreader.domain.bookmarks.entry import Entry, entry_of
from paperreader.domain.papers.calendar import current_day
from paperreader.domain.papers.feed import (
    Edition,
    Feed,
    Inbox,
    Search,
    SimilarTo,
    SinglePaper,
)
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.view_state import ViewState
from paperreader.errors import PaperReaderError, QueryError, StoreError
from paperreader.services import Services
from paperreader.services.papers import navigation, resuming
from paperreader.services.papers.navigation import Navigation, Refusal
from paperreader.services.papers.places import View
from paperreader.ui.browse import feed_bar, listing_text
from paperreader.ui.browse.bookmarks_panel import BookmarksPanel
from paperreader.ui.browse.detail_loading import DetailLoading
from paperreader.ui.browse.feed_bar import FeedBar
from paperreader.ui.browse.narrowing import RisesOf
from paperreader.ui.browse.pane_layout import PaneLayout
from paperreader.ui.browse.panes import Panes
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.papers_pane import PapersPane
from paperreader.ui.browse.status_bar import StatusBar
from paperreader.ui.kit import present, requests
from paperreader.ui.kit.key_bar import KeyBar
from paperreader.ui.kit.pane_rule import PaneRule
from paperreader.ui.kit.row_list import RowList
from paperreader.ui.paper.commands import COMMANDS
from paperreader.ui.paper.screen import PaperScreen

if TYPE_CHECKING:
    from paperreader.services.papers.inbox import CaughtUp

_LONGEST_APART = 0.15
"""Seconds that the first papers wait for the bookmarks, to be shown with their stars."""
_LONGEST_ALONE = 0.3
"""Seconds that everything else waits for the first papers: reading thousands of bookmarks would delay them."""
_LONG = 10
"""Seconds that it stays what is said about where the reader is."""
_RESTED = 0.3
"""Seconds after which it is counted what waits to be read: not with each paper that is passed by."""
_MOST_IN_SEARCH = 250
"""Characters of a question the Hub takes."""


def _rises_by(services: Services) -> RisesOf:
    """Return how rises are asked for, of a service that is made when that happens first."""

    async def rises_of(papers: Iterable[PaperKey]) -> Mapping[PaperKey, int]:
        return await services.momentum.rises(papers)

    return rises_of


class BrowseScreen(PaperScreen):
    """Shows a listing; loads it in the background and never blanks what is shown."""

    AUTO_FOCUS = "#papers"
    IS_DRAWN_AS_ONE = True

    chores: reactive[str] = reactive("")
    """What is being done beside the reading, in words."""
    is_source: reactive[bool] = reactive(default=False)
    """Texts are shown as they were written, TeX and all."""
    view_state: reactive[ViewState] = reactive(ViewState())
    """What outlives the run."""

    @dataclass
    class Begun(Message):
        """The frame is drawn, and the first papers are being read: so should the bookmarks, to be shown with them."""

    @dataclass
    class Ready(Message):
        """The first papers are there, or are a while in coming: there is time for the rest."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        marks: dict[PaperKey, Mark],
        start: Navigation,
        layout: str = "auto",
        *,
        has_pictures: bool = False,
    ) -> None:
        super().__init__(COMMANDS)
        self._services = services
        self._caught_up: CaughtUp | None = None
        self._clock = clock
        self._marks = marks
        self._navigation = start
        # Held, not looked up: a message may come when the screen has lost its children already.
        self._feed_bar = FeedBar(id="feed-bar")
        self._pane = PapersPane(clock, marks, _rises_by(services), id="list-pane")
        self._bookmarks = BookmarksPanel(clock, marks, id="bookmarks")
        self._detail = PaperDetail(clock, id="detail", has_pictures=has_pictures)
        self._detail_loading = DetailLoading(services, self._detail)
        self._status = StatusBar(id="status")
        self._key_bar = KeyBar(id="keys")
        self._left = Vertical(id="left")
        frame = PaneLayout(self, self._left, self._bookmarks, self._detail, layout)
        self.panes = Panes(
            self, self._pane, self._bookmarks, self._detail, frame, marks, self._show_in_detail
        )
        # From the start: with each class that comes later everything would be given its styles anew.
        self.add_class("pane-list", update=False)
        self._is_ready = False
        self._has_bookmarks = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield self._feed_bar
        yield PaneRule(id="top-rule")
        with self.panes.data_bind(remembered=BrowseScreen.view_state):
            with self._left:
                yield self._pane.data_bind(
                    BrowseScreen.snapshot, BrowseScreen.is_source, BrowseScreen.view_state
                )
                if not self.view_state.has_met:
                    from paperreader.ui.kit.welcome import Welcome  # noqa: PLC0415 - once in a life

                    owners = (RowList, Panes, PaperScreen, type(self.app))
                    keymap = self.app._keymap  # noqa: SLF001 - there is no other way
                    yield Welcome(owners, keymap, id="welcome").data_bind(BrowseScreen.view_state)
                yield self._bookmarks.data_bind(
                    BrowseScreen.snapshot, BrowseScreen.is_source, BrowseScreen.view_state
                )
            yield self.panes.frame.divider
            yield self._detail.data_bind(BrowseScreen.is_source)
        yield PaneRule(joint_symbol="┴", id="bottom-rule")
        yield self._status.data_bind(BrowseScreen.passing)
        yield self._key_bar

    def on_mount(self) -> None:
        """Show the frame, then load."""

        def show_keys(screen: Screen[object]) -> None:
            active = screen.active_bindings.values()
            self._key_bar.hints = self.panes.hints(active)
            self._feed_bar.keys = feed_bar.tab_keys(active) or self._feed_bar.keys

        self.bindings_updated_signal.subscribe(self, show_keys)
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self.panes.frame.follow())
        for shown in ("chores", "is_source"):
            self.watch(self, shown, self._show_status, init=False)
        self.set_interval(20, self._tick)
        self._seconds = self.set_interval(1, self._count_down, pause=True)
        self._navigation = navigation.request(self._navigation)
        if (looked := self._services.library.first_look) is not None:
            self._marks.update(looked.marks)
            self._navigate(navigation.answer(self._navigation, self._navigation.request, looked.listing))
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.post_message(self.Begun())
        self.set_timer(_LONGEST_ALONE, self._say_ready)
        self._load()
        self._show_status()

    def _say_ready(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.post_message(self.Ready())
            if self.listing is None and self.doing:
                self._pane.notice.say(listing_text.waiting(self.doing))
                self._pane.show_empty()

    # Loading ------------------------------------------------------------------------------------------------

    def _navigate(self, to: Navigation | Refusal) -> None:
        """Go on from another state: show what is new in it, and send its request if that is another."""
        if isinstance(to, Refusal):
            self.notify(listing_text.REFUSALS[to], markup=False, timeout=_LONG)
            return
        former, self._navigation = self._navigation, to
        if to.shown is not None and to.shown is not former.shown:
            view = View()
            if not former.is_shown(to.shown.feed):
                self.post_message(requests.Remember(resuming.left(former.shown, self._pane.view)))
                self._navigation, view = navigation.arrive(former, to, self._pane.view)
            self._pane.show(to.shown, view)
            self._feed_bar.feed = to.shown.feed
            self.refresh_bindings()
            if to.shown.not_kept is not None:
                self._pane.notice.complain(to.shown.not_kept, "What is fetched now is not saved.")
        if to.newer is not None and to.newer is not former.newer:
            told = f"{to.newer.feed.label} is here: . opens it"
            self.notify(told, markup=False, timeout=_LONG)
        if to.request != former.request:
            self._load()
        self._show_status()

    @work(exclusive=True, group="listing")
    async def _load(self) -> None:
        # Not an argument: Textual writes those out, and 50,000 papers take a second.
        asked = self._navigation
        try:
            if self.listing is None:
                self._marks.update(await self._services.library.marks())
            listings = self._services.feeds.listings(asked.asked, is_wanted_fresh=asked.is_wanted_fresh)
            async for listing in listings:
                if self.listing is None:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._has_bookmarks.wait(), _LONGEST_APART)
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

    def _tick(self) -> None:
        """Ask again for what is due, and let ages grow."""
        is_due = self.listing is not None and self._services.feeds.is_due(self.listing)
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
        """Say how many there are, and in which order."""
        message.stop()
        self._feed_bar.order = listing_text.order(self._pane.order)
        self._show_status()
        if self._pane.unread is not None:
            # They are counted when they are drawn.
            self._say_ready()
            self._count_unread()

    @work(exclusive=True, group="waiting")
    async def _count_unread(self) -> None:
        """Say on the tabs how many papers wait there, when the reader rests for a moment."""
        await asyncio.sleep(_RESTED)
        # What is wrong with the archive is told where listings are loaded.
        with suppress(StoreError, QueryError):
            unread = await self._services.feeds.unread(self.snapshot.bookmarks)
            self._feed_bar.unread = {"inbox": unread.inbox, "watched": unread.watched}

    def _show_status(self) -> None:
        if self.listing is not None:
            rows = len(self._pane.list.rows)
            self._status.shown = listing_text.status(
                self.listing,
                # None at all may be because they are still being picked.
                shown=rows or (0 if self._pane.unread is not None else len(self.listing.papers)),
                muted=self._pane.muted,
                unread=self._pane.unread,
                kept=self.snapshot.saved,
                unsaved=self.snapshot.pending,
                selected=len(self._pane.list.selected_rows) + len(self._bookmarks.list.selected_rows),
            )
        self._status.source = listing_text.source(
            self.listing, self._clock(), self.doing, self.chores, is_source=self.is_source
        )

    def watch_snapshot(self) -> None:
        """Show whether the paper in the detail is kept, what was said of it, and how many bookmarks there are."""
        self._show_in_detail(self._detail.paper)
        self._show_status()
        if self.snapshot.saved is not None:
            self._has_bookmarks.set()
        self.panes.frame.hold(None if self.snapshot.saved is None else len(self.snapshot.bookmarks))
        if self._is_ready:
            self._count_unread()

    def _show_in_detail(self, paper: Paper | None) -> None:
        detail = self._detail
        if paper is not None and (detail.paper is None or detail.paper.key != paper.key):
            detail.momentum = ""
            self._detail_loading.look_up_momentum(paper.key)
        detail.paper = paper
        detail.words = tuple(self._pane.list.words) if self.panes.is_from_list else ()
        detail.is_kept = paper is not None and paper.key in self.snapshot.kept
        detail.is_unsaved = paper is not None and paper.key in self.snapshot.unsaved
        detail.bookmark = self.bookmark_of(paper)

    def on_paper_detail_picture_missed(self, message: PaperDetail.PictureMissed) -> None:
        """Have the picture fetched."""
        message.stop()
        self._detail_loading.fetch_picture(message)

    # The papers ---------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about."""
        return self.panes.paper

    @property
    def papers(self) -> Sequence[Paper]:
        """What was selected in the list with the focus, else the paper."""
        return self.panes.papers

    def deselect(self, papers: Iterable[Paper]) -> None:
        """Forget that these were selected in the list with the focus."""
        self.panes.deselect(papers)

    def on_row_list_selection_changed(self, message: RowList.SelectionChanged) -> None:
        """Say how many are selected, and what can be done with them."""
        message.stop()
        self._show_status()
        self.refresh_bindings()

    @property
    def exports(self) -> Sequence[tuple[str, str, Sequence[Entry]]]:
        """The selected papers, this paper, the papers in the list, the bookmarks that are shown, and all bookmarks."""
        shown = [entry_of(bookmark) for bookmark in self._bookmarks.list.rows]
        return (
            ("c", "The selected papers", self.entries(self.panes.selected)),
            ("t", "This paper", self.entries([] if self.paper is None else [self.paper])),
            ("p", "The papers in the list", self.entries(self._pane.list.rows)),
            ("s", "The bookmarks shown", shown if len(shown) < len(self.snapshot.bookmarks) else []),
            ("b", "All bookmarks", [entry_of(bookmark) for bookmark in self.snapshot.bookmarks]),
        )

    @property
    def found_in(self) -> str:
        """The label of the feed that is shown; empty where a paper was given by its id."""
        if self.listing is None or isinstance(self.listing.feed, SinglePaper):
            return ""
        return listing_text.feed_name(self.listing.feed)

    # Feeds --------------------------------------------------------------------------------------------------

    def show_feed(self, feed: Feed | None) -> None:
        """Go to a feed; None is the newest edition."""
        self._navigate(navigation.go_to(self._navigation, feed))

    def action_reload(self) -> None:
        """Ask the Hub again."""
        self._navigate(navigation.reload(self._navigation))

    def action_feed(self, name: str) -> None:
        """Go where a key leads: to Daily, Trending, the inbox, the newest day, back to the place before and so on."""
        self._navigate(navigation.DESTINATIONS[name](self._navigation, self._clock()))

    async def action_date(self) -> None:
        """Go to a day, week or month."""
        from paperreader.ui.dialogs.calendar import Calendar  # noqa: PLC0415 - the start does not wait for it

        def take(edition: Edition | None) -> None:
            if edition is not None:
                self.show_feed(edition)

        now = self._clock()
        await self.app.push_screen(
            Calendar(self._services.library, current_day(now), navigation.last_day(self._navigation, now)),
            take,
        )

    async def action_search(self) -> None:
        """Ask the Hub."""
        from paperreader.ui.dialogs.question import Question  # noqa: PLC0415 - the start does not wait for it

        def take(text: str | None) -> None:
            if text is not None:
                self.show_feed(Search(text))

        words = self._pane.question[:_MOST_IN_SEARCH]
        heading = "Search Hugging Face, by meaning and full text"
        question = Question(heading, most=_MOST_IN_SEARCH, answer=words, does="searches")
        await self.app.push_screen(question, take)

    def on_papers_pane_searched(self, message: PapersPane.Searched) -> None:
        """Search the archive as typed, or go back to where the search began."""
        message.stop()
        state = self._navigation
        left = navigation.leave_search(state)
        self._navigate(left if message.text is None else navigation.search(state, message.text))

    def action_like(self) -> None:
        """Go to the papers of the archive that are nearest to the paper, or to the selected ones."""
        papers = tuple(self.papers)
        if papers:
            self.deselect(papers)
            self.show_feed(
                SimilarTo(tuple(paper.key for paper in papers), present.shown(papers[0].title), papers)
            )

    @work(exclusive=True, group="inbox")
    async def action_caught_up(self) -> None:
        """Declare the inbox done with, or take that back."""
        listing = self.listing
        if listing is None or not isinstance(listing.feed, Inbox):
            return
        try:
            if listing.papers:
                self._caught_up = await self._services.inbox.caught_up(listing)
                done = present.number_of_papers(len(self._caught_up.papers))
                self.notify(f"Marked as read: {done}. A undoes it", markup=False)
            elif self._caught_up is not None:
                await self._services.inbox.take_back(self._caught_up)
                self._caught_up = None
            else:
                self.notify("The inbox is empty", markup=False)
                return
        except StoreError as error:
            self.notify(present.told(error), severity="error", markup=False)
        else:
            self.show_feed(Inbox())

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes to the terminal."""
        self.panes.frame.fit(event.size)

    @on(events.Key)
    @on(events.Click)
    def _notice_reader(self) -> None:
        """Notice that somebody reads: what they look at is not exchanged any more."""
        self._navigation = navigation.use(self._navigation)
        if not self.view_state.has_met:
            self.post_message(requests.Remember({"has_met": True}))
