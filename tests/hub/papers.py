"""Papers for the test hub: a builder of feed entries, the written days, and recorded days."""

import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from paperreader.domain.papers.calendar import weekday_before
from tests import DATA

Entry = dict[str, object]
"""One element of the daily feed as JSON: an object `paper` with facts around it."""

OMIT: Final = object()
"""Given for a key, it leaves the key out: the API never says `null`, it says nothing."""

WRITTEN: Final = DATA / "hub"
CROWDED: Final = "2608.90112"
"""The written paper with 600 authors."""

_AROUND = ("thumbnail", "numComments", "submittedBy", "isAuthorParticipating")
_BOTH = (
    "publishedAt",
    "title",
    "summary",
    "mediaUrls",
    "thumbnail",
    "numComments",
    "submittedBy",
    "organization",
)
_GIVEN = "Ada Bruno Celia Dara Emil Fumiko Goran Hanna Ivo Jelena Kofi Lina Mateo Nadia Odd Petra Quim Rosa Sefa Tova"
_FAMILY = (
    "Abara Bergqvist Castellan Dvorsky Eklund Farouk Gatto Hirano Iversen Jovanek Kimani Lindqvist Moravec Nakata "
    "Okonjo Perrault Quist Radev Silva Tanase Ueland Vantongeren Weng Xanthou Yilmaz Zupan Achterberg Brzeski Cole Duarte"
)


def entry(
    *,
    id: object = "2608.90000",  # noqa: A002 - the wire's own word
    title: object = "An Ordinary Paper",
    upvotes: object = 1,
    day: str = "2026-08-21",
    outer: Mapping[str, object] | None = None,
    **overrides: object,
) -> Entry:
    """Build a feed entry in the shape of 2026, submitted on `day`; keys go by their names on the wire.

    A key lands where the API has it: in the paper, around it, or in both. `outer` changes only what is around the
    paper. `authors` may be names, `organization` and `submittedBy` a name; `OMIT` leaves a key out.
    """
    facts = _usual(id, day) | {"id": id, "title": title, "upvotes": upvotes} | overrides
    facts["authors"] = _authors(facts["authors"])
    facts["organization"] = _organization(facts["organization"])
    facts.setdefault("submittedOnDailyBy", _submitter_inside(facts["submittedBy"]))
    facts["submittedBy"] = _submitter(facts["submittedBy"])
    facts = _without_omitted(facts)
    paper = {key: value for key, value in facts.items() if key not in _AROUND}
    around = {key: facts[key] for key in (*_BOTH, "isAuthorParticipating") if key in facts}
    if "publishedAt" in around:
        around["publishedAt"] = _four_hours_before(around["publishedAt"])
    return _without_omitted({"paper": paper, **around, **(outer or {})})


def paper_of(item: Mapping[str, object]) -> Entry:
    """The paper inside an entry; empty where a test put something else in its place."""
    paper = item.get("paper")
    return paper if isinstance(paper, dict) else {}


def paper_id(item: Mapping[str, object]) -> str:
    """The arXiv id of an entry's paper; empty if it has none."""
    return str(paper_of(item).get("id", ""))


def by_upvotes(items: Iterable[Entry]) -> list[Entry]:
    """The entries as the API orders them: most upvotes first, else by place."""
    return sorted(items, key=lambda item: -count(paper_of(item).get("upvotes")))


def count(value: object) -> int:
    """The number, or 0 for what is none."""
    return value if isinstance(value, int) else 0


def recorded_days(folder: Path) -> dict[str, list[Entry]]:
    """Every `YYYY-MM-DD.json` of the folder, as the API answered it."""
    days: dict[str, list[Entry]] = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].json")):
        days[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return days


def written_days() -> dict[str, list[Entry]]:
    """The three invented days of August 2026, with 12, 8 and 10 entries."""
    days = recorded_days(WRITTEN)
    days["2026-08-19"].append(_crowded())
    return days


def moved(days: Mapping[str, list[Entry]], newest: date) -> dict[str, list[Entry]]:
    """The days as if the last of them were the last weekday up to `newest`, the others the weekdays before."""
    day, became = newest + timedelta(days=1), dict[str, str]()
    for name in sorted(days, reverse=True):
        day = weekday_before(day)
        became[name] = day.isoformat()
    text = re.sub("|".join(became), lambda name: became[name[0]], json.dumps(dict(days)))
    found: dict[str, list[Entry]] = json.loads(text)
    return found


def _crowded() -> Entry:
    names = [f"{given} {family}" for family, given in itertools.product(_FAMILY.split(), _GIVEN.split())]
    return entry(
        id=CROWDED,
        title="The Tidemark Report: Building a Sensor Foundation Model Across Forty Observatories",
        upvotes=21,
        day="2026-08-19",
        summary=(
            "We report how forty coastal observatories trained one model of tides, salinity and sediment together. "
            "No raw measurement left its institute; only gradients and audits were exchanged. "
            "The resulting model forecasts harbour levels three days ahead with a median error of 4 cm. "
            "We publish the protocol, the governance documents and everything that went wrong."
        ),
        authors=names,
        organization="tidemark-consortium",
        ai_keywords=["federated learning", "sensor foundation model", "forecasting"],
        ai_summary="Forty observatories train a shared model of coastal sensors without exchanging raw measurements.",
        numComments=3,
        githubRepo=OMIT,
        githubRepoAddedBy=OMIT,
        githubStars=OMIT,
    )


def _usual(known_as: object, day: str) -> Entry:
    before = datetime.fromisoformat(day) - timedelta(days=1)
    return {
        "id": known_as,
        "authors": ["Ines Okafor", "Tomas Lindqvist"],
        "publishedAt": f"{before:%Y-%m-%d}T00:00:00.000Z",
        "submittedOnDailyAt": f"{day}T00:00:00.000Z",
        "title": "",
        "summary": "We study an ordinary question. The answer is ordinary as well.",
        "upvotes": 0,
        "discussionId": _hex_id(f"discussion of {known_as}"),
        "projectPage": f"https://{known_as}.example.org/",
        "githubRepo": f"https://github.com/example/paper-{known_as}",
        "githubRepoAddedBy": "user",
        "ai_summary": "An ordinary question receives an ordinary answer.",
        "ai_keywords": ["ordinary questions", "answers"],
        "ai_summary_model": "example/summary-model",
        "githubStars": 12,
        "organization": "example-lab",
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{known_as}.png",
        "numComments": 0,
        "submittedBy": "quiet-reader",
        "isAuthorParticipating": False,
    }


def _authors(given: object) -> object:
    if not isinstance(given, list | tuple):
        return given
    return [_author(item) if isinstance(item, str) else item for item in given]


def _author(name: str) -> Entry:
    return {"_id": _hex_id(f"author {name}"), "name": name, "hidden": False}


def _organization(given: object) -> object:
    if not isinstance(given, str):
        return given
    return {
        "_id": _hex_id(f"organization {given}"),
        "name": given,
        "fullname": given.replace("-", " ").title(),
        "avatar": f"https://cdn-avatars.huggingface.co/v1/production/uploads/{_hex_id(given)}.png",
    }


def _submitter(given: object) -> object:
    if not isinstance(given, str):
        return given
    extra = {"isHf": False, "isHfAdmin": False, "isMod": False, "followerCount": 3, "isUserFollowing": False}
    return {**_user(given), **extra}


def _submitter_inside(given: object) -> object:
    """The same person as the paper names them: there the user name is `user` as well as `name`."""
    if isinstance(given, str):
        return {**_user(given), "user": given}
    if not isinstance(given, dict):
        return given
    return {**{key: given[key] for key in _user("") if key in given}, "user": given.get("name")}


def _user(name: str) -> Entry:
    return {
        "_id": _hex_id(f"user {name}"),
        "avatarUrl": f"/avatars/{_hex_id(name)}.svg",
        "fullname": name.replace("-", " ").title(),
        "name": name,
        "type": "user",
        "isPro": False,
    }


def _four_hours_before(value: object) -> object:
    """New York time labelled UTC, which is what the API does to the outer `publishedAt`."""
    if not isinstance(value, str):
        return value
    return f"{datetime.fromisoformat(value) - timedelta(hours=4):%Y-%m-%dT%H:%M:%S}.000Z"


def _without_omitted(facts: Mapping[str, object]) -> Entry:
    return {key: value for key, value in facts.items() if value is not OMIT}


def _hex_id(seed: str) -> str:
    return hashlib.sha256(seed.encode(errors="backslashreplace")).hexdigest()[:24]
