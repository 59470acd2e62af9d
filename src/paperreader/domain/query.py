"""The filter grammar: what is typed to narrow a listing.

Words must all match, each as the beginning of a word; `"several words"` match together; `-word` must not match.
Case, accents and punctuation do not matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paperreader.domain.paper import Paper
from paperreader.domain.text import fold

# A quotation that was opened and not closed yet is a phrase being typed.
_TERM = re.compile(r'(?P<not>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def search_text(paper: Paper) -> str:
    """Return all words of a paper, folded, each with a space before it: what a query is matched against."""
    parts: list[str] = [
        paper.title,
        paper.abstract or paper.synopsis or "",
        paper.ai_summary or "",
        paper.key.arxiv_id or "",
    ]
    parts += (author.name for author in paper.authors)
    parts += paper.ai_keywords
    if paper.organization is not None:
        parts.append(paper.organization.label)
    return " " + fold(" ".join(parts))


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must and terms that must not occur; a query without terms matches everything."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Read what was typed; every text is a query."""
        wanted: list[str] = []
        unwanted: list[str] = []
        for term in _TERM.finditer(text):
            words = fold(term["phrase"] if term["phrase"] is not None else term["word"])
            if words:
                (unwanted if term["not"] else wanted).append(" " + words)
        return cls(tuple(wanted), tuple(unwanted))

    def matches(self, text: str) -> bool:
        """Tell whether a paper's `search_text` has all wanted terms and none of the unwanted."""
        return _all_in(self.wanted, text) and not any(term in text for term in self.unwanted)

    def narrows(self, former: "Query") -> bool:
        """Tell whether all it matches is surely among what `former` matches, as when one more letter was typed."""
        return all(any(word in term for term in self.wanted) for word in former.wanted) and all(
            any(term in word for term in self.unwanted) for word in former.unwanted
        )

    @property
    def is_empty(self) -> bool:
        """It matches everything."""
        return not (self.wanted or self.unwanted)


def _all_in(terms: Sequence[str], text: str) -> bool:
    return all(term in text for term in terms)
