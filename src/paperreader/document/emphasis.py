"""Emphasis that CommonMark does not accept: overlapping, `_a **b_ c**`, or without a space behind it, `**A.**b`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperreader.document.blocks import TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_inline.state_inline import Delimiter, StateInline
    from markdown_it.token import Token


def crossing_emphasis(state: StateInline) -> None:
    """Read the marks that are left when emphasis that nests was read, where one of them can end what another begins."""
    for begin, end in _pairs(state.delimiters, state.tokens):
        _set_emphasis(state.tokens, begin, end)
    for meta in state.tokens_meta:
        for begin, end in _pairs(meta["delimiters"], state.tokens) if meta and "delimiters" in meta else ():
            _set_emphasis(state.tokens, begin, end)


def _pairs(delimiters: Sequence[Delimiter], tokens: Sequence[Token]) -> Iterator[tuple[Delimiter, Delimiter]]:
    ended = {each.end for each in delimiters}
    begun: dict[int, list[Delimiter]] = {ord("*"): [], ord("_"): []}
    for number, each in enumerate(delimiters):
        if each.end >= 0 or number in ended or each.marker not in begun:
            continue
        last = begun[each.marker][-1] if begun[each.marker] else None
        if last is not None and (each.close or _ends(last, each, tokens)):
            yield begun[each.marker].pop(), each
        elif each.open:
            begun[each.marker].append(each)


def _ends(begin: Delimiter, each: Delimiter, tokens: Sequence[Token]) -> bool:
    """Tell whether a strong mark right behind a sign ends what one began, though a letter follows."""
    if not each.length == begin.length == 2:
        return False
    at = each.token - 1
    # One half of the mark may have ended its half already.
    while at >= 0 and (tokens[at].content == "*" or tokens[at].type == "style_close"):
        at -= 1
    text = tokens[at].content if at >= 0 else ""
    return bool(text) and not text[-1].isalnum() and not text[-1].isspace()


def _set_emphasis(tokens: Sequence[Token], begin: Delimiter, end: Delimiter) -> None:
    for delimiter, kind in ((begin, "style_open"), (end, "style_close")):
        token = tokens[delimiter.token]
        token.type, token.content = kind, ""
        token.meta = {"style": TextStyle.EMPHASIS}
