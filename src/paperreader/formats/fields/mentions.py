"""Where bibliographies speak of an arXiv paper: any field may, in as many forms as there are programs."""

import re
from collections.abc import Iterable, Sequence

from paperreader.domain.papers.paper import ARCHIVES, PaperKey
from paperreader.domain.text import clean

_LONGEST = 2000
"""Characters of a field that are looked at; a list of references would name other papers."""
_ID = (
    r"(?P<id>\d{4}\.\d{4,5}|(?:"
    + "|".join(sorted(ARCHIVES, key=len, reverse=True))
    + r")(?:\.[a-z-]{2,12})?/\d{7})(?:v\d+)?(?![\d/])"
)
_BETWEEN = (
    r"(?:[\s:.,;()\[\]/_#\"'-]|org|abs|pdf|corr|preprints?|pre-prints?|e-?prints?|id(?:entifier)?|no|number|nr|vol(?:ume)?"
    r"|papers?|articles?|reports?|version|available|at|as|in|arxiv|(?:19|20)\d\d(?![\d.])){0,12}?"
)
_NAMED = re.compile(rf"(?<![^\W_])arxiv{_BETWEEN}(?<!\d)(?<!\d\.){_ID}", re.IGNORECASE | re.ASCII)
_ABS = re.compile(rf"(?<![\w/])abs/{_ID}", re.IGNORECASE | re.ASCII)
_EPRINT = re.compile(rf"(?:^|\s)(?:_|tex\.)?eprint:\s*{_ID}", re.IGNORECASE | re.ASCII)
_OF_ADS = re.compile(r"(?<!\d)\d{4}arXiv(\d{4})\.?(\d{4,5})[A-Z.]")
_OF_DBLP = re.compile(r"corr/abs-(\d{4})-(\d{4,5})(?!\d)")
_SPEAKS_OF_ARXIV = re.compile(r"\b(?:arxiv|corr)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{7}(?:v\d+)?")


def key_among(*texts: str) -> PaperKey | None:
    """Return the key of the first text that is an arXiv id or link, else of the first that speaks of one."""
    beginnings = [clean(text[:_LONGEST]) for text in texts]
    return _first(map(PaperKey.from_text, beginnings)) or key_in_fields(texts)


def key_in_fields(texts: Iterable[str]) -> PaperKey | None:
    """Return the key of the paper an entry is, by the fields that may say so.

    That is what stands behind `arXiv`, `abs/id` in an entry that speaks of arXiv or of CoRR, and what ADS and DBLP make of ids.
    """
    fields = [clean(text[:_LONGEST]) for text in texts]
    key = _first(map(PaperKey.within, fields)) or _found(_NAMED, fields) or _found(_EPRINT, fields)
    if key is None and any(_SPEAKS_OF_ARXIV.search(field) for field in fields):
        key = _found(_ABS, fields)
    return key or _composed(fields)


def key_of_eprint(eprint: str, archive: str, subject: str) -> PaperKey | None:
    """Return the key an `eprint` field means, None where it is of another archive than arXiv.

    Some write the archive of an old id apart from its number, into the field of the archive or into that of the subject.
    """
    archive = archive.strip().lower()
    for each in (archive, subject.strip().lower().partition(".")[0]):
        if each in ARCHIVES and _NUMBER.fullmatch(eprint.strip()):
            return PaperKey.from_text(f"{each}/{eprint.strip()}")
    is_arxiv = not archive or "arxiv" in archive or archive in ARCHIVES
    return PaperKey.from_text(clean(eprint)) if is_arxiv else None


def _first(keys: Iterable[PaperKey | None]) -> PaperKey | None:
    return next((key for key in keys if key is not None), None)


def _found(pattern: re.Pattern[str], fields: Sequence[str]) -> PaperKey | None:
    found = (pattern.search(field) for field in fields)
    return _first(PaperKey.from_text(each["id"]) for each in found if each is not None)


def _composed(fields: Sequence[str]) -> PaperKey | None:
    """Return a key of which an address or a name has only the digits."""
    for pattern in (_OF_ADS, _OF_DBLP):
        for field in fields:
            if (found := pattern.search(field)) is not None:
                return PaperKey.from_text(f"{found[1]}.{found[2]}")
    return None
