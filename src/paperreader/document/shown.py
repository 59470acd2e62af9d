"""What a block shows, and where in it links are: formulas as they are meant or as they were written."""

from functools import lru_cache

from paperreader.document.blocks import Block, BlockKind, Look, Run, Runs
from paperreader.document.wrapped import Line, Piece, plain
from paperreader.domain.tex.display import formula_lines, formula_text

_HEADINGS = (Look.STRONG | Look.UNDERLINED, Look.STRONG, Look.STRONG | Look.EMPHASIS, Look.EMPHASIS)
"""How headings look, by level; lower ones as the last."""
_WEB = ("https://", "http://")
CAPTION_RAIL = "│ "
"""What stands before the lines of a caption."""


def before(block: Block) -> tuple[str, str]:
    """Return what stands before the first line of a block, and before its others, as wide."""
    first = rest = ""
    for each in block.within:
        sign = f"{each.sign} "
        after = sign if each.sign == ">" else " " * len(sign)
        first += after if each.is_begun else sign
        rest += after
    if block.kind is BlockKind.CAPTION:
        return first + CAPTION_RAIL, rest + CAPTION_RAIL
    return first, rest


# Where a formula stands once it mostly stands again, and every line is set anew at every width.
@lru_cache(maxsize=20_000)
def _meant(source: str, *, is_displayed: bool) -> str:
    for sign in ("$$", "$", "\\(", "\\["):
        if source.startswith(sign):
            source = source[len(sign) : -len(sign)]
            break
    return "\n".join(formula_lines(source)) if is_displayed else formula_text(source)


def formula_meant(source: str) -> tuple[str, ...]:
    """Return a formula with lines for itself as it is meant, line by line; the signs around it are not shown."""
    return tuple(_meant(source, is_displayed=True).split("\n"))


def shown_runs(runs: Runs, look: Look, *, is_source: bool, is_displayed: bool = False) -> Line:
    """Return runs as they are shown, one piece for each, all of them with a look besides their own."""
    return tuple(_shown(run, look, is_source=is_source, is_displayed=is_displayed) for run in runs)


def _shown(run: Run, look: Look, *, is_source: bool, is_displayed: bool) -> Piece:
    if look is not Look.PLAIN:
        look |= run.look
    else:
        look = run.look
    if Look.FORMULA in look and not is_source:
        return _meant(run.text, is_displayed=is_displayed), look
    if Look.PICTURE in look:
        return f"[image: {run.text}]" if run.text else "[image]", look | Look.DIM
    return run.text, look


def shown(block: Block, *, is_source: bool) -> Line:
    """Return what a block shows, one piece for each of its runs."""
    look = Look.PLAIN
    if block.level:
        look = _HEADINGS[min(block.level, len(_HEADINGS)) - 1]
    elif block.table is not None and block.row < block.table.heads:
        look = Look.STRONG
    return shown_runs(block.runs, look, is_source=is_source, is_displayed=block.kind is BlockKind.FORMULA)


def shown_text(block: Block, *, is_source: bool) -> str:
    """Return the text that a block shows, which is what offsets count."""
    return plain(shown(block, is_source=is_source))


def _target(run: Run) -> str:
    # The picture of a relative address is nowhere.
    return run.target if Look.PICTURE not in run.look or run.target.startswith(_WEB) else ""


def links_of(block: Block, *, is_source: bool) -> tuple[tuple[int, int, str], ...]:
    """Return from where to where links reach in what a block shows, and where they lead."""
    if not any(run.target for run in block.runs):
        return ()
    found: list[tuple[int, int, str]] = []
    end = 0
    for (text, _), run in zip(shown(block, is_source=is_source), block.runs, strict=True):
        start, end, target = end, end + len(text), _target(run)
        if target and found and found[-1][1:] == (start, target):
            found[-1] = (found[-1][0], end, target)
        elif target:
            found.append((start, end, target))
    return tuple(found)


def offset_elsewhere(block: Block, offset: int, *, is_source: bool) -> int:
    """Return where in a block that is shown the other way something is.

    Args:
        block: The block.
        offset: Characters before it where the block is shown as source, if `is_source`, else as it is meant.
        is_source: How it is shown.
    """
    begin = 0
    for here, there in zip(
        shown(block, is_source=is_source), shown(block, is_source=not is_source), strict=True
    ):
        if offset < len(here[0]):
            return begin + min(offset, max(0, len(there[0]) - 1))
        offset -= len(here[0])
        begin += len(there[0])
    return begin + min(offset, 0)
