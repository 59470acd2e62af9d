"""JSON to the artefacts of a paper; `wire` says how the API is read."""

from collections.abc import Iterator
from datetime import datetime

from paperreader.domain.papers.artefacts import Artefact, ArtefactKind, ArtefactListing
from paperreader.sources.hub.json_values import (
    Json,
    bool_of,
    count_of,
    decoded,
    list_of,
    moment_of,
    not_understood,
    object_of,
    text_of,
)
from paperreader.sources.hub.wire import paper_from_json

_LISTS = {ArtefactKind.MODEL: "models", ArtefactKind.DATASET: "datasets", ArtefactKind.SPACE: "spaces"}
_TOTALS = {
    ArtefactKind.MODEL: "numTotalModels",
    ArtefactKind.DATASET: "numTotalDatasets",
    ArtefactKind.SPACE: "numTotalSpaces",
}


def artefacts_from_json(repositories: bytes, paper: bytes, fetched_at: datetime) -> ArtefactListing:
    """Return the artefacts of a paper.

    Args:
        repositories: The response with the lists; the API says that they may be cut, not where.
        paper: The response with the paper alone, which has the totals since May 2026.
        fetched_at: When they were asked for, UTC.

    Raises:
        SourceChanged: One of the responses is not of its kind, or no entry of the lists could be understood.
    """
    lists = object_of(decoded(repositories))
    if not any(isinstance(lists.get(name), list) for name in _LISTS.values()):
        raise not_understood("a list of models, datasets or Spaces was expected")
    entries = [(kind, entry) for kind, name in _LISTS.items() for entry in list_of(lists.get(name))]
    understood = [_artefact(kind, object_of(entry)) for kind, entry in entries]
    artefacts = tuple(each for each in understood if each is not None)
    if entries and not artefacts:
        raise not_understood("no model, dataset or Space has an id")
    # What comes twice counts once.
    once: dict[tuple[ArtefactKind, str], Artefact] = {}
    for each in artefacts:
        once.setdefault((each.kind, each.id), each)
    return ArtefactListing(
        paper=paper_from_json(paper),
        fetched_at=fetched_at,
        on_hub=tuple(once.values()),
        totals=dict(_totals(object_of(decoded(paper)))),
        left_out=len(entries) - len(artefacts),
    )


def _artefact(kind: ArtefactKind, entry: Json) -> Artefact | None:
    said = entry.get("id")
    id_ = text_of(said)
    # What is left of a name with control characters may be the name of something else.
    if id_ is None or id_ != said:
        return None
    return Artefact(
        kind=kind,
        id=id_,
        likes=count_of(entry.get("likes")),
        downloads=count_of(entry.get("downloads")),
        is_private=bool_of(entry.get("private")),
        task=text_of(entry.get("pipeline_tag")),
        library=text_of(entry.get("library_name")),
        sdk=text_of(entry.get("sdk")),
        modified_at=moment_of(entry.get("lastModified")),
    )


def _totals(paper: Json) -> Iterator[tuple[ArtefactKind, int]]:
    for kind, name in _TOTALS.items():
        total = count_of(paper.get(name))
        if total is not None:
            yield kind, total
