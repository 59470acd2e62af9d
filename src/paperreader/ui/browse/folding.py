"""What watches and mutes do to a listing: names in rows, and papers folded away into one line."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.watch import WatchList
from paperreader.ui.kit import present

_AT_ONCE = 20
"""Papers that are looked at before a key may be answered."""
_NO_WATCHES = WatchList((), date.min)


class Folding:
    """Folds away the muted papers of a listing, a few at a time, and knows which watches find a paper.

    Args:
        subject_of: Returns a paper with its mark and bookmark.
    """

    def __init__(self, candidate_of: Callable[[Paper], SearchCandidate]) -> None:
        self._candidate_of = candidate_of
        self._papers: Sequence[Paper] = ()
        self._muted: Counter[str] = Counter()
        self._watched: dict[PaperKey, tuple[Paper, str]] = {}
        self.watching = _NO_WATCHES
        """By what to fold; `begin` makes it count."""
        self.is_open = False
        """What is muted is shown all the same."""
        self.is_due = False
        """`unfolded` was not called since `begin`."""

    def begin(self, papers: Sequence[Paper]) -> None:
        """Take the papers of a listing."""
        self._papers = papers
        self._muted.clear()
        self._watched.clear()
        self.is_due = bool(self.watching.mutes)

    async def unfolded(self) -> Sequence[Paper]:
        """Return the papers that are to be shown; count those that are not."""
        papers, muted = self._papers, Counter[str]()
        left: list[Paper] = []
        for start in range(0, len(papers), _AT_ONCE):
            for paper in papers[start : start + _AT_ONCE]:
                name = self.watching.mute_of(self._candidate_of(paper))
                if name is None:
                    left.append(paper)
                else:
                    muted[name] += 1
            await asyncio.sleep(0)
        self._muted, self.is_due = muted, False
        return papers if self.is_open or not muted else tuple(left)

    @property
    def count(self) -> int:
        """How many papers are muted."""
        return self._muted.total()

    @property
    def sentence(self) -> str:
        """What to say of the muted papers, and how to see them; empty without any."""
        if not self._muted:
            return ""
        names = ", ".join(f"{number:,} {name}" for name, number in self._muted.most_common())
        if self.is_open:
            return f"{present.number_of_papers(self.count)} muted ({names}): X hides them"
        return f"{present.number_of_papers(self.count)} muted ({names}): X shows them"

    def watched(self, paper: Paper) -> str:
        """Return the names of the watches that find a paper, to be shown in its row; empty if none does."""
        if not self.watching.watches:
            return ""
        known = self._watched.get(paper.key)
        if known is None or known[0] is not paper:
            names = self.watching.names_for(self._candidate_of(paper))
            known = self._watched[paper.key] = (paper, f"◆ {', '.join(names)}" if names else "")
        return known[1]
