"""Emphasis that crosses other emphasis, which CommonMark takes for text: `_a **b_ c**`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperreader.document.blocks import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_inline.state_inline import Delimiter, StateInline
    from markdown_it.token import Token


def crossing(state: StateInline) -> None:
    """Read the marks that are left when emphasis that nests was read, where one of them can end what another begins."""
    for begin, end in _pairs(state.delimiters):
        _mark(state.tokens, begin, end)
    for meta in state.tokens_meta:
        for begin, end in _pairs(meta["delimiters"]) if meta and "delimiters" in meta else ():
            _mark(state.tokens, begin, end)


def _pairs(delimiters: Sequence[Delimiter]) -> Iterator[tuple[Delimiter, Delimiter]]:
    ended = {each.end for each in delimiters}
    begun: dict[int, list[Delimiter]] = {ord("*"): [], ord("_"): []}
    for number, each in enumerate(delimiters):
        if each.end >= 0 or number in ended or each.marker not in begun:
            continue
        if each.close and begun[each.marker]:
            yield begun[each.marker].pop(), each
        elif each.open:
            begun[each.marker].append(each)


def _mark(tokens: Sequence[Token], begin: Delimiter, end: Delimiter) -> None:
    for delimiter, kind in ((begin, "look_open"), (end, "look_close")):
        token = tokens[delimiter.token]
        token.type, token.content = kind, ""
        token.meta = {"look": Look.EMPHASIS}
