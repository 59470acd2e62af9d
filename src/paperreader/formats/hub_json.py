"""Papers as JSON, with the field names and shapes of `hf papers ls --format json`.

They are those of PaperInfo in huggingface_hub (2.4.0), so that what was written for `hf` works here. As there,
what is unknown is left out, and times are ISO 8601 with `+00:00`. Where `hf` says less than it could, this says
what is known:

- 0 upvotes are 0; `hf` loses them.
- Unknown comments are left out; `hf` says 0.
- `submitted_at` is the day on Daily Papers; `hf papers ls` gives the outer `publishedAt`, which is neither day.
- `submitted_by.username` is always there; `hf papers ls` leaves it empty.

Left out are addresses of people's pictures, and what is said of accounts but their names. Added to its fields are `ai_summary_model`, `thumbnail`, `media_urls`, `is_author_participating`, `withdrawn_at`,
`category` and `synopsis`, and `has_all_words` for what a search of the archive finds. The id of a paper without arXiv id is its key.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec.structs

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.domain.papers.paper import Author, Organization, Paper, Submitter
from paperreader.paper_record import PAPER_FIELDS

_T = TypeVar("_T")
NAMES = {
    "key": "id",
    "abstract": "summary",
    "ai_model": "ai_summary_model",
    "models": "num_total_models",
    "is_author_active": "is_author_participating",
}
"""Fields of a paper that have another name here than in the domain."""


def to_json(papers: Sequence[Paper], with_all: int | None = None) -> str:
    """Return one JSON array, each paper on a line of its own.

    Where it is what a search found, `with_all` is how many of the papers, the first ones, have all words; each then
    has `has_all_words`.
    """
    return array(_papers_to_json(papers, with_all))


def to_jsonl(papers: Sequence[Paper], with_all: int | None = None) -> str:
    """Return JSON Lines, an object a line, with `has_all_words` as `to_json` has it."""
    return "".join(line(value) + "\n" for value in _papers_to_json(papers, with_all))


def _papers_to_json(papers: Sequence[Paper], with_all: int | None) -> Iterator[dict[str, object]]:
    for place, paper in enumerate(papers):
        found = {} if with_all is None else {"has_all_words": place < with_all}
        yield paper_to_json(paper) | found


def array(values: Iterable[Mapping[str, object]]) -> str:
    """Return objects as one JSON array, each on a line of its own."""
    lines = [line(value) for value in values]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def line(value: Mapping[str, object]) -> str:
    """Return an object as JSON on one line; letters stay letters."""
    return json.dumps(value, ensure_ascii=False)


def paper_to_json(paper: Paper) -> dict[str, object]:
    """Return what is known of a paper as JSON values."""
    values: dict[str, object] = {}
    for name in PAPER_FIELDS:
        values[NAMES.get(name, name)] = _value(getattr(paper, name))
        if name == "submitted_by" and paper.submitted_by is not None:
            values["submitted_by_name"] = paper.submitted_by.label
    return known(values)


def _value(value: object) -> object:
    match value:
        case str():
            return str(value) or None
        case datetime():
            return time_to_json(value)
        case tuple():
            return list(map(_value, value)) or None
        case Author():
            return _author(value)
        case Submitter() | Organization():
            return known(msgspec.structs.asdict(value))
    return value


_LINKED = {ArtefactKind.MODEL: "models", ArtefactKind.DATASET: "datasets", ArtefactKind.SPACE: "spaces"}


def artefacts_to_json(listing: ArtefactListing) -> dict[str, object]:
    """Return what on the Hub names a paper, as `hf papers info` does: lists, and how many there are in all."""
    lists = {
        f"linked_{name}": [_artefact(each) for each in listing.of(kind)] for kind, name in _LINKED.items()
    }
    totals = {f"num_total_{name}": listing.total(kind) for kind, name in _LINKED.items()}
    return known({**lists, **totals})


def _artefact(artefact: Artefact) -> dict[str, object]:
    author, slash, _ = artefact.id.partition("/")
    return known(
        {
            "id": artefact.id,
            "author": author if slash else None,
            "last_modified": time_to_json(artefact.modified_at),
            "private": artefact.is_private,
            "downloads": artefact.downloads,
            "likes": artefact.likes,
            "library_name": artefact.library,
            "pipeline_tag": artefact.task,
            "sdk": artefact.sdk,
        }
    )


def known(fields: dict[str, _T]) -> dict[str, _T]:
    """Return the fields whose values are known."""
    return {name: value for name, value in fields.items() if value is not None}


def _author(author: Author) -> dict[str, object]:
    user = known({"username": author.username, "fullname": author.fullname}) or None
    return known(
        {
            "name": author.name,
            "user": user,
            "status": author.status,
            "status_last_changed_at": time_to_json(author.status_changed_at),
            "hidden": author.is_hidden,
        }
    )


def time_to_json(time: datetime | None) -> str | None:
    """Return a time as ISO 8601."""
    return time.isoformat() if time else None
