"""What belongs to papers, for the test hub: a builder of repositories, and the written ones."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from tests.hub.papers import WRITTEN

Repositories = dict[str, list[object]]
"""`models`, `datasets` and `spaces` of a paper."""

BUILT_ON: Final = "2608.90301"
"""The written paper with models, datasets and Spaces, a private one and one of which little is known among them."""
HOSTILE: Final = "2608.90201"
"""The written paper with repositories whose names try to be more than names, and entries that are none."""
MUCH_USED: Final = "2608.90112"
"""The written paper that more models name than come in an answer."""
SHOWN: Final = 10
"""Repositories of a kind in one answer: the real Hub cuts too, nobody says where."""
_MANY: Final = 153
_TOTALS = {"models": "numTotalModels", "datasets": "numTotalDatasets", "spaces": "numTotalSpaces"}


def repository(id: object, **facts: object) -> dict[str, object]:  # noqa: A002 - the wire's own word
    """Build a repository as it comes in the lists; `facts` go by their names on the wire."""
    usual = {"likes": 3, "downloads": 120, "lastModified": "2026-08-20T10:00:00.000Z", "private": False}
    return {"id": id, **usual, "tags": [], **facts}


def written_artefacts() -> dict[str, Repositories]:
    """The written repositories by the id of their paper, and a paper that 153 models name."""
    written: dict[str, Repositories] = json.loads((WRITTEN / "artefacts.json").read_text(encoding="utf-8"))
    many: list[object] = [
        repository(f"tidemark-consortium/tide-{n}", downloads=9_000 - n, likes=_MANY - n)
        for n in range(_MANY)
    ]
    return {**written, MUCH_USED: {"models": many}}


def cut(repositories: Mapping[str, Sequence[object]]) -> Repositories:
    """The lists as they come in one answer."""
    return {name: list(repositories.get(name, ()))[:SHOWN] for name in _TOTALS}


def totals(repositories: Mapping[str, Sequence[object]]) -> dict[str, int]:
    """How many there are in all, as it is said with the paper."""
    return {total: len(repositories.get(name, ())) for name, total in _TOTALS.items()}
