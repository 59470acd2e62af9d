"""Watches and mutes: saved queries with a name, whose matches are highlighted or hidden."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate


class Watch(Struct, frozen=True):
    """A query the reader gave a name."""

    name: str
    text: str
    """By the grammar of finding."""
    is_mute: bool = False
    """What it finds is folded away; else it is pointed out."""


class CompiledWatch(Struct, frozen=True):
    """A watch and its parsed query."""

    watch: Watch
    query: Query


class WatchList:
    """All watches and mutes, parsed."""

    def __init__(self, watches: Iterable[Watch], today: date) -> None:
        """Understand the watches; ages such as `7d` are counted from `today`, the Hub's publishing day.

        Raises:
            QueryError: One of them can't be understood.
        """
        compiled = [CompiledWatch(each, Query.parse(each.text, today)) for each in watches]
        self.watches: Sequence[CompiledWatch] = [each for each in compiled if not each.watch.is_mute]
        self.mutes: Sequence[CompiledWatch] = [each for each in compiled if each.watch.is_mute]

    def names_for(self, candidate: SearchCandidate) -> tuple[str, ...]:
        """Return the names of the watches that find a candidate."""
        return tuple(each.watch.name for each in self.watches if each.query.matches(candidate))

    def mute_of(self, candidate: SearchCandidate) -> str | None:
        """Return the name of the first mute that finds a candidate; None if none does, or if a watch does too."""
        for each in self.mutes:
            if each.query.matches(candidate):
                return None if self.names_for(candidate) else each.watch.name
        return None
