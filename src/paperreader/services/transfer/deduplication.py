"""Tells which imported works without an arXiv id are the same, and gives each a key."""

import dataclasses
import re
from collections.abc import Iterable
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import fold
from paperreader.formats.fields.person_name import split_name
from paperreader.formats.parsing import ParsedEntry

_MAX_WORDS = 12
"""Words of a title in its key."""
_DETAILS = re.compile(r"--(?:.*?-)??(?P<year>[12]\d{3})?(?:-?doi-(?P<doi>.*))?\Z")


class _WorkDetails(Struct, frozen=True):
    """The details that tell works of one title apart, folded; unknown ones are empty."""

    family: str = ""
    given: str = ""
    """Of the first author."""
    year: str = ""
    doi: str = ""

    def agreement(self, other: "_WorkDetails") -> int | None:
        """Return in how much two agree; None where they differ, so that they can't be one."""
        if self.doi and other.doi:
            return 9 if self.doi == other.doi else None
        if self.year and other.year and self.year != other.year:
            return None
        if self.family and other.family and not self._has_author_of(other):
            return None
        return bool(self.family and other.family) + bool(self.year and other.year)

    def _has_author_of(self, other: "_WorkDetails") -> bool:
        """Tell whether the first authors can be one: `A. Example` and `Ann Example` can."""
        one, two = self.given.split(" ")[0], other.given.split(" ")[0]
        return self.family == other.family and (one.startswith(two) or two.startswith(one))

    def joined(self, other: "_WorkDetails") -> "_WorkDetails":
        """Return what both know together."""
        return _WorkDetails(
            self.family or other.family,
            self.given or other.given,
            self.year or other.year,
            self.doi or other.doi,
        )

    def key(self, title: str, *, has_doi: bool) -> PaperKey:
        """Return what to file it under beside another work of the title."""
        rest = " ".join(fold(title).split()[_MAX_WORDS : 2 * _MAX_WORDS])
        parts = [
            rest,
            self.family,
            self.given[:1],
            self.year,
            f"doi {self.doi}" if has_doi and self.doi else "",
        ]
        return PaperKey(f"{PaperKey.from_title(title)}--{'-'.join(' '.join(parts).split())}")


class WorkIndex:
    """Works by their titles: the bookmarked ones, and those that were given a key since."""

    def __init__(self, kept: Iterable[Paper]) -> None:
        self._known: dict[str, dict[PaperKey, _WorkDetails]] = {}
        self._taken: set[PaperKey] = set()
        for paper in kept:
            if paper.key.arxiv_id is None:
                self._note(paper, _work_of(paper))

    def with_known_key(self, read: ParsedEntry) -> ParsedEntry:
        """Return what was read under the key of the work it is; under one of its own where it is none that is known."""
        paper = read.entry.paper
        if paper.key.arxiv_id is not None:
            return read
        work = _work_of(paper).joined(_WorkDetails(year=read.year, doi=fold(read.doi)))
        key = self._key(paper, work)
        self._note(replace(paper, key=key), work)
        return dataclasses.replace(read, entry=replace(read.entry, paper=replace(paper, key=key)))

    def _key(self, paper: Paper, work: _WorkDetails) -> PaperKey:
        known = self._known.get(fold(paper.title), {})
        agreeing = {
            key: agreement for key, each in known.items() if (agreement := work.agreement(each)) is not None
        }
        if agreeing:
            return max(agreeing, key=lambda key: (agreeing[key], key == paper.key))
        keys = (paper.key, work.key(paper.title, has_doi=False), work.key(paper.title, has_doi=True))
        numbered = (PaperKey(f"{keys[-1]}-{number}") for number in count(2))
        return next(key for key in chain(keys, numbered) if key not in self._taken)

    def _note(self, paper: Paper, work: _WorkDetails) -> None:
        known = self._known.setdefault(fold(paper.title), {})
        known[paper.key] = known.get(paper.key, _WorkDetails()).joined(work)
        self._taken.add(paper.key)


def _work_of(paper: Paper) -> _WorkDetails:
    """Return what is known of a paper, by itself and by the key it was once given."""
    found = _DETAILS.search(paper.key)
    year = f"{paper.published_at.year:04}" if paper.published_at else (found and found["year"]) or ""
    doi = ((found and found["doi"]) or "").replace("-", " ")
    if not paper.authors:
        return _WorkDetails(year=year, doi=doi)
    parts = split_name(paper.authors[0].name)
    if parts is None:
        return _WorkDetails(fold(paper.authors[0].name), "", year, doi)
    return _WorkDetails(
        fold(" ".join([*parts.particles, parts.last])), fold(" ".join(parts.given)), year, doi
    )
