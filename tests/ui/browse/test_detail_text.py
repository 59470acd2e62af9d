"""The paragraphs of the detail."""

from datetime import UTC, date, datetime

from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.query.query import Query
from paperreader.ui.browse import detail_text


def test_what_is_unknown_is_left_out_and_never_a_zero() -> None:
    bare = Paper(key=PaperKey("title:a-bare-one"), title="A bare one")
    texts = [paragraph.text for paragraph in detail_text.detail(bare, all_authors=False, is_kept=False)]
    assert texts[:4] == ["A bare one", "", "", "Abstract"]
    assert not any(char in text for text in texts[:3] for char in "·0")
    assert not any("http" in text for text in texts)


def test_what_is_known_stands_in_three_lines_and_the_present_year_is_not_said() -> None:
    paper = Paper(
        key=PaperKey("2608.00001"),
        title="T",
        authors=(Author("Ada"), Author("Bo")),
        organization=Organization("Example Lab"),
        submitted_by=Submitter("akhaliq"),
        published_at=datetime(2025, 12, 31, tzinfo=UTC),
        submitted_at=datetime(2026, 8, 18, tzinfo=UTC),
        upvotes=128,
        comments=1,
        github_stars=2100,
    )
    set_ = detail_text.detail(
        paper, all_authors=False, is_kept=True, momentum="+37 since yesterday", year=2026
    )
    assert [paragraph.text for paragraph in set_[:6]] == [
        "T",
        "",
        "Ada, Bo",
        "Example Lab · arXiv 31 Dec 2025 · Daily Papers 18 Aug · by akhaliq",
        "★ bookmarked · 128 votes  +37 since yesterday · 1 comment · 2.1k stars",
        "",
    ]


def test_machine_made_text_says_so() -> None:
    paper = Paper(
        key=PaperKey("2608.00001"), title="T", ai_summary="It does.", ai_keywords=("a", "b"), ai_model="m/x"
    )
    apart = [
        paragraph.text
        for paragraph in detail_text.detail(paper, all_authors=False, is_kept=False)
        if paragraph.is_machine_made
    ]
    assert apart == [
        "In one sentence (machine-made by m/x)",
        "It does.",
        "",
        "Keywords (machine-made)",
        "a, b",
    ]


def test_of_a_text_longer_than_any_only_the_beginning_is_set() -> None:
    """As a file from elsewhere may hold it: to set megabytes a key would wait for seconds."""
    much = "tide " * 1_000_000
    paper = Paper(
        key=PaperKey("2608.00001"),
        title=much,
        abstract=much,
        authors=tuple(Author(f"Ada {number}") for number in range(100_000)),
        organization=Organization(much),
        submitted_by=Submitter(much),
        ai_summary=much,
        ai_keywords=(much,),
        github_repo=f"https://example.org/{'x' * 5_000_000}",
    )
    bookmark = Bookmark(
        paper=paper, kept_at=datetime(2026, 8, 21, tzinfo=UTC), note=much, tags=("x" * 5_000_000,)
    )
    for is_source in (False, True):
        set_ = detail_text.detail(paper, bookmark, all_authors=True, is_kept=True, is_source=is_source)
        *longest, authors = sorted(len(each.text) for each in set_)[-9:]
        assert authors == 200_001
        assert longest[-1] <= 20_020
        assert longest[0] == 20_001
        # The link is the whole one all the same.
        assert paper.github_repo in {each.url for each in set_}


def test_authors_organization_keywords_and_submitter_lead_to_their_papers() -> None:
    paper = Paper(
        key=PaperKey("2608.00001"),
        title="T",
        authors=(Author('Ada "the" Example'), Author("…"), Author("Böb")),
        organization=Organization("lamp-lab", "Lamp Lab"),
        submitted_by=Submitter("carla", "Carla C."),
        ai_keywords=("state space", "lamps"),
    )
    paragraphs = detail_text.detail(paper, all_authors=False, is_kept=False)
    links = [
        (paragraph.text[link.start : link.end], link.target)
        for paragraph in paragraphs
        for link in paragraph.links
        if not paragraph.url
    ]
    assert links == [
        ('Ada "the" Example', 'author:"Ada the Example"'),
        # What has no letter or digit can't be asked for.
        ("Böb", 'author:"Böb"'),
        ("Lamp Lab", 'org:"lamp-lab"'),
        ("by Carla C.", 'submitter:"carla"'),
        ("state space", 'keyword:"state space"'),
        ("lamps", 'keyword:"lamps"'),
    ]
    for _, query in links:
        assert Query.parse(query, date(2026, 8, 21)).unfinished is None
