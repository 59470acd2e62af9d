"""The query language, by which listings, bookmarks and exports are filtered and the archive is searched.

docs/finding.md has the grammar, `parser` reads it, `syntax_tree` is what it says, `SearchCandidate` what it is asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from paperreader.domain.query.containment import is_contained
from paperreader.domain.query.parser import read_query
from paperreader.domain.query.predicates import PaperState, Presence
from paperreader.domain.query.search_candidate import SearchCandidate, TextField
from paperreader.domain.query.syntax_tree import (
    EVERYTHING,
    FieldPhrase,
    HasPresence,
    HasState,
    HasStatus,
    HasTag,
    Leaf,
    Phrase,
    Term,
    leaves,
)
from paperreader.errors import QueryError

_OF_MARKS = frozenset(
    {PaperState.NEW, PaperState.READ, PaperState.UNREAD, PaperState.SKIPPED, PaperState.SEEN}
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted of papers; without a word it matches everything.

    A query is asked about candidates as they are now. Marks and bookmarks change while it stands, and what matched
    before is then to be asked again: `needs_marks` and `needs_bookmarks` tell for which changes.
    """

    term: Term = EVERYTHING
    unfinished: QueryError | None = field(default=None, compare=False)
    """What is missing at the end of the text: nothing while somebody types, wrong where nothing more will come."""

    @classmethod
    def parse(cls, text: str, today: date) -> "Query":
        """Read what was typed; ages such as `7d` are counted from `today`, the Hub's publishing day.

        Raises:
            QueryError: It can't be understood, and typing on would not help.
        """
        return cls(*read_query(text, today))

    @classmethod
    def finished(cls, text: str, today: date) -> "Query":
        """Read what stands somewhere as a whole: nothing more is typed there.

        Raises:
            QueryError: It can't be understood, or something is missing at its end.
        """
        query = cls.parse(text, today)
        if query.unfinished is not None:
            raise query.unfinished
        return query

    def matches(self, candidate: SearchCandidate) -> bool:
        """Tell whether the candidate is what is wanted."""
        return self.term.matches(candidate)

    def narrows(self, former: "Query") -> bool:
        """Tell whether all it matches is surely among what `former` matches, as when one more letter was typed.

        That is said of candidates that stay as they are. Where marks or bookmarks changed since `former` was asked,
        what it left out may match by now.
        """
        return is_contained(self.term, former.term)

    @property
    def is_empty(self) -> bool:
        """It matches everything."""
        return self.term == EVERYTHING

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words and phrases that are wanted, folded, in the order typed: what to highlight."""
        return tuple(
            leaf.text for leaf, is_wanted in leaves(self.term) if is_wanted and isinstance(leaf, Phrase)
        )

    @property
    def question(self) -> str:
        """All words and phrases that are wanted, wherever, folded: what to ask somebody who does not know the fields."""
        wanted = (leaf for leaf, is_wanted in leaves(self.term) if is_wanted)
        return " ".join(dict.fromkeys(leaf.text for leaf in wanted if isinstance(leaf, Phrase | FieldPhrase)))

    def words_in(self, field: TextField) -> tuple[str, ...]:
        """Return the words and phrases that are wanted in one part of a paper, plain ones too: what to highlight there."""
        parts: dict[str, None] = {} if field is TextField.SUBMITTER else dict.fromkeys(self.words)
        for leaf, is_wanted in leaves(self.term):
            if is_wanted and isinstance(leaf, FieldPhrase) and leaf.field is field:
                parts[leaf.text] = None
        return tuple(parts)

    @property
    def needs_marks(self) -> bool:
        """Marks decide what it matches."""
        return any(isinstance(leaf, HasState) and leaf.state in _OF_MARKS for leaf in self._leaves())

    @property
    def needs_bookmarks(self) -> bool:
        """Bookmarks decide what it matches; so it is with every plain word, which may be in a tag or a note."""
        return any(
            isinstance(leaf, Phrase | HasTag | HasStatus)
            or leaf in {HasState(PaperState.KEPT), HasPresence(Presence.NOTE)}
            for leaf in self._leaves()
        )

    def _leaves(self) -> Iterator[Leaf]:
        return (leaf for leaf, _ in leaves(self.term))

    def __str__(self) -> str:
        """Return the text that is read as this query; ages have become days."""
        return str(self.term)
