"""Which pane is in use, and how the panes share the screen; what that looks like is in the style sheet."""

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from paperreader.ui.browse.bookmarks_panel import BookmarkList
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit.pane_rule import PaneRule

_WIDE = 100
"""Columns from which list and detail stand side by side."""
_SMALL = Size(60, 16)
"""Columns and lines below which there is one pane at a time."""
_SHORT = 24
"""Lines below which the lower rule is left out."""


class Panes:
    """The panes of a screen, told by classes of the screen: `narrow`, `single`, `short`, `zoomed`, `pane-…`."""

    def __init__(
        self, screen: Screen[None], papers: PaperList, detail: PaperDetail, bookmarks: BookmarkList
    ) -> None:
        self._screen = screen
        self._detail = detail
        # In the order in which Tab goes through them.
        self._panes: dict[str, Widget] = {"list": papers, "detail": detail, "bookmarks": bookmarks}

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

    def enter_next(self, step: int) -> None:
        """Give the next or previous pane the focus; hidden bookmarks are passed over."""
        has_bookmarks = not self._screen.has_class("no-bookmarks")
        panes = [pane for pane in self._panes if pane != "bookmarks" or has_bookmarks]
        self.enter(panes[(panes.index(self.current) + step) % len(panes)])

    def toggle_bookmarks(self) -> None:
        """Show and enter the bookmarks, or hide them when they are in use."""
        is_in_use = self.current == "bookmarks"
        self._screen.set_class(is_in_use, "no-bookmarks")
        self.enter("list" if is_in_use else "bookmarks")

    def zoom(self, *, is_wanted: bool) -> None:
        """Show the pane in use alone, or all panes."""
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
