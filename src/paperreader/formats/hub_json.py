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

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.domain.papers.paper import Author, Organization, Paper, Submitter


def to_json(papers: Sequence[Paper], with_all: int | None = None) -> str:
    """Return one JSON array, each paper on a line of its own.

    Where it is what a search found, `with_all` is how many of the papers, the first ones, have all words.
    """
    return array(_papers_to_json(papers, with_all))


def to_jsonl(papers: Sequence[Paper], with_all: int | None = None) -> str:
    """Return JSON Lines: an object a line; likewise."""
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
    return known(
        {
            "id": str(paper.key),
            "title": paper.title or None,
            "summary": paper.abstract,
            "authors": [_author(author) for author in paper.authors] or None,
            "published_at": time_to_json(paper.published_at),
            "submitted_at": time_to_json(paper.submitted_at),
            "submitted_by": _submitter(paper.submitted_by),
            "submitted_by_name": paper.submitted_by.label if paper.submitted_by else None,
            "upvotes": paper.upvotes,
            "comments": paper.comments,
            "organization": _organization(paper.organization),
            "ai_summary": paper.ai_summary,
            "ai_summary_model": paper.ai_model,
            "ai_keywords": list(paper.ai_keywords) or None,
            "github_repo": paper.github_repo,
            "github_stars": paper.github_stars,
            "num_total_models": paper.models,
            "project_page": paper.project_page,
            "discussion_id": paper.discussion_id,
            "thumbnail": paper.thumbnail,
            "media_urls": list(paper.media_urls) or None,
            "is_author_participating": paper.is_author_active,
            "withdrawn_at": time_to_json(paper.withdrawn_at),
            "category": paper.category,
            "synopsis": paper.synopsis,
            "source": paper.source,
        }
    )


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


def known(fields: dict[str, object]) -> dict[str, object]:
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


def _submitter(submitter: Submitter | None) -> dict[str, object] | None:
    if submitter is None:
        return None
    return known({"username": submitter.username, "fullname": submitter.fullname})


def _organization(organization: Organization | None) -> dict[str, object] | None:
    if organization is None:
        return None
    return known({"name": organization.name, "fullname": organization.fullname})


def time_to_json(time: datetime | None) -> str | None:
    """Return a time as ISO 8601."""
    return time.isoformat() if time else None
