"""The paper, its key, its authors, and merging what several sources know of it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from paperreader.domain.text import fold, word_set

_NEW_STYLE = r"[0-9]{4}\.[0-9]{4,5}"
_CLASS = r"(?:(?:(?<=cond-mat)|(?<=physics))\.[a-z]{2,10}(?:-[a-z]{2,5})?|\.[A-Z]{2})"
"""The subject class that may stand in an id until 2007: it is not part of the name of a paper."""
_OLD_STYLE = rf"[a-z-]+{_CLASS}?/[0-9]{{7}}"
_ARXIV_ID = re.compile(rf"(?:{_NEW_STYLE}|[a-z-]+/[0-9]{{7}})")
_WITH_CLASS = re.compile(rf"(?P<archive>[a-z-]+){_CLASS}(?P<number>/[0-9]{{7}})")
_SLUG_WORDS = 12
# Parts of a host's name are limited, so that a long text without a link costs no more than its length.
_BEFORE = (
    r"(?:arxiv:\s*|(?:https?://)?(?:[\w-]{1,63}\.){0,8}(?:(?:(?:alphaxiv|arxiv|ar5iv)\.org|xxx\.lanl\.gov)"
    r"/(?:abs|pdf|html|format|ps|e-print|src|overview|ftp/arxiv/papers/\d{4})/(?:arxiv:)?"
    r"|(?:huggingface\.co|hf\.co)/papers/)|(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)"
)
_AFTER = r"(?:v\d+)?(?:\.pdf|\.md)?/?(?:[?#]\S*)?"
_IN_TEXT = re.compile(
    rf"{_BEFORE}?(?P<id>{_NEW_STYLE}|{_OLD_STYLE}){_AFTER}(?:\s*\[[\w.-]+\])?", re.IGNORECASE | re.ASCII
)
_WITHIN_TEXT = rf"(?<![\w/.]){_BEFORE}(?P<id>{_NEW_STYLE}|{_OLD_STYLE})(?!\d)"
ARCHIVES = word_set("""
    acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga
    funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph
    q-alg q-bio quant-ph solv-int supr-con
    """)
"""The archives in ids until 2007."""
IS_ABOUT = {"github_stars": "github_repo", "ai_model": "ai_summary"}
"""Facts that belong to another fact, and mean nothing beside a different one."""


class PaperKey(str):
    """What makes a paper that paper: its arXiv id without version and subject class, else a slug of its title.

    It is a string, so that stores, sets and addresses take it as it is. arXiv knows `math.GT/0309136` as
    `math/0309136`; so does whoever reads a key, also from a file where it was once written with its class.
    """

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        """Return the key a text is, without a subject class."""
        if "/" in text and (found := _WITH_CLASS.fullmatch(text)) is not None:
            text = found["archive"] + found["number"]
        return super().__new__(cls, text)

    @classmethod
    def from_title(cls, title: str) -> Self:
        """Return the key of a paper of which only the title is known; it can't be mistaken for an arXiv id."""
        words = fold(title).split()[:_SLUG_WORDS]
        return cls("title:" + "-".join(words))

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Return the key meant by an arXiv id, its DOI, or an arXiv or Hugging Face link, else None.

        However it is written, the key is spelled as arXiv spells it: `math/0309136`.

        >>> PaperKey.from_text("https://arxiv.org/pdf/2602.08025v2")
        '2602.08025'
        """
        found = _IN_TEXT.fullmatch(text.strip())
        return cls(_as_arxiv_writes(found["id"])) if found else None

    @classmethod
    def within(cls, text: str) -> Self | None:
        """Return the key of the first paper a text names in a way that can't mean anything else, else None.

        >>> PaperKey.within("arXiv preprint arXiv:1706.03762, 2017")
        '1706.03762'
        """
        return next((key for _, key in cls.all_within(text)), None)

    @classmethod
    def all_within(cls, text: str) -> Iterator[tuple[int, Self]]:
        """Yield the key of each paper a text names in such a way, with its place."""
        # Compiled on first use (and remembered by `re`): only importing needs it.
        for found in re.finditer(_WITHIN_TEXT, text, re.IGNORECASE | re.ASCII):
            yield found.start(), cls(_as_arxiv_writes(found["id"]))

    @property
    def arxiv_id(self) -> str | None:
        """The arXiv id, such as `2602.08025` or `math/0309136`; None where only a title is known."""
        return str(self) if _ARXIV_ID.fullmatch(self) else None

    @property
    def hub_url(self) -> str | None:
        """The paper's page on the Hugging Face Hub."""
        return f"https://huggingface.co/papers/{self}" if self.arxiv_id else None

    @property
    def arxiv_url(self) -> str | None:
        """The paper's abstract page on arXiv."""
        return f"https://arxiv.org/abs/{self}" if self.arxiv_id else None

    @property
    def pdf_url(self) -> str | None:
        """The paper's PDF on arXiv."""
        return f"https://arxiv.org/pdf/{self}" if self.arxiv_id else None


def _as_arxiv_writes(arxiv_id: str) -> str:
    """Return an id with small letters in the archive, and without a subject class: `math/0309136`."""
    archive, slash, number = arxiv_id.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else arxiv_id


class Author(Struct, frozen=True):
    """A person on a paper; `username` and `fullname` when tied to a Hub account, `status` as the Hub says it."""

    name: str
    username: str | None = None
    status: str | None = None
    is_hidden: bool | None = None
    fullname: str | None = None
    status_changed_at: datetime | None = None


class Organization(Struct, frozen=True):
    """The organization a paper belongs to on the Hub; `name` is the one used in addresses."""

    name: str
    fullname: str | None = None

    @property
    def label(self) -> str:
        """The name to show."""
        return self.fullname or self.name


class Submitter(Struct, frozen=True):
    """The Hub user who put a paper on Daily Papers."""

    username: str
    fullname: str | None = None

    @property
    def label(self) -> str:
        """The name to show."""
        return self.fullname or self.username


class Paper(Struct, frozen=True, kw_only=True):
    """A paper as known. What is unknown is None (or an empty tuple), never a guess."""

    key: PaperKey
    title: str
    """Empty where only the arXiv id is known."""
    abstract: str | None = None
    """The authors' text."""
    authors: tuple[Author, ...] = ()
    published_at: datetime | None = None
    """First submission to arXiv, UTC; since April 2026 the Hub gives only the day (midnight)."""
    submitted_at: datetime | None = None
    """When it came to Daily Papers, UTC; its day is the day of the edition."""
    submitted_by: Submitter | None = None
    organization: Organization | None = None
    upvotes: int | None = None
    comments: int | None = None
    ai_summary: str | None = None
    """One machine-made sentence."""
    ai_keywords: tuple[str, ...] = ()
    ai_model: str | None = None
    """The model that wrote `ai_summary`."""
    synopsis: str | None = None
    """A summary by neither authors nor machine: the sample edition's own."""
    project_page: str | None = None
    github_repo: str | None = None
    github_stars: int | None = None
    models: int | None = None
    """How many models on the Hub name it; said only of a paper that was asked for by itself."""
    category: str | None = None
    """Primary arXiv category, such as `cs.LG`."""
    thumbnail: str | None = None
    media_urls: tuple[str, ...] = ()
    discussion_id: str | None = None
    is_author_active: bool | None = None
    """An author takes part in the discussion on the Hub."""
    withdrawn_at: datetime | None = None
    source: str | None = None
    """Where the Hub has the paper from; the official client reads it, no answer seen so far had it."""

    def updated_by(self, newer: "Paper") -> "Paper":
        """Return `newer` with what it does not know filled in from this one.

        Answers differ in what they carry (a search knows no submitter, a single paper no comment count), so
        a later answer must not make the reader forget.
        """
        kept = {
            field: getattr(self, field)
            for field in self.__struct_fields__
            if getattr(newer, field) in (None, (), "") and self._agrees_with(newer, IS_ABOUT.get(field))
        }
        return replace(newer, **kept)

    def _agrees_with(self, newer: "Paper", field: str | None) -> bool:
        return field is None or getattr(newer, field) in (None, getattr(self, field))
