"""The panes of the main screen: what their keys do, which one is in use, and how they share the screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from textual import events, on
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from paperreader.domain.papers.feed import Edition, Inbox
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.watch import WatchList
from paperreader.domain.view_state import ViewState
from paperreader.services.papers.places import View
from paperreader.ui.browse import listing_text, pane_layout
from paperreader.ui.browse.bookmarks_panel import BookmarkList, BookmarksPanel
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.pane_layout import PaneLayout
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.browse.papers_pane import PapersPane
from paperreader.ui.browse.query_input import QueryInput
from paperreader.ui.kit import key_bar, keys, requests
from paperreader.ui.kit.key_bar import Hint


def _key(
    key: str,
    action: str,
    description: str,
    id_: str,
    tooltip: str,
    *,
    show: bool = False,
    group: Binding.Group | None = None,
) -> Binding:
    return Binding(key, action, description, show, id=id_, tooltip=tooltip, group=group)


_DAYS = frozenset({"feed.older", "feed.newer"})
"""Keys that do nothing where a list has no days."""


class Panes(Horizontal):
    """The list, the bookmarks and the detail, which shows what is highlighted in one of them.

    Which pane is in use and how they share the screen is told to the style sheet by classes of the screen: `pane-…`,
    `zoomed`, and those of the layout.

    Args:
        screen: Where they are; a message may come when it has lost its children already.
        papers: The pane of the papers.
        bookmarks: The pane of the bookmarks.
        detail: The pane of one paper.
        layout: How they share the screen.
        marks: What was done with papers; the ones not in it are new.
        show: Shows a paper in the detail, or none.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _key(
            "space",
            "mark('read')",
            "read, next",
            "paper.read",
            "Mark as read, go to the next unread",
            show=True,
        ),
        _key("x", "mark('skipped')", "Hide", "paper.skip", "Hide the paper: not for me"),
        _key("slash", "narrow", "filter", "list.narrow", "Filter the list as you type", show=True),
        _key("t", "source", "TeX", "detail.source", "Show titles as TeX source, and back"),
        _key("V", "density", "Density", "list.density", "One line for each paper, or whole titles"),
        _key("v", "order", "Order…", "list.order", "Change the order of the list (menu)"),
        _key(
            "[",
            "screen.feed('older')",
            "Older",
            "feed.older",
            "The day, week or month before",
            show=True,
            group=keys.EDITION,
        ),
        _key(
            "]",
            "screen.feed('newer')",
            "Newer",
            "feed.newer",
            "The day, week or month after",
            show=True,
            group=keys.EDITION,
        ),
        _key("full_stop", "screen.feed('newest')", "Newest", "feed.newest", "The newest day, week or month"),
        _key("D", "screen.date", "Date", "feed.date", "Go to a date (calendar)"),
        _key("1", "screen.feed('daily')", "Daily", "feed.daily", "Daily Papers"),
        _key("2", "screen.feed('weekly')", "Weekly", "feed.weekly", "Papers of the week"),
        _key("3", "screen.feed('monthly')", "Monthly", "feed.monthly", "Papers of the month"),
        _key("4", "screen.feed('trending')", "Trending", "feed.trending", "Trending papers"),
        _key("5", "screen.feed('inbox')", "Inbox", "feed.inbox", "Papers you have not read yet"),
        _key(
            "A", "screen.caught_up", "Mark all as read", "list.caught_up", "Mark all as read (A again: undo)"
        ),
        _key("6", "screen.feed('for_you')", "For you", "feed.for_you", "Recommendations from your bookmarks"),
        _key(
            "tilde",
            "screen.like",
            "Like this",
            "feed.like",
            "Papers like this one, or the selected ones",
        ),
        _key("7", "screen.feed('archive')", "Archive", "feed.archive", "The archive"),
        _key(
            "8", "screen.feed('watched')", "Watches", "feed.watched", "Unread papers that match your watches"
        ),
        _key("X", "muted", "Muted", "list.muted", "Show the muted papers, or hide them"),
        _key("W", "watches", "Watches…", "app.watches", "Add, edit or remove watches and mutes"),
        _key(
            "S", "search_archive", "Search archive", "feed.search_archive", "Search the archive as you type"
        ),
        _key("s", "screen.search", "Search Hugging Face", "feed.search", "Search Hugging Face"),
        _key("r", "screen.reload", "Refresh", "feed.refresh", "Refresh"),
        _key(
            "B",
            "panel",
            "bookmarks",
            "pane.bookmarks",
            "Go to the bookmarks, or hide them",
            show=True,
        ),
        _key(
            "h,escape,left",
            "back",
            "Back",
            "pane.back",
            "Go back a step, or to where you were",
        ),
        _key(
            "ctrl+o,alt+left",
            "screen.feed('back')",
            "Back",
            "feed.back",
            "Go back to where you were",
        ),
        _key(
            "alt+right",
            "screen.feed('forward')",
            "Forward",
            "feed.forward",
            "Go forward again",
        ),
        _key("tab", "pane(1)", "Next pane", "pane.next", "The next pane"),
        _key("shift+tab", "pane(-1)", "Previous pane", "pane.previous", "The previous pane"),
        _key("L", "layout", "Layout", "pane.layout", "List beside the paper, above it, or alone"),
        _key("<", "resize(-1)", "Smaller", "pane.smaller", "Make the list smaller"),
        _key(">", "resize(1)", "Larger", "pane.larger", "Make the list larger"),
        _key("z", "zoom", "Zoom", "pane.zoom", "This pane alone, and back"),
    ]

    remembered: reactive[ViewState] = reactive(ViewState())
    """What was chosen."""

    def __init__(
        self,
        screen: Screen[None],
        papers: PapersPane,
        bookmarks: BookmarksPanel,
        detail: PaperDetail,
        layout: PaneLayout,
        marks: Mapping[PaperKey, Mark],
        show: Callable[[Paper | None], None],
    ) -> None:
        super().__init__(id="panes")
        self._screen = screen
        self._papers = papers
        self._bookmarks = bookmarks
        self._detail = detail
        self.frame = layout
        self._marks = marks
        self._show_in_detail = show
        # In the order in which Tab goes through them.
        self._panes: dict[str, Widget] = {
            "list": papers.list,
            "detail": detail,
            "bookmarks": bookmarks.list,
        }
        self._active: Sequence[ActiveBinding] = ()
        self.is_from_list = True
        """The paper in the detail is the one highlighted in the list, or was."""
        self._is_aside = False
        """What is read came from neither list: neither takes it away."""
        self._way_back: requests.Request | None = None
        """What to ask for when its reader goes back from that."""

    # The papers ---------------------------------------------------------------------------------------------

    @property
    def paper(self) -> Paper | None:
        """The paper the keys are about: the highlighted one of the pane with the focus."""
        # Asked of the focused pane itself: the detail hears of a moved cursor one message later.
        papers, bookmarks = self._papers.list, self._bookmarks.list
        if papers.has_focus:
            return papers.highlighted
        if bookmarks.has_focus and bookmarks.highlighted is not None:
            return bookmarks.highlighted.paper
        return self._detail.paper

    @property
    def selected(self) -> Sequence[Paper]:
        """What was selected in the list with the focus."""
        papers, bookmarks = self._papers.list, self._bookmarks.list
        if papers.has_focus:
            return papers.selected_rows
        return [bookmark.paper for bookmark in bookmarks.selected_rows] if bookmarks.has_focus else []

    @property
    def papers(self) -> Sequence[Paper]:
        """What was selected in the list with the focus, else the paper."""
        return self.selected or ([] if self.paper is None else [self.paper])

    @property
    def view(self) -> View:
        """How the list is shown, to be shown like that again."""
        return self._papers.view

    def deselect(self, papers: Iterable[Paper]) -> None:
        """Forget that these were selected in the list with the focus; in no other was anything done with them."""
        for rows in (self._papers.list, self._bookmarks.list):
            if rows is self._screen.focused:
                rows.deselect(paper.key for paper in papers)

    def highlight(self, key: PaperKey) -> None:
        """Put the cursor of the list on a paper, if it is there."""
        place = self._papers.list.place_of(key)
        if place is not None:
            self._papers.list.highlight(place)

    def show_marks(self, before: Mapping[PaperKey, Mark]) -> None:
        """Show changed marks; `before` says what they were."""
        self._papers.show_marks(before)

    def watch_by(self, watching: WatchList) -> None:
        """Point out and fold away papers by these watches and mutes."""
        self._papers.watch_by(watching)

    def on_paper_list_paper_highlighted(self, message: PaperList.PaperHighlighted) -> None:
        """Show the highlighted paper; it counts as seen from now on."""
        message.stop()
        if not self.is_from_list or self._is_aside:
            # Another paper is being read: what the list does meanwhile must not take it away.
            return
        if message.paper is None and self._papers.is_narrowed:
            # What was read stays while one looks for something else, without the letters typed so far.
            self._detail.words = ()
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

    def read_aside(self, paper: Paper, way_back: requests.Request | None = None) -> None:
        """Read a paper that need not be in the list; back leads to where its reader came from."""
        self._read(paper)
        self._is_aside, self._way_back = True, way_back

    def _read(self, paper: Paper) -> None:
        self._show_in_detail(paper)
        self.post_message(requests.MarkPapers({paper.key: Mark.READ}))
        self.enter("detail")

    def action_mark(self, mark: str) -> None:
        """Mark the papers, and go to the next unread one."""
        papers = self.papers
        if not papers:
            return
        self.post_message(requests.MarkPapers({paper.key: Mark(mark) for paper in papers}))
        self.notify(listing_text.marked(len(papers), Mark(mark)), markup=False)
        self.deselect(papers)
        self.call_later(self._go_to_next_unread)

    def _go_to_next_unread(self) -> None:
        papers = self._papers.list
        place = papers.next_unread()
        if place is None:
            self.notify("No unread papers here", markup=False)
        elif self.is_from_list:
            papers.highlight(place)

    # The lists ----------------------------------------------------------------------------------------------

    async def action_order(self) -> None:
        """Ask how to order the list, or the bookmarks."""
        from paperreader.ui.browse.order_menu import BOOKMARK_ORDERS, ORDERS, OrderMenu  # noqa: PLC0415 - on demand

        if self.current == "bookmarks":
            menu, take = OrderMenu(BOOKMARK_ORDERS, self._bookmarks.order), self._bookmarks.order_by
        else:
            menu, take = OrderMenu(ORDERS, self._papers.order), self._papers.order_by
        await self.app.push_screen(menu, menu.then(take))

    def action_density(self) -> None:
        """Give each paper a line, or as many as it needs."""
        density = "comfortable" if self._papers.list.is_compact else "compact"
        self.post_message(requests.Remember({"density": density}))

    async def action_narrow(self) -> None:
        """Type to narrow the list, or the bookmarks."""
        if self.current == "bookmarks":
            await self._bookmarks.narrow()
        else:
            self._use_list()
            await self._papers.narrow()

    async def action_search_archive(self) -> None:
        """Type to search the archive."""
        self._use_list()
        await self._papers.search_archive()

    def _use_list(self) -> None:
        self.is_from_list = True
        self.show("list")

    def action_muted(self) -> None:
        """Show the muted papers, or fold them away again."""
        if not self._papers.toggle_muted():
            self.notify("Nothing is muted here: W adds a mute", markup=False)

    def action_watches(self) -> None:
        """Change watches and mutes; what is narrowed or searched for is a good query for a new one."""
        self.post_message(requests.EditWatches(self._papers.filter.text or self._papers.search.text))

    def action_source(self) -> None:
        """Show texts as they were written, or as they are meant."""
        self.post_message(requests.ToggleSource())

    def hints(self, active: Iterable[ActiveBinding]) -> tuple[Hint, ...]:
        """Return the keys to show: what can be done with the paper comes before what the panes do."""
        focused = self._screen.focused
        if isinstance(focused, Input):
            # What is typed into the filter reaches no other pane.
            bindings = [*keys.bindings_of(QueryInput), *keys.bindings_of(FilterBar)]
            if self._papers.filter.has_focus_within and self._papers.does_enter_widen:
                bindings = [
                    replace(each, description="search the archive") if each.id == "filter.done" else each
                    for each in bindings
                ]
            return keys.hints(bindings)
        owners = (self._screen, self, self.app)
        if focused is not None:
            self._active = tuple(each for each in active if each.enabled)
        if focused is not None and (wanted := _keys_of_the_state(self, self._papers.listing)) is not None:
            return keys.hints_for((each.binding for each in self._active), wanted)
        shown = sorted(self._active, key=lambda each: owners.index(each.node) if each.node in owners else -1)
        if self._papers.listing is not None and not isinstance(self._papers.listing.feed, Edition):
            shown = [each for each in shown if each.binding.id not in _DAYS]
        # While another window has the focus, no pane has it: its own keys are not shown, those of all panes are.
        return keys.hints(each.binding for each in shown if focused is not None or each.node in owners)

    # The panes ----------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Know which pane is in use, and show what it highlights."""
        widget = event.widget
        if isinstance(widget, BookmarkList):
            self.is_from_list = self._is_aside = False
            self.show("bookmarks")
            if widget.highlighted is not None:
                self._show_in_detail(widget.highlighted.paper)
        elif isinstance(widget, PaperList):
            self._is_aside = False
            self._use_list()
            if widget.highlighted is not None or not self._papers.is_narrowed:
                self._show_in_detail(widget.highlighted)
        elif isinstance(widget, PaperDetail):
            self.show("detail")
        elif self._bookmarks.filter.has_focus_within:
            self.show("bookmarks")

    async def action_back(self) -> None:
        """Back to where the paper was entered from; there, undo what was selected, narrowed or zoomed."""
        match self.current:
            case "detail":
                way_back = self._way_back if self._is_aside else None
                self.enter("list" if self.is_from_list else "bookmarks")
                if way_back is not None:
                    self.post_message(way_back)
            case "bookmarks" if not self._bookmarks.go_back():
                self.enter("list")
            case "list" if not self._papers.go_back():
                if self._screen.has_class("zoomed"):
                    self._zoom(is_wanted=False)
                else:
                    await self._screen.run_action("feed('back')")

    @property
    def current(self) -> str:
        """The pane in use."""
        return next((pane for pane in self._panes if self._screen.has_class(f"pane-{pane}")), "list")

    def show(self, pane: str) -> None:
        """Take a pane for the one in use; where there is room for one only, it is shown."""
        # At once: with each class alone everything on the screen would be given its styles anew.
        self._screen.update_classes({f"pane-{each}": each == pane for each in self._panes})
        self.frame.fit_bookmarks()

    def enter(self, pane: str) -> None:
        """Give a pane the focus."""
        self.show(pane)
        self._panes[pane].focus()

    def action_pane(self, step: int) -> None:
        """Give the next or previous pane the focus; hidden bookmarks are passed over."""
        has_bookmarks = not self._screen.has_class("no-bookmarks")
        panes = [pane for pane in self._panes if pane != "bookmarks" or has_bookmarks]
        self.enter(panes[(panes.index(self.current) + step) % len(panes)])

    def action_panel(self) -> None:
        """Show and enter the bookmarks, or hide them when they are in use."""
        is_in_use = self.current == "bookmarks"
        self._remember({"is_bookmarks_hidden": is_in_use})
        self.enter("list" if is_in_use else "bookmarks")

    def action_zoom(self) -> None:
        """Show the pane in use alone, or all panes."""
        self._zoom(is_wanted=not self._screen.has_class("zoomed"))

    def _zoom(self, *, is_wanted: bool) -> None:
        self._screen.set_class(is_wanted, "zoomed")
        self.frame.lay_out()

    def action_layout(self) -> None:
        """Lay list and detail out in the next way."""
        if self._screen.has_class("zoomed"):
            self._zoom(is_wanted=False)
        changes = self.frame.next()
        self._remember(changes)
        self.notify(f"Layout: {pane_layout.TOLD[self.frame.shown]}", markup=False)

    def action_resize(self, direction: int) -> None:
        """Make the list larger, or smaller."""
        if changes := self.frame.step(direction):
            self._remember(changes)
        else:
            self.notify("The list is alone: L shows it beside the paper", markup=False)

    def _remember(self, changes: Mapping[str, object]) -> None:
        # At once: the app hands it down one message later.
        self.remembered = self.remembered.with_changes(changes)
        self.post_message(requests.Remember(changes))

    def watch_remembered(self) -> None:
        """Lay out as was chosen."""
        self.frame.remember(self.remembered)

    @on(events.MouseDown)
    @on(events.MouseMove)
    @on(events.MouseUp)
    def _drag(self, event: events.MouseEvent) -> None:
        """Take hold of the rule under the pointer, have it follow, and leave it where it is."""
        if isinstance(event, events.MouseDown) and self.frame.take(event.screen_offset):
            self.capture_mouse()
        elif isinstance(event, events.MouseMove) and self.frame.dragged:
            self.remembered = self.remembered.with_changes(self.frame.drag(event.screen_offset))
        elif isinstance(event, events.MouseUp) and self.frame.dragged:
            self.release_mouse()
            field, self.frame.dragged = self.frame.dragged, ""
            self._remember({field: getattr(self.remembered, field)})


def _keys_of_the_state(panes: Panes, listing: Listing | None) -> Mapping[str, str] | None:
    """Return the keys of the present state, by id, with what they do; None where all that are shown are."""
    if panes.selected:
        return key_bar.SELECTED
    if panes.current == "list":
        if listing is None:
            return None
        if not listing.papers:
            has_days = isinstance(listing.feed, Edition)
            return {id_: does for id_, does in key_bar.EMPTY.items() if has_days or id_ not in _DAYS}
        return key_bar.INBOX if isinstance(listing.feed, Inbox) else None
    return key_bar.DETAIL if panes.current == "detail" else key_bar.BOOKMARKS
