"""`paperreader ls --format json` beside huggingface_hub's own client, both asking the same hub for the same days.

What differs on purpose is made alike on both sides: texts are cleaned (white space folded, control characters gone),
a paper listed twice counts once, as it first stood, and 0 votes or comments are as good as unknown ones, because the
client makes None of the former and 0 of the latter.
"""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from huggingface_hub import HfApi, close_session, constants
from huggingface_hub.hf_api import PaperInfo

from paperreader import bootstrap
from paperreader.cli import run
from paperreader.domain.text import clean
from tests.at_length import IS_ALL
from tests.hub import OMIT, Entry, Hub, entry, recorded_days, written_days
from tests.hub.papers import paper_id, paper_of
from tests.recorded import BESIDE, needs_recordings

Facts = dict[str, object]
"""What is known of a paper, under the names the client has for it; what is unknown is left out."""

LISTED = ("id", "title", "summary", "upvotes", "comments", "discussion_id")
ALONE = ("project_page", "github_repo", "github_stars", "ai_summary", "ai_keywords")
"""What the client looks for only in a paper asked for alone."""

HOSTILE_TITLES = (
    "[/red]",
    "[Re] x",
    "[@click=app.quit]y[/]",
    "\x1b[31mred",
    "a\u202eb",
    "long " * 2_000,
    "",
    "wrapped\n  as in 2024",
)


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every day be over, and let both sides ask the hub and nothing between."""
    monkeypatch.setattr(bootstrap, "now", lambda: datetime(2026, 9, 1, 12, tzinfo=UTC))
    monkeypatch.setenv("no_proxy", "*")
    # The client has read the environment when it was imported.
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    yield
    close_session()


def as_read(value: object) -> object:
    """Return a value of the client's with all texts in it as the reader has them."""
    if isinstance(value, str):
        return clean(value)
    return [text for text in map(as_read, value) if text] if isinstance(value, list) else value


def known(facts: Facts) -> Facts:
    said = {name: value for name, value in facts.items() if value not in (None, "", [])}
    return {name: value for name, value in said.items() if value or name not in ("upvotes", "comments")}


def client_facts(listed: PaperInfo, alone: PaperInfo) -> Facts:
    facts: Facts = {name: getattr(listed, name) for name in LISTED}
    facts |= {name: getattr(alone, name) for name in ALONE}
    facts["authors"] = [author.name for author in listed.authors or ()]
    facts["published_at"] = listed.published_at.isoformat() if listed.published_at else None
    facts["organization"] = listed.organization.name if listed.organization else None
    return known({name: as_read(value) for name, value in facts.items()})


def client_day(hub: Hub, day: str, alone: Callable[[Entry], PaperInfo]) -> list[Facts]:
    """Return the papers of a day as the client has them, each once."""
    listed = HfApi(endpoint=hub.url, token=False).list_daily_papers(date=day, limit=100)
    once: dict[object, Facts] = {}
    for paper, said in zip(listed, hub.entries(day), strict=True):
        once.setdefault(paper.id, client_facts(paper, alone(said)))
    return list(once.values())


def alone_in(said: Entry) -> PaperInfo:
    """Return the paper as the client would have it from the same words said of it alone."""
    return PaperInfo(**copy.deepcopy(paper_of(said)))


def printed_day(day: str, capsys: pytest.CaptureFixture[str]) -> list[Facts]:
    """Return the papers of a day as `ls` prints them, as far as the client speaks of them."""
    code = run(["ls", "--date", day, "--format", "json"])
    told = capsys.readouterr()
    assert (code, told.err) == (0, ""), day
    return [
        known(
            {name: paper.get(name) for name in (*LISTED, *ALONE, "published_at")}
            | {"authors": [author["name"] for author in paper.get("authors", ())]}
            | {"organization": paper.get("organization", {}).get("name")}
        )
        for paper in json.loads(told.out)
    ]


def differences(printed: list[Facts], expected: list[Facts]) -> list[str]:
    """Return what differs between two readings of a day, in words."""
    ids = [[facts["id"] for facts in day] for day in (printed, expected)]
    if ids[0] != ids[1]:
        return [f"ids: {ids[0]} are not {ids[1]}"]
    return [
        f"{theirs['id']}: {name} is {ours.get(name)!r}, for the client {theirs.get(name)!r}"
        for ours, theirs in zip(printed, expected, strict=True)
        for name in sorted(ours.keys() | theirs.keys())
        if ours.get(name) != theirs.get(name)
    ]


@needs_recordings
def test_every_recorded_day_is_listed_as_the_official_client_lists_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    days = recorded_days(BESIDE / "hf-daily")
    assert days, "no days among the recorded answers"
    assert max(days) < "2026-09-01"
    differing: dict[str, list[str]] = {}
    with Hub(days, today=max(days)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        for day, said in list(days.items())[:: 1 if IS_ALL else 4]:
            printed = printed_day(day, capsys)
            assert {facts["id"] for facts in printed} == {paper_id(item) for item in said}, day
            if found := differences(printed, client_day(hub, day, alone_in)):
                differing[day] = found
    assert not differing, "\n".join(f"{day}: {what}" for day, found in differing.items() for what in found)


@pytest.mark.parametrize("day", sorted(written_days()))
def test_a_written_day_is_listed_as_the_official_client_lists_it(
    hub: Hub, day: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    for number, title in enumerate(HOSTILE_TITLES):
        hub.publish(
            day, entry(id=f"2608.8000{number}", title=title, authors=[title or "Ada"], upvotes=number)
        )
    hub.publish(day, entry(id="2608.80010", title="Listed twice", upvotes=0, day=day))
    hub.publish(day, entry(id="2608.80010", title="Listed twice", upvotes=0, day=day))
    hub.publish(
        day,
        entry(
            id="2608.80011",
            title="No links",
            upvotes=OMIT,
            projectPage=OMIT,
            githubRepo=OMIT,
            githubStars=OMIT,
        ),
    )
    hub.publish(day, entry(id="2608.80012", title="No words of machines", ai_summary=OMIT, ai_keywords=OMIT))

    def alone(said: Entry) -> PaperInfo:
        return HfApi(endpoint=hub.url, token=False).paper_info(paper_id(said))

    printed = printed_day(day, capsys)
    assert {facts["id"] for facts in printed} == {paper_id(item) for item in hub.entries(day)}
    assert differences(printed, client_day(hub, day, alone)) == []
