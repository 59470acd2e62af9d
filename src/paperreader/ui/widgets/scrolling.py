"""Views that are drawn by the line: telling them how many lines there are."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def set_lines(view: ScrollView, lines: int) -> None:
    """Tell a view how many lines it has; whoever calls draws it anew.

    Textual lays out the whole screen for that, which takes longer than drawing it. Only a scroll bar that appears or
    goes needs it.
    """
    height = view.scrollable_content_region.height
    is_barred, will_be = view.virtual_size.height > height, lines > height
    size = Size(1, lines)
    if is_barred != will_be or not height:
        view.virtual_size = size
        return
    view.set_reactive(Widget.virtual_size, size)
    if will_be:
        view.vertical_scrollbar.window_virtual_size = lines
    # What is scrolled beyond the new end comes back.
    view.scroll_to(y=min(view.scroll_offset.y, view.max_scroll_y), animate=False, immediate=True, force=True)
