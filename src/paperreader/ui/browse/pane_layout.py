"""How list, bookmarks and detail share the screen: by its size, by what was chosen, and by the rule that is dragged."""

from collections.abc import Mapping

from textual.containers import Vertical
from textual.geometry import Offset, Size
from textual.screen import Screen
from textual.widget import Widget

from paperreader.domain.view_state import ViewState
from paperreader.ui.browse.bookmarks_panel import BookmarksPanel
from paperreader.ui.browse.paper_detail import PaperDetail
from paperreader.ui.kit.pane_rule import Divider, PaneRule

LAYOUTS = ("side", "stacked", "list")
"""Side by side; the list above the detail; the list alone, or the detail."""
TOLD = {"side": "side by side", "stacked": "the list above the paper", "list": "the list alone"}
"""The layouts in words."""
_WIDE = 110
"""Columns from which list and detail stand side by side by themselves."""
_HIGH = 28
"""Lines from which the list stands above the detail by itself: five papers are in sight all the same."""
_SMALL = Size(60, 16)
"""Columns and lines below which there is one pane at a time, whatever was chosen."""
_SHORT, _LOW = 20, 9
"""Lines below which rules go first, then the key line, then the status; the papers stay."""
_SHARE, _SHARE_STACKED = 46, 60
"""Per cent of the screen that the list takes by itself."""
_LEAST, _MOST, _STEP = 20, 80, 5
_BOOKMARKS, _FEW_BOOKMARKS = 4, 2
"""Lines of bookmarks beside the papers, and where the screen is not high."""
_MOST_BOOKMARKS = 12


def layout_for(size: Size, wanted: str) -> str:
    """Return the layout that a terminal of that size has; `auto` and what there is no room for are decided here."""
    if size.width < _SMALL.width or size.height < _SMALL.height:
        return "list"
    if wanted in LAYOUTS:
        return wanted
    return "side" if size.width >= _WIDE else "stacked" if size.height >= _HIGH else "list"


def next_layout(size: Size, wanted: str, default: str) -> str:
    """Return the layout after the one that is shown; empty where that is what is shown without a choice."""
    following = LAYOUTS[(LAYOUTS.index(layout_for(size, wanted)) + 1) % len(LAYOUTS)]
    return "" if following == layout_for(size, default) else following


def frame_classes(size: Size, layout: str) -> Mapping[str, bool]:
    """Return what the style sheet is told: how panes are laid out, and what there is no room for."""
    return {
        "narrow": layout == "stacked",
        "single": layout == "list",
        "short": size.height < _SHORT,
        "shorter": size.height < _SMALL.height,
        "low-frame": size.height < _LOW,
    }


def bookmark_lines(height: int, held: int | None, *, has_focus: bool, wanted: int = 0) -> int:
    """Return how many lines of bookmarks there are in a column of that height; `held` is None until it is known.

    Beside the papers that does not depend on how many there are, so that nothing moves with one more.
    """
    most = max(1, height * 2 // 5)
    if wanted:
        return min(wanted, max(1, height - 6))
    few = min(_FEW_BOOKMARKS if height < 30 else _BOOKMARKS, most)
    if has_focus:
        return max(few, min(held or 0, _MOST_BOOKMARKS, most))
    return few if held != 0 else 0


class PaneLayout:
    """Lays the panes out, and again when the terminal, the choice or the shares change.

    Args:
        screen: Has the classes the style sheet looks at.
        left: The column of list and bookmarks.
        bookmarks: The pane of the bookmarks.
        detail: The pane of one paper.
        default: The layout of the settings.
    """

    def __init__(
        self,
        screen: Screen[None],
        left: Vertical,
        bookmarks: BookmarksPanel,
        detail: PaperDetail,
        default: str,
    ) -> None:
        self._screen = screen
        self._left = left
        self._bookmarks = bookmarks
        self._detail = detail
        self._default = default
        self.divider = Divider(id="divider")
        """The rule between list and detail."""
        self._size = Size(0, 0)
        self._remembered = ViewState()
        self._held: int | None = None
        self._joint = -1
        self.dragged = ""
        """The field of the rule that is held by the mouse; empty while none is."""

    @property
    def shown(self) -> str:
        """The layout that is shown."""
        return layout_for(self._size, self._remembered.layout or self._default)

    def begin(self, size: Size, state: ViewState) -> None:
        """Lay out before anything is styled, so that nothing is styled twice."""
        self._size, self._remembered = size, state
        self._screen.update_classes(self._classes(), update=False)

    def fit(self, size: Size) -> None:
        """Lay out for a terminal of that size."""
        self._size = size
        self.lay_out()

    def remember(self, state: ViewState) -> None:
        """Lay out as was chosen."""
        self._remembered = state
        self.lay_out()

    def lay_out(self) -> None:
        """Give every pane its room; what is unchanged costs nothing."""
        layout = self.shown
        self._screen.update_classes(self._classes())
        styles, share = self._left.styles, self._share(layout)
        is_alone = layout == "list" or self._screen.has_class("zoomed")
        styles.width = f"{share}%" if layout == "side" and not is_alone else None
        styles.height = f"{share}%" if layout == "stacked" and not is_alone else None
        self.fit_bookmarks()

    def _classes(self) -> Mapping[str, bool]:
        is_hidden = self._remembered.is_bookmarks_hidden
        return {**frame_classes(self._size, self.shown), "no-bookmarks": is_hidden}

    def hold(self, bookmarks: int | None) -> None:
        """Know how many bookmarks there are, None while they were not read."""
        self._held = bookmarks
        self.fit_bookmarks()

    def fit_bookmarks(self) -> None:
        """Give the bookmarks their room."""
        chosen = self._remembered.bookmark_lines
        has_focus = self._screen.has_class("pane-bookmarks")
        is_beside = self.shown == "side" and not self._screen.has_class("zoomed")
        height = self._size.height - 5
        lines = bookmark_lines(height, self._held, has_focus=has_focus, wanted=chosen)
        self._bookmarks.list.styles.height = lines if is_beside else None

    def follow(self) -> None:
        """Fit to how everything was laid out just now."""
        self._join_rules()
        self._make_room()

    def _make_room(self) -> None:
        """Have the panes give way to a message, which stands on the rule below them and is higher than that."""
        toasts = [each.region for each in self._screen.query("Toast") if each.region.height]
        panes = self._left.parent
        if not isinstance(panes, Widget):
            return
        below = sum(each.display for each in self._screen.query("#bottom-rule, #status, #keys"))
        top = min((toast.y for toast in toasts), default=self._screen.size.height)
        lines = max(0, self._screen.size.height - below - top)
        if panes.styles.margin.bottom != lines:
            panes.styles.margin = (0, 0, lines, 0)

    def _join_rules(self) -> None:
        """Draw the joints where the upright rule meets those above and below."""
        region = self.divider.region
        joint = region.x if region.height > 1 else -1
        if joint != self._joint:
            self._joint = joint
            for rule in self._screen.query("#top-rule, #bottom-rule").results(PaneRule):
                rule.joint = joint

    # What is chosen -----------------------------------------------------------------------------------------

    def next(self) -> Mapping[str, object]:
        """Return what to remember for the next layout."""
        return {"layout": next_layout(self._size, self._remembered.layout or self._default, self._default)}

    def step(self, direction: int) -> Mapping[str, object]:
        """Return what to remember for a list that is one step larger or smaller; nothing where it is alone."""
        layout = self.shown
        if layout == "list":
            return {}
        return {_field(layout): _clamped(self._share(layout) + direction * _STEP)}

    def take(self, at: Offset) -> bool:
        """Take hold of the rule at that place of the screen; tell whether there is one."""
        self.dragged = ""
        if self.divider.region.contains_point(at):
            self.dragged = _field(self.shown)
        elif self.shown == "side" and self._bookmarks.heading.region.contains_point(at):
            self.dragged = "bookmark_lines"
        return bool(self.dragged)

    def drag(self, at: Offset) -> Mapping[str, object]:
        """Return what to remember where the held rule is to be at that place of the screen."""
        room = self._left.region
        whole = room.union(self._detail.region)
        match self.dragged:
            case "list_share":
                return {"list_share": _share_of(at.x - whole.x, whole.width)}
            case "list_share_stacked":
                return {"list_share_stacked": _share_of(at.y - whole.y, whole.height)}
            case _:
                return {"bookmark_lines": max(1, min(room.bottom - at.y - 1, room.height - 6))}

    def _share(self, layout: str) -> int:
        if layout == "stacked":
            return _clamped(self._remembered.list_share_stacked or _SHARE_STACKED)
        return _clamped(self._remembered.list_share or _SHARE)


def _field(layout: str) -> str:
    return "list_share_stacked" if layout == "stacked" else "list_share"


def _share_of(part: int, whole: int) -> int:
    """Return the per cent that make up at least so many cells."""
    return _clamped(-(-100 * part // max(1, whole)))


def _clamped(share: int) -> int:
    return max(_LEAST, min(share, _MOST))
