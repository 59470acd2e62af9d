"""Query containment: when every match of one query surely matches another, a list is filtered instead of searched anew."""

from paperreader.domain.query.predicates import PaperState
from paperreader.domain.query.syntax_tree import (
    AllOf,
    AnyOf,
    CountRange,
    DayRange,
    FieldPhrase,
    HasState,
    Leaf,
    Not,
    Phrase,
    Term,
    leaves,
)

_MAX_LEAVES = 60
"""Queries of more are not compared: the time it takes grows with the product of both."""


def is_contained(narrower: Term, wider: Term) -> bool:
    """Tell whether every candidate that `narrower` matches is surely matched by `wider`; False when unsure."""
    if any(sum(1 for _ in leaves(term)) > _MAX_LEAVES for term in (narrower, wider)):
        return narrower == wider
    return _Comparison().implies(narrower, wider)


class _Comparison:
    """Compares terms and remembers the results, as the same pairs come up again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bool] = {}

    def implies(self, narrower: Term, wider: Term) -> bool:
        pair = (id(narrower), id(wider))
        if pair not in self._known:
            self._known[pair] = narrower == wider or self._by_parts(narrower, wider)
        return self._known[pair]

    def _by_parts(self, narrower: Term, wider: Term) -> bool:
        if isinstance(wider, AllOf):
            return all(self.implies(narrower, each) for each in wider.terms)
        if isinstance(narrower, AnyOf):
            return all(self.implies(each, wider) for each in narrower.terms)
        if isinstance(wider, AnyOf) and any(self.implies(narrower, each) for each in wider.terms):
            return True
        if isinstance(narrower, AllOf):
            return any(self.implies(each, wider) for each in narrower.terms)
        if isinstance(narrower, Not) and isinstance(wider, Not):
            return self.implies(wider.term, narrower.term)
        return (
            not isinstance(narrower, Not)
            and not isinstance(wider, Not | AnyOf)
            and _is_leaf_contained(narrower, wider)
        )


def _is_leaf_contained(narrower: Leaf, wider: Leaf) -> bool:
    match narrower, wider:
        case Phrase(), Phrase():
            return f" {wider.text}" in f" {narrower.text}"
        case FieldPhrase(), FieldPhrase():
            return narrower.field is wider.field and f" {wider.text}" in f" {narrower.text}"
        case DayRange(), DayRange():
            return _within(*_ordinals(narrower), *_ordinals(wider))
        case CountRange(), CountRange():
            is_same = narrower.number is wider.number
            return is_same and _within(narrower.least, narrower.most, wider.least, wider.most)
        case HasState(PaperState.NEW | PaperState.SEEN), HasState(PaperState.UNREAD):
            return True
        case _:
            return False


def _ordinals(term: DayRange) -> tuple[int | None, int | None]:
    first = None if term.first is None else term.first.toordinal()
    return first, None if term.last is None else term.last.toordinal()


def _within(first: int | None, last: int | None, low: int | None, high: int | None) -> bool:
    """Tell whether the span from `first` to `last` lies within that from `low` to `high`; None is open."""
    is_low_kept = low is None or (first is not None and low <= first)
    return is_low_kept and (high is None or (last is not None and last <= high))
