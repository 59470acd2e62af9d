"""The paragraphs of Markdown set as lines, each with what stands before it."""

from collections import deque
from collections.abc import Iterable, Iterator

from paperreader.formats.cells import pieces, wrap
from paperreader.formats.prose import Block, Line, Look, Run, plain


def lines_of(blocks: Iterable[Block], width: int) -> Iterator[Line]:
    """Yield the lines of blocks, none of them wider than `width` columns."""
    former: Block | None = None
    for block in blocks:
        if block.has_gap and former is not None:
            yield _shared(former.rest, block.rest, width)
        former = block
        # Of deep quotes and lists the innermost levels are shown.
        most = max(0, width // 4 * 2)
        first, rest = (before[max(0, len(before) - most) :] for before in (block.first, block.rest))
        room = max(1, width - len(rest))
        before = first
        for line in _code_lines(block.runs, room) if block.is_code else _wrapped(block.runs, room):
            yield ((before, Look.DIM), *line) if before else line
            before = rest


def _shared(former: str, rest: str, width: int) -> Line:
    shared = "".join(one for one, other in zip(former, rest, strict=False) if one == other)
    shared = shared.rstrip()[: max(0, width // 2)]
    return ((shared, Look.DIM),) if shared else ()


def _wrapped(runs: Line, room: int) -> Iterator[Line]:
    supply = _Supply(runs)
    for line in wrap(plain(runs), room):
        for piece in pieces(line, room):
            yield supply.take(len(piece))
        supply.skip_space()


def _code_lines(runs: Line, room: int) -> Iterator[Line]:
    supply = _Supply(runs)
    for piece in pieces(plain(runs), room):
        yield supply.take(len(piece))


class _Supply:
    """Runs, of which so many characters at a time are taken."""

    def __init__(self, runs: Line) -> None:
        self._runs = deque(runs)

    def take(self, count: int) -> Line:
        """Return the runs of the next characters."""
        taken: list[Run] = []
        while count and self._runs:
            text, look = self._runs.popleft()
            if len(text) > count:
                self._runs.appendleft((text[count:], look))
            taken.append((text[:count], look))
            count -= len(taken[-1][0])
        return tuple(taken)

    def skip_space(self) -> None:
        """Leave out the space at which a line was broken, if it was broken at one."""
        if self._runs and self._runs[0][0].startswith(" "):
            self.take(1)
