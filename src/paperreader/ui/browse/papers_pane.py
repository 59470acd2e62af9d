"""The pane of the papers: a listing in an order, narrowed as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.papers.feed import Archived, Feed, Search, Watched
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.domain.query.completion import Vocabulary
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import TextField
from paperreader.domain.query.sorting import SortOrder
from paperreader.domain.query.watch import WatchList
from paperreader.domain.view_state import ViewState
from paperreader.services.bookmarks.events import BookmarksSnapshot
from paperreader.services.papers.places import Position, View
from paperreader.ui.browse import listing_text
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.folding import Folding
from paperreader.ui.browse.narrowing import Narrowing, RisesOf, Unread
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.notice import Notice

_DRAWN_BY_THEN = 0.05
"""Seconds after which rows that were shown are drawn: work on all papers, begun sooner, would delay that."""


class PapersPane(Vertical):
    """Lists the papers of a listing, a notice where rows are or would be, and the filter below them."""

    snapshot: reactive[BookmarksSnapshot] = reactive(BookmarksSnapshot())
    """The bookmarks as they are to be shown."""
    is_source: reactive[bool] = reactive(default=False)
    view_state: reactive[ViewState] = reactive(ViewState())
    """What outlives the run, with how papers are to be listed."""

    @dataclass
    class Changed(Message):
        """Other papers are shown, in another order, or more of them were counted."""

    @dataclass
    class Searched(Message):
        """The archive is searched for this, as typed so far; None when the search was given up."""

        text: str | None

    def __init__(self, clock: Clock, marks: Mapping[PaperKey, Mark], rises_of: RisesOf, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._narrowing = Narrowing(marks, rises_of)
        self._unread = Unread(marks)
        self._is_to_be_counted = False
        self._missed: tuple[Position, PaperKey | None] | None = None
        """Where the reader was, that is not among the first papers, and which paper stands in until the others come."""
        self._parts: Mapping[str, str] = {}
        self._folding = Folding(self._narrowing.candidate_of)
        self.list = PaperList(clock, marks, id="papers")
        """The rows."""
        self.list.reason_of = self._reason_for
        self.notice = Notice(id="notice")
        self.filter = FilterBar(clock, id="filter")
        self.search = FilterBar(
            clock, id="search", prompt="S", placeholder="search the whole archive, with the syntax of /"
        )
        self._known: tuple[tuple[object, object], Vocabulary] | None = None
        """What can be typed, and of what that is so."""
        for bar in (self.filter, self.search):
            bar.entry.vocabulary = self._vocabulary
        # Not reactive: comparing the old with the new costs as much as there are papers.
        self.listing: Listing | None = None
        """What is shown."""
        self._arranged: Query | None = None
        """The query of which all that matches is shown."""
        self._is_wider_wanted = False
        """The archive is to be searched if nothing here matches."""
        self._arriving: Position | None = None
        """From where another feed is to be shown, until its rows are."""

    def compose(self) -> ComposeResult:
        """Lay out rows, notice, search and filter."""
        yield self.list.data_bind(PapersPane.is_source)
        yield self.notice
        yield self.search.data_bind(PapersPane.view_state)
        yield self.filter.data_bind(PapersPane.view_state)

    @property
    def unread(self) -> int | None:
        """How many papers of the listing are unread; None until they were counted."""
        return self._unread.number

    @property
    def muted(self) -> int:
        """How many papers of the listing are muted."""
        return self._folding.count

    # Showing ------------------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """How the listing is shown, to be shown like that again."""
        position = self._arriving or self._waited_for or self.list.position
        return View(position, self.order, self.filter.text)

    def show(self, listing: Listing, view: View = View()) -> None:  # noqa: B008 - a value
        """Show a listing; one of the same feed keeps filter, cursor and line, another is shown as `view` says."""
        former, self.listing = self.listing, listing
        is_elsewhere = former is None or former.feed != listing.feed
        if is_elsewhere:
            self._unread.begin(listing.papers)
            self._arriving, self._missed = view.position, None
            self._narrowing.query = self.filter.put(view.query)
            self._narrowing.order = view.order
            self._show_search(listing.feed)
        if is_elsewhere or not listing.has_more:
            self.list.deselect_all_but(paper.key for paper in listing.papers)
        self._folding.begin(listing.papers)
        self._narrowing.papers = listing.papers
        self._parts = listing.parts
        self.notice.say("")
        # After the rows are there: counting looks at every paper.
        self._is_to_be_counted = True
        self._arrange()

    def _show_search(self, feed: Feed) -> None:
        """Show what the archive was searched for, if it was; who types it is not interrupted."""
        text = feed.text if isinstance(feed, Archived) else ""
        if not (isinstance(feed, Archived) and self.search.has_focus_within):
            self.search.put(text)

    def _arrange(self, *, is_typed: bool = False) -> None:
        """Show what matches, in order; what is muted is folded away first."""
        if self._folding.is_due or self._narrowing.is_work:
            self._arrange_beside(is_typed=is_typed)
            return
        self.workers.cancel_group(self, "arrange")
        self._show_why()
        self._show_rows(self._narrowing.papers, is_typed=is_typed)
        self._say_arranged()

    @work(exclusive=True, group="arrange")
    async def _arrange_beside(self, *, is_typed: bool = False) -> None:
        if self._folding.is_due:
            self._narrowing.papers = await self._folding.unfolded()
        self._show_why()
        if self._narrowing.query.is_empty:
            papers = await self._narrowing.in_order()
            self._show_rows(papers, is_typed=is_typed)
        else:
            await self._show_found(is_typed=is_typed)
        self._say_arranged()

    def _say_arranged(self) -> None:
        self._arranged = self._narrowing.query
        self.show_empty()
        self._widen()
        self.post_message(self.Changed())
        if self._is_to_be_counted:
            self.set_timer(_DRAWN_BY_THEN, self._count)
            self._is_to_be_counted = False

    def _show_why(self) -> None:
        """Let the rows show what was wanted of them."""
        if self.listing is not None:
            self.list.words = tuple({*self.listing.words, *self._narrowing.query.words_in(TextField.TITLE)})
            self.list.has_ages = listing_text.has_ages(self.listing.feed)
            is_in_order = self._narrowing.order is SortOrder.HUB
            self.list.parts = self._parts if is_in_order else {}
            ending = (
                listing_text.ending(self.listing) if is_in_order and self._narrowing.query.is_empty else ""
            )
            self.list.ending = self._folding.sentence or ending

    def _reason_for(self, paper: Paper) -> str:
        reason = "" if self.listing is None else self.listing.reasons.get(paper.key, "")
        watched = self._folding.watched(paper)
        if self.listing is not None and isinstance(self.listing.feed, Watched) and "," not in watched:
            # The heading above it says so.
            watched = ""
        return " · ".join(filter(None, [watched, reason]))

    def _show_rows(self, papers: Iterable[Paper], *, is_typed: bool) -> None:
        at, self._arriving = self._arriving or self._waited_for, None
        wanted = self.list.position if at is None else at
        self.list.show_rows(papers, is_elsewhere=at is not None, is_narrowed=is_typed, at=at)
        has_more = self.listing is not None and self.listing.has_more and not is_typed
        is_missed = has_more and wanted.keys[:1] not in {(), (self._highlighted,)}
        self._missed = (wanted, self._highlighted) if is_missed else None

    @property
    def _waited_for(self) -> Position | None:
        """Where the reader was, as long as that is not there yet and they have not gone on from what stands in for it."""
        return self._missed[0] if self._missed is not None and self._missed[1] == self._highlighted else None

    @property
    def _highlighted(self) -> PaperKey | None:
        return None if self.list.highlighted is None else self.list.highlighted.key

    async def _show_found(self, *, is_typed: bool) -> None:
        """Show what matches; while typing as soon as it fills the screen, the rest between keys."""
        is_shown = False
        found: list[Paper] = []
        async for slice_ in self._narrowing.found():
            if not self.list.is_attached:
                return
            found += slice_
            if is_shown:
                self.list.add_rows(slice_)
            elif is_typed and len(found) >= self.list.rows_seen:
                self._show_rows(found, is_typed=True)
                is_shown = True
        if not is_shown:
            self._show_rows(found, is_typed=is_typed)

    def show_empty(self) -> None:
        """Put words where the rows would be when there are none."""
        papers, notice, listing = self.list, self.notice, self.listing
        if listing is not None and not papers.rows and not notice.has_class("problem"):
            if listing.papers:
                wider = "Enter" if self.filter.has_focus_within else "S"
                notice.say(listing_text.no_match(wider, is_understood=self.filter.is_understood))
            else:
                notice.say(listing_text.empty(listing))
        elif papers.rows and not notice.has_class("problem"):
            notice.say("")
        # Not hidden: a widget that is hidden loses the focus, and nothing would give it back.
        is_empty = not papers.rows and notice.display
        papers.set_class(is_empty, "empty")
        # What is typed below stays where it is.
        notice.set_class(is_empty, "alone")
        if self.filter.has_focus_within:
            # What Enter does there depends on it.
            self.screen.refresh_bindings()

    # The listing is not an argument: Textual writes out a worker's arguments, and 50,000 papers take a second.
    @work(exclusive=True, group="unread")
    async def _count(self) -> None:
        """Count what is unread, and announce what a refresh brought."""
        if self.listing is None:
            return
        feed, new = self.listing.feed, await self._unread.count(self.listing.papers)
        self.post_message(self.Changed())
        # More of what a search of the archive finds is no news.
        if new and not isinstance(feed, Archived):
            self.notify(listing_text.news(new), markup=False)

    def watch_by(self, watching: WatchList) -> None:
        """Point out and fold away by these watches and mutes from now on."""
        self._folding.watching = watching
        self._fold_anew()

    def toggle_muted(self) -> bool:
        """Show what is folded away, or fold it away again; tell whether there is any."""
        if not self._folding.count:
            return False
        self._folding.is_open = not self._folding.is_open
        self._fold_anew()
        return True

    def _fold_anew(self) -> None:
        if self.listing is not None:
            self._folding.begin(self.listing.papers)
            self._narrowing.papers = self.listing.papers
            self._arrange()

    def show_marks(self, before: Mapping[PaperKey, Mark]) -> None:
        """Show changed marks; `before` says what they were."""
        self._unread.changed(before)
        self.list.refresh_rows(lambda place: self.list.rows[place].key in before)
        self.post_message(self.Changed())

    def watch_view_state(self, state: ViewState) -> None:
        """Give each paper a line, or as many as it needs."""
        self.list.is_compact = state.density == "compact"

    def watch_snapshot(self, before: BookmarksSnapshot, now: BookmarksSnapshot) -> None:
        """Show which papers are kept, and take note of it for the next filter."""
        self.list.kept, self.list.unsaved = now.kept, now.unsaved
        if now.bookmarks is not before.bookmarks:
            self.list.statuses = {
                each.paper.key: each.status for each in now.bookmarks if each.status is not Status.TO_READ
            }
            self._narrowing.know(now.bookmarks)

    # Narrowing ----------------------------------------------------------------------------------------------

    @property
    def order(self) -> SortOrder:
        """How the papers are ordered."""
        return self._narrowing.order

    def order_by(self, order: SortOrder) -> None:
        """Order the papers."""
        self._narrowing.order = order
        self.post_message(self.Changed())
        self._arrange()

    def _vocabulary(self) -> Vocabulary:
        """Return what can be typed behind a field: what the papers here have, and the tags."""
        known = (self._narrowing.papers, self.snapshot.bookmarks)
        if self._known is None or any(a is not b for a, b in zip(known, self._known[0], strict=True)):
            self._known = (known, Vocabulary(*known))
        return self._known[1]

    async def narrow(self) -> None:
        """Type to narrow the list."""
        await self.filter.open()
        self._prepare()

    @work(exclusive=True, group="prepare")
    async def _prepare(self) -> None:
        await self._narrowing.prepare()

    def on_filter_bar_typed(self, message: FilterBar.Typed) -> None:
        """Narrow as typed."""
        message.stop()
        if message.bar is self.filter:
            self._is_wider_wanted = False
            self._narrowing.query = message.query
            self._arrange(is_typed=message.is_typed)
        elif self.search.display:
            self.post_message(self.Searched(self.search.text))

    def on_filter_bar_not_understood(self, message: FilterBar.NotUnderstood) -> None:
        """Offer no wider search for it."""
        message.stop()
        self.show_empty()

    def on_filter_bar_done(self, message: FilterBar.Done) -> None:
        """Go back to the list; where nothing in it matches, search the archive."""
        message.stop()
        if message.bar is self.search and message.is_given_up:
            self.post_message(self.Searched(None))
        elif message.bar is self.filter and self.filter.is_understood:
            # What was typed just now may still be looked for.
            self._is_wider_wanted = not message.is_given_up
            if self._arranged is self._narrowing.query:
                self._widen()
        self.list.focus()

    @property
    def is_narrowed(self) -> bool:
        """Something is filtered or searched for, or that is being typed."""
        return self.filter.display or self.search.display

    @property
    def does_enter_widen(self) -> bool:
        """Enter in the filter searches the archive, for nothing here matches."""
        return bool(self.filter.text.strip()) and self.filter.is_understood and not self.list.rows

    def _widen(self) -> None:
        """Search the archive for what nothing here matches, if that is wanted."""
        is_wanted, self._is_wider_wanted = self._is_wider_wanted, False
        if is_wanted and self.listing is not None and not (self.list.rows or self._narrowing.query.is_empty):
            self.post_message(self.Searched(self.filter.text))

    async def search_archive(self) -> None:
        """Type to search the archive, beginning with what is typed into the filter."""
        await self.search.open(self.filter.text)

    @property
    def question(self) -> str:
        """What is filtered or searched for, in plain words."""
        text = self.filter.text or self.search.text
        if not text and self.listing is not None and isinstance(self.listing.feed, Search):
            return self.listing.feed.text
        return self.filter.understood(text).question

    def go_back(self) -> bool:
        """Undo what was selected last, said or narrowed; tell whether there was any of that."""
        if self.list.selected_rows:
            self.list.action_select_all()
        elif self.notice.has_class("problem"):
            self.notice.say("")
            self.show_empty()
        elif self.filter.display:
            self.filter.action_clear()
        elif self.search.display:
            self.search.action_clear()
        else:
            return False
        return True
