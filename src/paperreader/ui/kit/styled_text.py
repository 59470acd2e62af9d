"""Lines of text in the styles of a widget, and what is selected of them with the mouse."""

from collections.abc import Iterable, Sequence

from rich.style import Style
from rich.text import Text
from textual.selection import Selection
from textual.widget import Widget

from paperreader.document.blocks import TextStyle
from paperreader.document.segments import Line, plain_text


def append(
    text: Text,
    line: Line,
    widget: Widget,
    styles: Sequence[tuple[TextStyle, str]],
    *,
    without: TextStyle = TextStyle.PLAIN,
) -> None:
    """Append a line.

    Args:
        text: What it is appended to.
        line: Its segments.
        widget: The widget that has the styles.
        styles: What a segment may be, and the component class for that; the first that is true of it counts, and
            `PLAIN` is true of each.
        without: What is not shown in any other way.
    """
    for segment, style in line:
        name = next(name for each, name in styles if each in style)
        text.append(segment, widget.get_component_rich_style(name) + _weight(style & ~without))


def _weight(style: TextStyle) -> Style:
    return Style(
        bold=TextStyle.STRONG in style or None,
        italic=TextStyle.EMPHASIS in style or None,
        underline=TextStyle.UNDERLINED in style or None,
    )


def mark_selection(text: Text, widget: Widget, line: int, margin: int = 0) -> None:
    """Show what is selected of a line that begins behind a margin."""
    span = None if widget.text_selection is None else widget.text_selection.get_span(line)
    if span is not None:
        end = len(text) if span[1] == -1 else margin + span[1]
        text.stylize(widget.screen.get_component_rich_style("screen--selection"), margin + span[0], end)


def selected(selection: Selection, lines: Iterable[Line]) -> tuple[str, str]:
    """Return what is selected of lines, and what ends it, as Textual wants it."""
    return selection.extract("\n".join(map(plain_text, lines))), "\n"
