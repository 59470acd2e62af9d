"""Renders blocks as segments, formulas as Unicode or as their TeX source, and finds the links in them."""

from functools import lru_cache

from paperreader.document.blocks import Block, BlockKind, Run, Runs, TextStyle
from paperreader.document.segments import Line, Segment, plain_text
from paperreader.domain.tex.display import formula_lines, formula_text

_HEADINGS = (
    TextStyle.STRONG | TextStyle.UNDERLINED,
    TextStyle.STRONG,
    TextStyle.STRONG | TextStyle.EMPHASIS,
    TextStyle.EMPHASIS,
)
"""How headings look, by level; lower ones as the last."""
_WEB = ("https://", "http://")
CAPTION_RAIL = "│ "
"""What stands before the lines of a caption."""


def line_prefixes(block: Block) -> tuple[str, str]:
    """Return what stands before the first line of a block, and before its others, as wide."""
    first = rest = ""
    for each in block.containers:
        sign = f"{each.sign} "
        after = sign if each.sign == ">" else " " * len(sign)
        first += after if each.is_begun else sign
        rest += after
    if block.kind is BlockKind.CAPTION:
        return first + CAPTION_RAIL, rest + CAPTION_RAIL
    return first, rest


# Where a formula stands once it mostly stands again, and every line is set anew at every width.
@lru_cache(maxsize=20_000)
def _formula_text(source: str, *, is_displayed: bool) -> str:
    for sign in ("$$", "$", "\\(", "\\["):
        if source.startswith(sign):
            source = source[len(sign) : -len(sign)]
            break
    return "\n".join(formula_lines(source)) if is_displayed else formula_text(source)


def displayed_formula(source: str) -> tuple[str, ...]:
    """Return a formula with lines for itself as it is meant, line by line; the signs around it are not shown."""
    return tuple(_formula_text(source, is_displayed=True).split("\n"))


def render_runs(runs: Runs, style: TextStyle, *, is_source: bool, is_displayed: bool = False) -> Line:
    """Return runs as they are shown, one piece for each, all of them with a look besides their own."""
    return tuple(_render_run(run, style, is_source=is_source, is_displayed=is_displayed) for run in runs)


def _render_run(run: Run, style: TextStyle, *, is_source: bool, is_displayed: bool) -> Segment:
    if style is not TextStyle.PLAIN:
        style |= run.style
    else:
        style = run.style
    if TextStyle.FORMULA in style and not is_source:
        return _formula_text(run.text, is_displayed=is_displayed), style
    if TextStyle.PICTURE in style:
        return f"[image: {run.text}]" if run.text else "[image]", style | TextStyle.DIM
    return run.text, style


def render_block(block: Block, *, is_source: bool) -> Line:
    """Return what a block shows, one piece for each of its runs."""
    style = TextStyle.PLAIN
    if block.level:
        style = _HEADINGS[min(block.level, len(_HEADINGS)) - 1]
    elif block.table is not None and block.row < block.table.heads:
        style = TextStyle.STRONG
    return render_runs(block.runs, style, is_source=is_source, is_displayed=block.kind is BlockKind.FORMULA)


def rendered_text(block: Block, *, is_source: bool) -> str:
    """Return the text that a block shows, which is what offsets count."""
    return plain_text(render_block(block, is_source=is_source))


def _target(run: Run) -> str:
    # The picture of a relative address is nowhere.
    return run.target if TextStyle.PICTURE not in run.style or run.target.startswith(_WEB) else ""


def links_of(block: Block, *, is_source: bool) -> tuple[tuple[int, int, str], ...]:
    """Return from where to where links reach in what a block shows, and where they lead."""
    if not any(run.target for run in block.runs):
        return ()
    found: list[tuple[int, int, str]] = []
    end = 0
    for (text, _), run in zip(render_block(block, is_source=is_source), block.runs, strict=True):
        start, end, target = end, end + len(text), _target(run)
        if target and found and found[-1][1:] == (start, target):
            found[-1] = (found[-1][0], end, target)
        elif target:
            found.append((start, end, target))
    return tuple(found)


def convert_offset(block: Block, offset: int, *, is_source: bool) -> int:
    """Return where in a block that is shown the other way something is.

    Args:
        block: The block.
        offset: Characters before it where the block is shown as source, if `is_source`, else as it is meant.
        is_source: How it is shown.
    """
    begin = 0
    for here, there in zip(
        render_block(block, is_source=is_source), render_block(block, is_source=not is_source), strict=True
    ):
        if offset < len(here[0]):
            return begin + min(offset, max(0, len(there[0]) - 1))
        offset -= len(here[0])
        begin += len(there[0])
    return begin + min(offset, 0)
