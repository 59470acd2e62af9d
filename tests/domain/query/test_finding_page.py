"""Every example of docs/finding.md is a query that finds one paper and leaves out another."""

import itertools
import re
import shlex
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Bookmark, Status
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.query.fields import FIELDS
from paperreader.domain.query.predicates import PaperState, Presence
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.errors import QueryError
from tests import ROOT

PAGE = (ROOT / "docs" / "finding.md").read_text(encoding="utf-8")
TODAY = date(2026, 8, 27)

KNOTS = Paper(key=PaperKey("2607.00001"), title="Knots")
LAMP = Paper(
    key=PaperKey("2608.01234"),
    title="A Small Lamp: State-of-the-Art Reading",
    abstract="Letters, measured at dusk.",
    authors=(Author("Anne-Marie Ørsted"),),
    organization=Organization("lamp-lab", "Lamp Laboratory"),
    submitted_by=Submitter("carla"),
    ai_keywords=("illumination",),
)


def titled(title: str) -> SearchCandidate:
    return SearchCandidate(replace(KNOTS, title=title))


def on(day: str) -> SearchCandidate:
    return SearchCandidate(replace(KNOTS, submitted_at=datetime.fromisoformat(day).replace(tzinfo=UTC)))


def upvoted(number: int) -> SearchCandidate:
    return SearchCandidate(replace(KNOTS, upvotes=number))


def marked(mark: Mark) -> SearchCandidate:
    return SearchCandidate(KNOTS, mark)


def kept(status: Status = Status.TO_READ, *tags: str, note: str = "") -> SearchCandidate:
    at = datetime(2026, 8, 21, tzinfo=UTC)
    return SearchCandidate(
        KNOTS, bookmark=Bookmark(paper=KNOTS, kept_at=at, status=status, tags=tags, note=note)
    )


LAMP_ALONE, OTHER = SearchCandidate(LAMP), SearchCandidate(KNOTS)

FINDS: dict[str, tuple[SearchCandidate, SearchCandidate]] = {
    "lamp": (kept(Status.READ, note="Lamps."), titled("Clamp")),
    "small lamp": (LAMP_ALONE, titled("Lamp")),
    '"small lamp"': (titled("Small lamps"), titled("Lamp, small")),
    "state-of-the-art": (LAMP_ALONE, titled("The state of art")),
    "-lamp": (OTHER, LAMP_ALONE),
    '-"small lamp"': (titled("Lamp, small"), LAMP_ALONE),
    "-title:lamp": (OTHER, LAMP_ALONE),
    "-(lamp OR candle)": (OTHER, titled("Candle")),
    "lamp OR candle": (titled("Candle"), OTHER),
    "lamp (night OR dusk)": (LAMP_ALONE, titled("Night")),
    "title:lamp": (LAMP_ALONE, SearchCandidate(replace(KNOTS, abstract="Lamp"))),
    'title:"small lamp"': (LAMP_ALONE, titled("Lamp, small")),
    "abstract:dusk": (LAMP_ALONE, titled("Dusk")),
    'author:"anne marie"': (
        LAMP_ALONE,
        SearchCandidate(replace(KNOTS, authors=(Author("Anne"), Author("Marie")))),
    ),
    'org:"lamp lab"': (LAMP_ALONE, titled("Lamp lab")),
    "keyword:illumination": (LAMP_ALONE, titled("Illumination")),
    "submitter:carla": (LAMP_ALONE, titled("Carla")),
    "id:2608.01234": (LAMP_ALONE, OTHER),
    "id:2608": (LAMP_ALONE, titled("2608")),
    "arxiv:2608.01234v2": (LAMP_ALONE, OTHER),
    "after:2026-08-20": (on("2026-08-20"), on("2026-08-19")),
    "after:2026-08": (on("2026-08-01"), on("2026-07-31")),
    "after:2026": (on("2026-01-01"), on("2025-12-31")),
    "before:2026-08-20": (on("2026-08-19"), on("2026-08-20")),
    "before:2026-08": (on("2026-07-31"), on("2026-08-01")),
    "before:2026": (on("2025-12-31"), on("2026-01-01")),
    "on:2026-08-20": (on("2026-08-20"), on("2026-08-21")),
    "on:2026-08": (on("2026-08-31"), on("2026-09-01")),
    "on:2026": (on("2026-12-31"), on("2027-01-01")),
    "after:7d": (on("2026-08-20"), on("2026-08-19")),
    "after:2w": (on("2026-08-13"), on("2026-08-12")),
    "after:3m": (on("2026-05-27"), on("2026-05-26")),
    "after:1y": (on("2025-08-27"), on("2025-08-26")),
    "on:today": (on("2026-08-27"), on("2026-08-26")),
    "on:yesterday": (on("2026-08-26"), on("2026-08-27")),
    "before:today": (on("2026-08-26"), on("2026-08-27")),
    "upvotes:50": (upvoted(50), upvoted(49)),
    "upvotes:>=50": (upvoted(51), OTHER),
    "upvotes:>50": (upvoted(51), upvoted(50)),
    "upvotes:<50": (upvoted(49), upvoted(50)),
    "upvotes:<=3": (upvoted(3), OTHER),
    "upvotes:=50": (upvoted(50), upvoted(51)),
    "comments:>0": (SearchCandidate(replace(KNOTS, comments=1)), SearchCandidate(replace(KNOTS, comments=0))),
    "stars:>1000": (
        SearchCandidate(replace(KNOTS, github_stars=1001)),
        SearchCandidate(replace(KNOTS, github_stars=1000)),
    ),
    "has:code": (SearchCandidate(replace(KNOTS, github_repo="https://github.com/a/b")), OTHER),
    "has:models": (SearchCandidate(replace(KNOTS, models=2)), SearchCandidate(replace(KNOTS, models=0))),
    "has:project": (SearchCandidate(replace(KNOTS, project_page="https://example.org")), OTHER),
    "has:summary": (SearchCandidate(replace(KNOTS, ai_summary="Ropes.")), OTHER),
    "has:abstract": (LAMP_ALONE, OTHER),
    "has:note": (kept(Status.READ, note="Lamps."), kept()),
    "is:new": (marked(Mark.NEW), marked(Mark.SEEN)),
    "is:seen": (marked(Mark.SEEN), marked(Mark.READ)),
    "is:unread": (marked(Mark.SEEN), marked(Mark.SKIPPED)),
    "is:read": (marked(Mark.READ), kept(Status.READ)),
    "is:hidden": (marked(Mark.SKIPPED), marked(Mark.READ)),
    "is:bookmarked": (kept(), OTHER),
    "is:author-active": (SearchCandidate(replace(KNOTS, is_author_active=True)), OTHER),
    "tag:to-cite": (kept(Status.READ, "To-Cite"), kept(Status.READ, "to-cite-later")),
    "tag:c++": (kept(Status.READ, "C++"), kept(Status.READ, "C")),
    "status:to-read": (kept(), OTHER),
    "status:reading": (kept(Status.READING), kept()),
    "status:read": (kept(Status.READ), marked(Mark.READ)),
}
"""What an example finds, and what it leaves out."""


def rows() -> list[str]:
    """Return the first cell of every row of the table of filters."""
    table = PAGE.split("\n## ", 1)[0]
    return [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines() if line.startswith("| `")]


def test_every_example_of_the_table_is_tried_and_no_other() -> None:
    written = [example for row in rows() for example in re.findall(r"`([^`]+)`", row)]
    assert written == list(FINDS)


@pytest.mark.parametrize("text", FINDS)
def test_an_example_finds_what_it_should_and_leaves_out_what_it_should(text: str) -> None:
    query = Query.parse(text, TODAY)
    found, left_out = FINDS[text]
    assert query.unfinished is None
    assert query.matches(found)
    assert not query.matches(left_out)


def test_every_field_and_every_value_of_a_few_is_on_the_page() -> None:
    table = " ".join(rows())
    assert all(f"{name}:" in table for name in FIELDS)
    assert all(f"`has:{what}`" in table for what in Presence)
    assert all(f"`is:{state}`" in table for state in PaperState)
    assert all(f"`status:{status.replace(' ', '-')}`" in table for status in Status)


def test_the_filters_in_commands_are_queries() -> None:
    commands = re.findall(r"^paperreader (?:ls|export|search) .*$", PAGE, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        words = shlex.split(command)
        before = "--local" if "search" in words else "--filter"
        query = Query.parse(words[words.index(before) + 1], TODAY)
        assert not query.is_empty
        assert query.unfinished is None


def test_the_queries_of_trends_are_queries() -> None:
    commands = re.findall(r"^paperreader trends (.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        for text in itertools.takewhile(lambda word: not word.startswith("--"), shlex.split(command)):
            query = Query.parse(text, TODAY)
            assert not query.is_empty
            assert query.unfinished is None


def test_what_the_text_below_says_is_so() -> None:
    both = Query.parse("after:2026-08 before:2026-10", TODAY)
    days = ["2026-07-31", "2026-08-01", "2026-09-30", "2026-10-01"]
    assert [both.matches(on(day)) for day in days] == [False, True, True, False]
    assert not Query.parse("upvotes:<3", TODAY).matches(OTHER)
    assert Query.parse("-upvotes:>=3", TODAY).matches(OTHER)
    for text in ("https://example.org", "11:30", "GPT-4:", "LoRA:", '"titel:lamp"'):
        assert len(Query.parse(text, TODAY).words) == 1
    with pytest.raises(QueryError):
        Query.parse("titel:lamp", TODAY)
    for text in ("title:", "is:unr", "after:2026-0", "a OR", "-", "("):
        assert Query.parse(text, TODAY).unfinished is not None
    Query.parse("(" * 50 + "a" + ")" * 50, TODAY)
