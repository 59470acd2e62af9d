"""What belongs to a paper beside its text: models, datasets and Spaces on the Hub, its code, its project page."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from paperreader.domain.papers.paper import Paper

_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?"
_SAFE_ID = re.compile(rf"(?!.*\.\.){_PART}/{_PART}")
_HUB = "https://huggingface.co"


class ArtefactKind(StrEnum):
    """What an artefact is; the order is that in which they are shown."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    CODE = "code"
    PAGE = "page"


_FOLDERS = {ArtefactKind.MODEL: "", ArtefactKind.DATASET: "datasets/", ArtefactKind.SPACE: "spaces/"}
ON_HUB = tuple(_FOLDERS)
"""The kinds that are repositories on the Hub."""


class Artefact(Struct, frozen=True, kw_only=True):
    """One thing that belongs to a paper. What is unknown is None, never a guess."""

    kind: ArtefactKind
    id: str
    """What to call it: `owner/name` as the Hub says it, cleaned but not looked at further; else its address."""
    likes: int | None = None
    downloads: int | None = None
    """In the last 30 days, as the Hub counts them; a Space has none."""
    stars: int | None = None
    """On GitHub; code only."""
    is_private: bool | None = None
    task: str | None = None
    """What a model does, such as `text-generation` (`pipeline_tag` on the wire)."""
    library: str | None = None
    sdk: str | None = None
    """What a Space is made with."""
    modified_at: datetime | None = None
    address: str | None = None
    """Where it is, of code and pages; the others' is made from the id."""

    @property
    def plain_id(self) -> str | None:
        """The id where it can be part of a command or an address; None of what is not on the Hub, or not plain.

        Beside what the Hub allows in names, nothing gets through that a shell or a program could take for more.

        >>> Artefact(kind=ArtefactKind.MODEL, id="starling-institute/murmur-7b").plain_id
        'starling-institute/murmur-7b'
        >>> Artefact(kind=ArtefactKind.MODEL, id="--token/x; rm").plain_id
        """
        return self.id if self.kind in _FOLDERS and _SAFE_ID.fullmatch(self.id) else None

    @property
    def url(self) -> str | None:
        """Its page; None where the id has no place in an address."""
        if self.kind not in _FOLDERS:
            return self.address
        return None if self.plain_id is None else f"{_HUB}/{_FOLDERS[self.kind]}{self.plain_id}"


class ArtefactListing(Struct, frozen=True, kw_only=True):
    """What the Hub says of a paper's artefacts, as of `fetched_at` (UTC)."""

    paper: Paper
    fetched_at: datetime
    on_hub: tuple[Artefact, ...] = ()
    """Models, datasets and Spaces, each kind in the Hub's order; it may be only the first ones."""
    totals: Mapping[ArtefactKind, int] = field(default_factory=dict)
    """How many of a kind there are in all; a kind of which that is unknown is not in it."""
    left_out: int = 0
    """Entries that were not understood."""

    def of(self, kind: ArtefactKind) -> tuple[Artefact, ...]:
        """Return those of one kind."""
        return tuple(each for each in self.on_hub if each.kind is kind)

    def total(self, kind: ArtefactKind) -> int | None:
        """Return how many of a kind there are in all, never fewer than are here; None where it is unknown."""
        total = self.totals.get(kind)
        return None if total is None else max(total, len(self.of(kind)))


def linked_artefacts(paper: Paper) -> Iterator[Artefact]:
    """Yield the code and the project page of a paper, as far as they are known; one address counts once."""
    if paper.github_repo is not None:
        yield Artefact(
            kind=ArtefactKind.CODE,
            id=_without_scheme(paper.github_repo),
            stars=paper.github_stars,
            address=paper.github_repo,
        )
    if paper.project_page is not None and (
        paper.github_repo is None or _without_scheme(paper.project_page) != _without_scheme(paper.github_repo)
    ):
        yield Artefact(
            kind=ArtefactKind.PAGE, id=_without_scheme(paper.project_page), address=paper.project_page
        )


def _without_scheme(address: str) -> str:
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/")
