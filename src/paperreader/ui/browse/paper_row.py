"""What stands where in the row of a paper: mark, votes, title; below it a reason; last who it is from, and its facts.

Columns are counted from behind the cursor's bar. Two at the right edge stay free: one beside the scroll bar, and its own,
also where there is none, so that a title is wrapped the same in both cases.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from paperreader.document.cells import cell_width, cut, pad, wrapped
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.highlight import highlight_spans
from paperreader.ui.kit import present

INDENT = 8
"""Columns before the title: mark, votes and the room between them."""
_FREE = 2
"""Columns at the right edge."""
_SIGN = 2
"""Columns for the sign of a bookmark, and the one before it."""
MOST_LINES = 3
"""Lines of a title; what is longer ends in "…"."""
_FEWEST_OF_BYLINE = 12
"""Columns that are left to it before facts are left out."""
COMMENTS, STARS = "✎", "☆"
"""What stands behind numbers of comments and of stars: no emoji, and a column wide as all symbols of the reader."""

Look = frozenset[str]
"""How a part of a line is drawn: in the colour `accent`, `dim` or `warning`, and `bold` or `wanted`."""
PLAIN: Look = frozenset()
ACCENT: Look = frozenset({"accent"})
DIM: Look = frozenset({"dim"})
_BOOKMARKED: Mapping[str, Look] = {"": PLAIN, "★": ACCENT, "!": frozenset({"warning"})}

Pieces = Sequence[tuple[str, bool]]
"""A line in pieces, each with whether it was looked for."""


class RowRoom(Struct, frozen=True):
    """How many columns there are for the parts of a row."""

    width: int

    @property
    def title(self) -> int:
        """Columns of a title, left of the sign of a bookmark."""
        return max(1, self.rest - _SIGN)

    @property
    def rest(self) -> int:
        """Columns of other lines, which end below that sign."""
        return max(1, self.width - INDENT - _FREE)


# Every line of a row in sight is drawn with every key; the rows of two screens are remembered.
@lru_cache(maxsize=300)
def title_lines(title: str, room: int, *, is_source: bool, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return a title as it is shown, in lines of `room` columns."""
    return tuple(wrapped(present.shown(title, is_source=is_source), room, most))


@lru_cache(maxsize=300)
def in_pieces(lines: Sequence[str], words: tuple[str, ...]) -> Sequence[Pieces]:
    """Return lines of a text so that those words and phrases stand out, also a phrase that runs over two lines."""
    whole = " ".join(lines)
    wanted = highlight_spans(whole, words)
    begin, pieces = 0, []
    for line in lines:
        end = begin + len(line)
        pieces.append(list(_pieces(whole, begin, end, wanted)))
        begin = end + 1
    return pieces


def _pieces(whole: str, begin: int, end: int, wanted: Sequence[tuple[int, int]]) -> Pieces:
    pieces, at = [], begin
    for start, stop in ((max(start, begin), min(stop, end)) for start, stop in wanted):
        if start < stop:
            pieces += [(whole[at:start], False), (whole[start:stop], True)]
            at = stop
    return [*pieces, (whole[at:end], False)]


def title_line(
    paper: Paper,
    titles: Sequence[str],
    line: int,
    room: RowRoom,
    mark: Mark,
    sign: str,
    words: tuple[str, ...],
) -> list[tuple[str, Look]]:
    """Return a line of a title in parts; the first has mark and votes before it, and the sign of a bookmark behind it.

    Args:
        paper: Of which it is.
        titles: The lines of its title.
        line: Which of them.
        room: How many columns there are.
        mark: What was done with the paper.
        sign: `★`, `!` where it is not saved yet, or nothing.
        words: Folded words and phrases to point out.
    """
    weight: Look = frozenset({"dim"} if mark is Mark.SKIPPED else {"bold"} if mark.is_unread else ())
    pieces = in_pieces(titles, words)[line] if words else [(titles[line], False)]
    title = [(text, weight | {"accent", "wanted"} if is_wanted else weight) for text, is_wanted in pieces]
    if line:
        return [(" " * INDENT, PLAIN), *title]
    gap = " " * (room.title - cell_width(titles[0]) + 1)
    return [
        (f"{present.dot(mark)} ", ACCENT if mark is Mark.NEW else weight),
        (f"{_votes(paper)}  ", weight - {"bold"}),
        *title,
        (gap, PLAIN),
        (sign, _BOOKMARKED[sign]),
    ]


def last_line(paper: Paper, room: int, now: datetime | None) -> str:
    """Return who a paper is from and, in columns at the right, its age, comments and stars; nothing is left blank.

    Args:
        paper: Of which it is.
        room: Columns.
        now: By which ages are told; None where all are alike.
    """
    columns = [
        *([f"{_known(present.age(paper.published_at, now)):>6}"] if now is not None else []),
        _counted(paper.comments, COMMENTS),
        _counted(paper.github_stars, STARS),
    ]
    while columns and len(facts := "  ".join(columns)) + 2 + _FEWEST_OF_BYLINE > room:
        del columns[0]
    if not columns:
        return cut(_known(present.byline(paper)), room)
    at_left = room - cell_width(facts) - 2
    return f"{pad(cut(_known(present.byline(paper)), at_left), at_left)}  {facts}"


def _votes(paper: Paper) -> str:
    """Return the votes of a paper, right-aligned in four columns; unknown ones are left blank."""
    return f"{_known(present.count(paper.upvotes)):>4}"


def _counted(number: int | None, symbol: str) -> str:
    return f"{present.count(number):>4} {symbol}" if number else " " * 6


def _known(text: str) -> str:
    return "" if text == present.UNKNOWN else text
