"""The panes of the main screen: what their keys do, which one is in use, and how they share the screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import events
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.watch import WatchList
from paperreader.services.papers.places import View
from paperreader.ui.browse import listing_text
from paperreader.ui.browse.bookmarks_panel import BookmarkList, BookmarksPanel
from paperreader.ui.browse.filter_bar import FilterBar
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.browse.papers_pane import PapersPane
from paperreader.ui.browse.query_input import QueryInput
from paperreader.ui.kit import keys, requests
from paperreader.ui.kit.key_bar import Hint
from paperreader.ui.kit.pane_rule import PaneRule

_WIDE = 100
"""Columns from which list and detail stand side by side."""
_SMALL = Size(60, 16)
"""Columns and lines below which there is one pane at a time."""
_SHORT = 24
"""Lines below which the lower rule is left out."""


class Panes(Horizontal):
    """The list, the bookmarks and the detail, which shows what is highlighted in one of them.

    Which pane is in use and how they share the screen is told to the style sheet by classes of the screen: `narrow`,
    `single`, `short`, `zoomed`, `no-bookmarks`, `pane-…`.

    Args:
        screen: Where they are; a message may come when it has lost its children already.
        papers: The pane of the papers.
        bookmarks: The pane of the bookmarks.
        detail: The pane of one paper.
        marks: What was done with papers; the ones not in it are new.
        show: Shows a paper in the detail, or none.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "space",
            "mark('read')",
            "read, next",
            id="paper.read",
            tooltip="Mark as read, go to the next unread",
        ),
        Binding(
            "x", "mark('skipped')", "Hide", show=False, id="paper.skip", tooltip="Hide the paper: not for me"
        ),
        Binding("slash", "narrow", "filter", id="list.narrow", tooltip="Filter the list as you type"),
        Binding(
            "t",
            "source",
            "TeX",
            show=False,
            id="detail.source",
            tooltip="Show titles and abstracts as TeX source, and back",
        ),
        Binding(
            "V",
            "density",
            "Density",
            show=False,
            id="list.density",
            tooltip="One line for each paper, or whole titles",
        ),
        Binding(
            "v", "order", "Order…", show=False, id="list.order", tooltip="Change the order of the list (menu)"
        ),
        Binding(
            "[",
            "screen.feed('older')",
            "Older",
            id="feed.older",
            tooltip="The day, week or month before",
            group=keys.EDITION,
        ),
        Binding(
            "]",
            "screen.feed('newer')",
            "Newer",
            id="feed.newer",
            tooltip="The day, week or month after",
            group=keys.EDITION,
        ),
        Binding(
            "full_stop",
            "screen.feed('newest')",
            "Newest",
            show=False,
            id="feed.newest",
            tooltip="The newest day, week or month",
        ),
        Binding("D", "screen.date", "Date", show=False, id="feed.date", tooltip="Go to a date (calendar)"),
        Binding("1", "screen.feed('daily')", "Daily", show=False, id="feed.daily", tooltip="Daily Papers"),
        Binding(
            "2", "screen.feed('weekly')", "Weekly", show=False, id="feed.weekly", tooltip="Papers of the week"
        ),
        Binding(
            "3",
            "screen.feed('monthly')",
            "Monthly",
            show=False,
            id="feed.monthly",
            tooltip="Papers of the month",
        ),
        Binding(
            "4",
            "screen.feed('trending')",
            "Trending",
            show=False,
            id="feed.trending",
            tooltip="Trending papers",
        ),
        Binding(
            "5",
            "screen.feed('inbox')",
            "Inbox",
            show=False,
            id="feed.inbox",
            tooltip="Papers you have not read yet",
        ),
        Binding(
            "A",
            "screen.caught_up",
            "Mark all as read",
            show=False,
            id="list.caught_up",
            tooltip="Mark all as read (A again: undo)",
        ),
        Binding(
            "6",
            "screen.feed('for_you')",
            "For you",
            show=False,
            id="feed.for_you",
            tooltip="Recommendations from your bookmarks",
        ),
        Binding(
            "tilde",
            "screen.like",
            "Like this",
            show=False,
            id="feed.like",
            tooltip="Papers in the archive most like this one, or the selected ones",
        ),
        Binding(
            "7", "screen.feed('archive')", "Archive", show=False, id="feed.archive", tooltip="The archive"
        ),
        Binding(
            "8",
            "screen.feed('watched')",
            "Watches",
            show=False,
            id="feed.watched",
            tooltip="Unread papers that match your watches",
        ),
        Binding(
            "X", "muted", "Muted", show=False, id="list.muted", tooltip="Show the muted papers, or hide them"
        ),
        Binding(
            "W",
            "watches",
            "Watches…",
            show=False,
            id="app.watches",
            tooltip="Add, edit or remove watches and mutes",
        ),
        Binding(
            "S",
            "search_archive",
            "Search archive",
            show=False,
            id="feed.search_archive",
            tooltip="Search the archive as you type",
        ),
        Binding(
            "s",
            "screen.search",
            "Search Hugging Face",
            show=False,
            id="feed.search",
            tooltip="Search Hugging Face",
        ),
        Binding("r", "screen.reload", "Refresh", show=False, id="feed.refresh", tooltip="Refresh"),
        Binding(
            "B",
            "panel",
            "bookmarks",
            id="pane.bookmarks",
            tooltip="Show the bookmarks and go to them, or hide them",
        ),
        Binding(
            "h,escape,left",
            "back",
            "Back",
            show=False,
            id="pane.back",
            tooltip="Back to the list; clear the filter; back to where you were",
        ),
        Binding(
            "ctrl+o,alt+left",
            "screen.feed('back')",
            "Back",
            show=False,
            id="feed.back",
            tooltip="Back to where you were, at the same paper",
        ),
        Binding(
            "alt+right",
            "screen.feed('forward')",
            "Forward",
            show=False,
            id="feed.forward",
            tooltip="Forward again to where you came back from",
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

    def __init__(
        self,
        screen: Screen[None],
        papers: PapersPane,
        bookmarks: BookmarksPanel,
        detail: PaperDetail,
        marks: Mapping[PaperKey, Mark],
        show: Callable[[Paper | None], None],
    ) -> None:
        super().__init__(id="panes")
        self._screen = screen
        self._papers = papers
        self._bookmarks = bookmarks
        self._detail = detail
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

    def action_narrow(self) -> None:
        """Type to narrow the list, or the bookmarks."""
        if self.current == "bookmarks":
            self._bookmarks.narrow()
        else:
            self._use_list()
            self._papers.narrow()

    def action_search_archive(self) -> None:
        """Type to search the archive."""
        self._use_list()
        self._papers.search_archive()

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
            return keys.hints([*keys.bindings_of(QueryInput), *keys.bindings_of(FilterBar)])
        owners = (self._screen, self, self.app)
        if focused is not None:
            self._active = tuple(each for each in active if each.enabled)
        shown = sorted(self._active, key=lambda each: owners.index(each.node) if each.node in owners else -1)
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
            self._show_in_detail(widget.highlighted)
        elif isinstance(widget, PaperDetail):
            self.show("detail")
        elif self._bookmarks.filter.has_focus_within:
            self.show("bookmarks")

    async def action_back(self) -> None:
        """Back to where the paper was entered from; there, undo what was selected, narrowed or zoomed."""
        match self.current:
            case "detail":
                self.enter("list" if self.is_from_list else "bookmarks")
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
        self._screen.call_after_refresh(self._join_rules)

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
        self._screen.set_class(is_in_use, "no-bookmarks")
        self.enter("list" if is_in_use else "bookmarks")

    def action_zoom(self) -> None:
        """Show the pane in use alone, or all panes."""
        self._zoom(is_wanted=not self._screen.has_class("zoomed"))

    def _zoom(self, *, is_wanted: bool) -> None:
        self._screen.set_class(is_wanted, "zoomed")
        self._screen.call_after_refresh(self._join_rules)

    def fit(self, size: Size) -> None:
        """Stack the panes on a narrow terminal, show one at a time on a small one."""
        self._screen.update_classes(
            {
                "narrow": size.width < _WIDE,
                "single": size.width < _SMALL.width or size.height < _SMALL.height,
                "short": size.height < _SHORT,
            }
        )
        self._screen.call_after_refresh(self._join_rules)

    def _join_rules(self) -> None:
        edge = self._detail.region.x if self._detail.display else 0
        for rule in self._screen.query("#top-rule, #bottom-rule").results(PaneRule):
            rule.joint = edge or -1
