"""What holds on every screen at every size: each contract is told a state's frames and yields what breaks it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from textual.color import Color
from textual.geometry import Region, Size

from paperreader.domain.tex.unicode import to_unicode
from paperreader.ui.kit.contrast import contrast
from paperreader.ui.terminal.symbols import AsciiSymbols
from tests.gallery import words
from tests.gallery.frame import Cell, Frame, Place
from tests.gallery.papers import days
from tests.hub.papers import paper_of

Contract = Callable[[Mapping[Size, Frame]], Iterator[str]]
LEAST_CONTRAST = 4.5
"""Of text, by WCAG 2 (AA)."""
TABS = ("Daily", "Weekly", "Monthly", "Trending", "Inbox", "For you", "Archive", "Watches")
_READ = ("PaperDetail", "ReadingView", "DiscussionView")
"""Where texts are read."""
_DENSE = 3
"""The lines of a title at most."""
_ONE_LINE = ("Bar", "PaneRule")
_FRAMES = "─│┬┴┼├┤┌┐└┘━┃╭╮╰╯▌▐"


def dialogs_are_in_the_middle(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """A dialog is centred, give or take the column or line that can't be divided."""
    for size, frame in frames.items():
        box = _box(frame)
        if box is not None:
            left, right = box.x, size.width - box.right
            above, below = box.y, size.height - box.bottom
            if abs(left - right) > 1 or abs(above - below) > 1:
                yield f"{_at(size)}: {left} columns left, {right} right, {above} lines above, {below} below"


def papers_stand_behind_dialogs(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """Around a dialog stands what it was opened over, dimmed."""
    for size, frame in frames.items():
        box = _box(frame)
        if box is None or not frame.behind or box.height > size.height - 2:
            continue
        around = [
            cell
            for y in range(size.height)
            for cell in _outside(frame, box, y)
            if cell.text.strip() and not _is_under_toast(frame, 0, y)
        ]
        if len(around) < size.width // 2:
            yield f"{_at(size)}: nothing stands behind"
        elif max(map(_contrast_of, around)) > 8:
            yield f"{_at(size)}: what stands behind is not dimmed"


def dialogs_say_what_ends_them(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """The last line of a dialog says which key closes it."""
    for size, frame in frames.items():
        box = _box(frame)
        if box is not None:
            # Above it may be a list of keys.
            last = [line for line in frame.text_in(box) if line.strip()][-1]
            if not re.search(r"\bEsc\b", last):
                yield f"{_at(size)}: the last line does not say what Esc does: “{last.strip()}”"


def titles_are_whole(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """A title in the list is whole, or ends in … on its third line."""
    for size, frame in frames.items():
        place = frame.first("PaperList")
        # What a dialog lies over is looked at without it.
        if place is None or frame.is_modal:
            continue
        lines = [line.rstrip() for line in frame.text_in(place.region)]
        for y, line in enumerate(lines):
            # Of a paper that another is like, as much as there is room for is told in its row.
            cut = "" if "like “" in line else _cut_title(lines[y:], line)
            if cut:
                yield f"{_at(size)}: “{cut}” is cut though it has room"


def scroll_bars_have_room(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """One column stays free before a scroll bar."""
    for size, frame in frames.items():
        for place in frame.places:
            if place.is_a("ScrollBar") and place.region.width == 1 and place.region.height > 1:
                beside = [
                    before.text
                    for y in range(place.region.y, place.region.bottom)
                    if not _is_under_toast(frame, place.region.x, y)
                    and (before := frame.cells(y)[place.region.x - 1]).text.strip()
                ]
                if beside:
                    yield f"{_at(size)}: {beside[0]!r} stands right before the scroll bar in column {place.region.x}"


def toasts_cover_nothing(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """There are no two toasts, and none over what is read or selected from."""
    for size, frame in frames.items():
        toasts = [place for place in frame.places if place.is_a("Toast")]
        if len(toasts) > 1:
            yield f"{_at(size)}: {len(toasts)} toasts"
        for place in frame.places:
            if place.is_a(*_READ) or place.is_focused:
                yield from (
                    f"{_at(size)}: a toast lies over {place.name or 'what has the focus'}"
                    for toast in toasts
                    if place.region.overlaps(toast.region)
                )


def tabs_are_all_there(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """The tabs are all there, or the row of them ends in …."""
    for size, frame in frames.items():
        place = frame.first("FeedBar")
        if place is None or frame.is_modal:
            continue
        line = frame.text_in(place.region)[0]
        missing = [tab for tab in TABS if tab not in line]
        if missing and "…" not in line:
            yield f"{_at(size)}: {', '.join(missing)} missing and no … says so"


def lines_end_in_words(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """No line is cut within a word at its right edge, unless … says so."""
    whole = _whole_words(frames)
    for size, frame in frames.items():
        for place, line in _leaf_lines(frame):
            cut = re.search(r"(?<=.)\w+$", line)
            if cut and cut[0] not in whole and any(word.startswith(cut[0]) for word in whole):
                yield f"{_at(size)}: “{line[-30:]}” ends within a word ({place.name or min(place.kinds)})"


def text_can_be_read(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """Every letter that is drawn, but what lies behind a dialog, has a contrast of 4.5 : 1 at least."""
    for size, frame in frames.items():
        box = _box(frame)
        poor: dict[tuple[str, str], str] = {}
        for y in range(size.height):
            cells = frame.cells(y)
            row = cells if box is None else cells[box.x : box.right] if box.y <= y < box.bottom else []
            for x, cell in enumerate(row):
                if cell.text.strip(f" {_FRAMES}▁▂▃▄▅▆▇█▔▎▏▕") and _contrast_of(cell) < LEAST_CONTRAST:
                    word = "".join(each.text for each in row[x : x + 20]).strip()
                    poor.setdefault((str(cell.look.color), str(cell.look.background)), word)
        for (color, background), word in poor.items():
            yield f"{_at(size)}: “{word}” is {color} on {background}"


def words_are_the_same_everywhere(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """None of the words that are not used stands on the screen."""
    for size, frame in frames.items():
        for line in frame.lines:
            for part in line.split("│"):
                yield from (f"{_at(size)}: {what}" for what in words.forbidden_in(part))


def symbols_have_an_ascii_form(frames: Mapping[Size, Frame]) -> Iterator[str]:
    """What the reader draws beyond ASCII is of one column and has a form in ASCII."""
    for size, frame in frames.items():
        drawn = {character for character in frame.text if not character.isascii()} - _characters_of_papers()
        strange = "".join(sorted(each for each in drawn if not _has_ascii_form(each)))
        if strange:
            yield f"{_at(size)}: no form in ASCII: {strange}"


CONTRACTS: Mapping[str, Contract] = {
    contract.__name__: contract
    for contract in (
        dialogs_are_in_the_middle,
        papers_stand_behind_dialogs,
        dialogs_say_what_ends_them,
        titles_are_whole,
        scroll_bars_have_room,
        toasts_cover_nothing,
        tabs_are_all_there,
        lines_end_in_words,
        text_can_be_read,
        words_are_the_same_everywhere,
        symbols_have_an_ascii_form,
    )
}


def broken(frames: Mapping[Size, Frame], names: Sequence[str] = tuple(CONTRACTS)) -> dict[str, list[str]]:
    """Return by contract what breaks it, of those that are broken."""
    found = {name: list(CONTRACTS[name](frames)) for name in names}
    return {name: told for name, told in found.items() if told}


def _at(size: Size) -> str:
    return f"{size.width}x{size.height}"


def _box(frame: Frame) -> Region | None:
    """Return where the dialog is; None where there is none."""
    if not frame.is_modal:
        return None
    own = [
        place
        for place in frame.places
        if not place.is_a("ToastRack", "Toast", "Tooltip", "SystemModalScreen")
    ]
    box = next((place for place in own if "dialog" in place.classes), own[0] if own else None)
    return None if box is None else box.region


def _is_under_toast(frame: Frame, x: int, y: int) -> bool:
    return any(place.region.contains(x, y) for place in frame.places if place.is_a("Toast"))


def _outside(frame: Frame, box: Region, y: int) -> list[Cell]:
    cells = frame.cells(y)
    return cells if not box.y <= y < box.bottom else cells[: box.x] + cells[box.right :]


def _contrast_of(cell: Cell) -> float:
    return _contrast(cell.look.color, cell.look.background)


@cache
def _contrast(color: tuple[int, int, int], background: tuple[int, int, int]) -> float:
    return contrast(Color(*color), Color(*background))


def _cut_title(lines: Sequence[str], line: str) -> str:
    """Return the title that begins on the first line and ends in … before its third; empty where that is not so."""
    for title in _titles():
        beginning = title[:18].rstrip()
        at = line.find(beginning)
        # Elsewhere it is a line of another title, or a reason that names it.
        if at < 0 or not re.search(r"[0-9] +$", line[:at]):
            continue
        shown = ""
        for place, each in enumerate(lines[:_DENSE]):
            shown += (
                re.sub(r"\s+\S?$", "", each[at:].rstrip())
                if each[at:].rstrip()[-2:-1] == " "
                else each[at:].rstrip()
            )
            if _joined(shown).startswith(_joined(title)):
                return ""
            if each[at:].rstrip(" ★").endswith("…"):
                return title if place < _DENSE - 1 else ""
            shown += " "
    return ""


def _joined(text: str) -> str:
    return re.sub(r"[\s★]+", "", text)


def _leaf_lines(frame: Frame) -> Iterator[tuple[Place, str]]:
    """Yield the lines that reach the right edge of the widget that draws them."""
    inner = [place for place in frame.places if place.region.height and place.region.width > 8]
    for place in inner:
        holds = any(
            other is not place and place.region.contains_region(other.region) and not other.is_a("ScrollBar")
            for other in inner
        )
        if not holds and not place.is_a("Input", "TextArea"):
            for line in frame.text_in(place.region):
                if line == line.rstrip():
                    yield place, line


def _whole_words(frames: Mapping[Size, Frame]) -> frozenset[str]:
    """Return words that are whole wherever they end: those of papers, and those that something follows at some size."""
    lines = (line for frame in frames.values() for line in frame.lines)
    return _words_of_papers() | {word for line in lines for word in re.findall(r"\w+(?=[ .,:;])", line)}


def _has_ascii_form(character: str) -> bool:
    from rich.segment import Segment  # noqa: PLC0415

    return AsciiSymbols(enabled=True).apply([Segment(character)], Color(0, 0, 0))[0].text.isascii()


@cache
def _titles() -> tuple[str, ...]:
    entries = (entry for listed in days().values() for entry in listed)
    found = {to_unicode(" ".join(str(paper_of(entry).get("title", "")).split())) for entry in entries}
    return tuple(title for title in found if len(title) > 20)


@cache
def _words_of_papers() -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.said_by_papers()))


@cache
def _characters_of_papers() -> frozenset[str]:
    said = words.said_by_papers()
    return frozenset(said) | frozenset(to_unicode(said))
