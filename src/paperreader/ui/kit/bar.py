"""A line of the screen made of parts, some of which can be clicked."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from paperreader.document.cells import cell_width, cut


class BarPart(Struct, frozen=True):
    """A piece of a bar."""

    text: str
    kind: str = "plain"
    """`plain`, `strong`, `active` or `key`: which of the bar's styles it has."""
    action: str = ""
    """What a click on it does, in Textual's form; never made of outside text."""
    is_optional: bool = False
    """It is left out when there is no room."""


class Bar(Widget):
    """Draws parts from the left, and parts up to the right edge, on one line."""

    COMPONENT_CLASSES = {"bar--plain", "bar--strong", "bar--active", "bar--key"}  # noqa: RUF012 - Textual's own form

    def parts(self) -> tuple[Sequence[BarPart], Sequence[BarPart]]:
        """Return the parts at the left and those at the right; a subclass has some."""
        return (), ()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        del y
        width = self.size.width
        segments = [
            Segment(part.text, self.get_component_rich_style(f"bar--{part.kind}"))
            for part in placed(*self.parts(), width)
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    async def on_click(self, event: events.Click) -> None:
        """Do what the part under the pointer is for."""
        action = action_at(placed(*self.parts(), self.size.width), event.x)
        if action:
            event.stop()
            await self.run_action(action)


def placed(left: Sequence[BarPart], right: Sequence[BarPart], width: int) -> list[BarPart]:
    """Return the parts that fit, the room between left and right among them.

    Optional parts go first, the last of them before the others; then the left side is cut.
    """
    kept = list(left)
    room = width - width_of(right)
    for part in reversed(left):
        if width_of(kept) <= room:
            break
        if part.is_optional:
            kept.remove(part)
    fitted = list(_cut_to(kept, max(0, room)))
    gap = room - width_of(fitted)
    return [*fitted, *([BarPart(" " * gap)] if gap > 0 else []), *right]


def sentence_in(sentence: str, width: int) -> str:
    """Return what was done so that it fits: an address in it loses its beginning first, then the remark behind goes."""
    for told in (sentence, sentence.partition(" (")[0]):
        address = max(told.split(" "), key=lambda word: word.count("/"))
        steps = [step for step in address.split("/") if step]
        for end in (address, *(f"…/{'/'.join(steps[first:])}" for first in range(1, len(steps)))):
            if cell_width(shorter := told.replace(address, end, 1)) <= width:
                return shorter
    return cut(sentence, width)


def action_at(parts: Sequence[BarPart], x: int) -> str:
    """Return the action of the part in column `x`, empty where there is none."""
    end = 0
    for part in parts:
        end += cell_width(part.text)
        if x < end:
            return part.action
    return ""


def width_of(parts: Sequence[BarPart]) -> int:
    """Return how many columns parts take."""
    return sum(cell_width(part.text) for part in parts)


def _cut_to(parts: Sequence[BarPart], room: int) -> Iterator[BarPart]:
    for part in parts:
        text = cut(part.text, room)
        room -= cell_width(text)
        if text:
            yield BarPart(text, part.kind, part.action)
        if text != part.text:
            return
