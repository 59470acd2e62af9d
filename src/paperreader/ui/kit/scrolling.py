"""What views drawn line by line share: the keys that move in them, and setting how many lines they have."""

from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from paperreader.ui.kit.keys import MOVE


def moving(step: str) -> list[Binding]:
    """Return the bindings that move in a view: by steps (`step` is the action), by pages, and to an end."""
    return [
        Binding(
            "j,down", f"{step}(1)", "Move", key_display="j", id="move.down", tooltip="Move down", group=MOVE
        ),
        Binding("k,up", f"{step}(-1)", "Move", key_display="k", id="move.up", tooltip="Move up", group=MOVE),
        Binding("g,home", "edge(-1)", "First", show=False, id="move.top", tooltip="Go to the top"),
        Binding("G,end", "edge(1)", "Last", show=False, id="move.end", tooltip="Go to the end"),
        Binding(
            "ctrl+d,pagedown", "page(1)", "Page down", show=False, id="move.page_down", tooltip="Page down"
        ),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="move.page_up", tooltip="Page up"),
    ]


def set_lines(view: ScrollView, lines: int) -> None:
    """Set how many lines a view has; whoever calls refreshes it.

    Textual lays out the whole screen for that, which takes longer than drawing it. Only a scroll bar that appears or
    goes needs it; one that always has its place (`overflow-y: scroll`) is empty where there is nothing to scroll.
    """
    height = view.scrollable_content_region.height
    is_always_barred = view.styles.overflow_y == "scroll"
    is_barred = is_always_barred or view.virtual_size.height > height
    will_be = is_always_barred or lines > height
    size = Size(1, lines)
    if is_barred != will_be or not height:
        view.virtual_size = size
        return
    view.set_reactive(Widget.virtual_size, size)
    if will_be:
        view.vertical_scrollbar.window_virtual_size = lines
    # What is scrolled beyond the new end comes back.
    view.scroll_to(y=min(view.scroll_offset.y, view.max_scroll_y), animate=False, immediate=True, force=True)
    if will_be:
        # Of a bar that was not shown meanwhile nobody moved the thumb.
        view.vertical_scrollbar.position = view.scroll_offset.y
