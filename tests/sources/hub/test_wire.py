import contextlib
import json
import string
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.text import clean, clean_lines
from paperreader.errors import SourceChanged
from paperreader.sources.hub.wire import error_text, listing_from_json, paper_from_json, posts_from_json
from tests.hub import OMIT, Entry, entry
from tests.hub.comments import comment

MIDNIGHT = datetime(2026, 8, 21, tzinfo=UTC)


def listed(*entries: object, day: date | None = None) -> tuple[Paper, ...]:
    return listing_from_json(json.dumps(entries).encode(), edition_day=day).papers


def one(item: Entry, day: date | None = None) -> Paper:
    (paper,) = listed(item, day=day)
    return paper


def inside(item: Entry) -> Entry:
    paper = item["paper"]
    assert isinstance(paper, dict)
    return paper


def test_every_field_of_an_entry_arrives() -> None:
    paper = one(
        entry(
            id="2608.90001",
            title="Lanterns",
            upvotes=7,
            day="2026-08-21",
            summary="What lanterns do.",
            authors=["Ada Abara"],
            numComments=3,
            submittedBy="night-owl",
            organization="lamp-works",
            ai_summary="Lanterns shine.",
            ai_keywords=["light", "glass"],
            ai_summary_model="lamps/model",
            projectPage="https://lanterns.example",
            githubRepo="https://github.com/lamps/lanterns",
            githubStars=41,
            numTotalModels=5,
            thumbnail="https://pictures.example/lanterns.png",
            mediaUrls=["https://pictures.example/one.mp4"],
            discussionId="abc123",
            isAuthorParticipating=True,
            publishedAt="2026-08-19T00:00:00.000Z",
            withdrawnAt="2026-08-22T08:00:00.000Z",
        )
    )
    assert paper == Paper(
        key=PaperKey("2608.90001"),
        title="Lanterns",
        abstract="What lanterns do.",
        authors=(Author("Ada Abara", is_hidden=False),),
        published_at=datetime(2026, 8, 19, tzinfo=UTC),
        submitted_at=MIDNIGHT,
        submitted_by=Submitter("night-owl", "Night Owl"),
        organization=Organization("lamp-works", "Lamp Works"),
        upvotes=7,
        comments=3,
        ai_summary="Lanterns shine.",
        ai_keywords=("light", "glass"),
        ai_model="lamps/model",
        project_page="https://lanterns.example",
        github_repo="https://github.com/lamps/lanterns",
        github_stars=41,
        models=5,
        thumbnail="https://pictures.example/lanterns.png",
        media_urls=("https://pictures.example/one.mp4",),
        discussion_id="abc123",
        is_author_active=True,
        withdrawn_at=datetime(2026, 8, 22, 8, tzinfo=UTC),
    )
    bare = Paper(key=paper.key, title=paper.title)
    unknown = {each for each in Paper.__struct_fields__ if getattr(paper, each) == getattr(bare, each)}
    # Synopsis and category are told by other sources; `source` by no answer of the Hub that was seen so far.
    assert unknown - {"key", "title"} == {"synopsis", "category", "source"}


def test_what_is_not_said_is_unknown() -> None:
    paper = one({"paper": {"id": "2608.90001"}, "title": "Lanterns"})
    assert paper == Paper(key=PaperKey("2608.90001"), title="Lanterns")


def test_no_votes_and_no_comments_are_none_at_all_and_not_unknown() -> None:
    paper = one(entry(upvotes=0, numComments=0, githubStars=0))
    assert (paper.upvotes, paper.comments, paper.github_stars) == (0, 0, 0)


def test_null_is_unknown() -> None:
    paper = one(entry(upvotes=None, authors=None, organization=None, submittedBy=None, publishedAt=None))
    assert (paper.upvotes, paper.organization, paper.submitted_by, paper.published_at) == (None,) * 4
    assert paper.authors == ()


@pytest.mark.parametrize("value", [-1, 2.5, "7", True, False, None, [], {}, 2**53, 10**400, float("inf")])
def test_what_is_no_count_is_unknown(value: object) -> None:
    paper = one(entry(upvotes=value, numComments=value, githubStars=value))
    assert (paper.upvotes, paper.comments, paper.github_stars) == (None, None, None)


def test_a_whole_number_with_a_decimal_point_is_a_count() -> None:
    assert one(entry(upvotes=7.0)).upvotes == 7


def test_the_outer_date_of_publication_is_never_used() -> None:
    around = one(entry(publishedAt=OMIT, outer={"publishedAt": "2026-08-20T20:00:00.000Z"}))
    assert around.published_at is None
    both = one(
        entry(publishedAt="2026-08-19T00:00:00.000Z", outer={"publishedAt": "2026-08-18T20:00:00.000Z"})
    )
    assert both.published_at == datetime(2026, 8, 19, tzinfo=UTC)


def test_a_paper_listed_on_a_day_was_submitted_on_it() -> None:
    item = entry(submittedOnDailyAt=OMIT)
    assert one(item, day=date(2026, 8, 21)).submitted_at == MIDNIGHT
    assert one(item).submitted_at is None
    said = entry(submittedOnDailyAt="2026-08-20T11:30:00.000Z")
    assert one(said, day=date(2026, 8, 21)).submitted_at == datetime(2026, 8, 20, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-08-21T00:00:00.000Z", MIDNIGHT),
        ("2026-08-21T02:00:00+02:00", MIDNIGHT),
        ("2026-08-21T00:00:00", MIDNIGHT),
        ("2026-08-21", MIDNIGHT),
        (" 2026-08-21 ", MIDNIGHT),
        ("yesterday", None),
        ("", None),
        ("2026-13-40", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("２０２６-08-21", None),
        ("\ud800", None),
        (1_787_270_400_000, None),
    ],
)
def test_a_time_is_aware_and_in_utc_or_unknown(text: object, moment: datetime | None) -> None:
    assert one(entry(withdrawnAt=text)).withdrawn_at == moment
    assert one(entry(submittedOnDailyAt=text)).submitted_at == moment


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system can't be moved to another time zone")
def test_a_time_without_a_zone_is_utc_wherever_the_reader_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        moment = one(entry(submittedOnDailyAt="2026-08-21T00:00:00")).submitted_at
    time.tzset()
    assert moment == MIDNIGHT


def test_the_title_around_the_paper_wins() -> None:
    assert one(entry(title="Inner", outer={"title": "Outer"})).title == "Outer"
    assert one(entry(title="Inner", outer={"title": OMIT})).title == "Inner"
    assert one(entry(title="Inner", outer={"title": ""})).title == "Inner"
    assert one(entry(title="Inner", outer={"title": 7})).title == "Inner"


def test_a_paper_with_an_empty_title_is_a_paper() -> None:
    assert one(entry(title="")).title == ""
    assert one(entry(title=" \u200b ")).title == ""


def test_the_abstract_inside_the_paper_wins() -> None:
    assert one(entry(summary="Inner", outer={"summary": "Outer"})).abstract == "Inner"
    assert one(entry(summary="", outer={"summary": "Outer"})).abstract == "Outer"


@pytest.mark.parametrize(
    "item",
    [
        7,
        None,
        "text",
        [],
        {},
        {"paper": 7, "title": "No paper"},
        {"paper": None, "id": "2608.90001", "title": "A broken paper is not a flat one"},
        entry(id=OMIT),
        entry(id=2608.90001),
        entry(id="not-an-id"),
        entry(id="2608.90001\x1b[31m"),
        entry(id="title:lanterns"),
        entry(title=OMIT),
        entry(title=None),
        entry(title=["Lanterns"]),
    ],
)
def test_an_entry_without_id_or_title_is_left_out_and_counted(item: object) -> None:
    body = json.dumps([item, entry(id="2608.90002")]).encode()
    entries = listing_from_json(body, edition_day=None)
    assert [paper.key for paper in entries.papers] == ["2608.90002"]
    assert entries.left_out == 1


def test_a_list_of_which_nothing_is_understood_is_a_failure_and_not_an_empty_day() -> None:
    with pytest.raises(SourceChanged, match="not understood"):
        listed({"paper": {"identifier": "2608.90001"}}, {"paper": {"identifier": "2608.90002"}})


def test_an_empty_list_is_a_day_without_papers() -> None:
    assert listed() == ()


def test_an_id_may_be_of_the_old_kind_and_have_spaces_around_it() -> None:
    assert one(entry(id=" math/0309136 ")).key == "math/0309136"


def test_every_text_is_made_harmless() -> None:
    hostile = "one\n\x1b[31mtwo\u202e  three\ud800"
    user = {"name": hostile, "fullname": hostile}
    paper = one(
        entry(
            title=hostile,
            summary=hostile,
            authors=[{"name": hostile, "status": hostile, "user": {"user": hostile}}],
            submittedBy=user,
            organization=user,
            ai_summary=hostile,
            ai_summary_model=hostile,
            ai_keywords=[hostile],
            discussionId=hostile,
        )
    )
    harmless = "one two three\ufffd"
    assert paper.title == paper.abstract == paper.ai_summary == paper.ai_model == harmless
    assert paper.discussion_id == harmless
    assert paper.ai_keywords == (harmless,)
    assert paper.authors == (Author(harmless, username=harmless, status=harmless),)
    assert paper.submitted_by == Submitter(harmless, harmless)
    assert paper.organization == Organization(harmless, harmless)


def test_authors_without_a_name_are_left_out_and_hidden_ones_kept() -> None:
    paper = one(
        entry(
            authors=[
                {"name": "Ada Abara", "hidden": True},
                {"name": " "},
                {"hidden": False},
                7,
                {"name": "Bruno Gatto", "user": {"user": "bruno"}, "status": "claimed_verified"},
                {"name": "Celia Weng", "user": {"name": "celia"}, "hidden": "yes"},
                {"name": "Dara Cole", "user": "dara", "status": 1},
                {
                    "name": "Eda Ede",
                    "user": {"fullname": "Eda A. Ede"},
                    "statusLastChangedAt": "2026-08-18T09:12:44Z",
                },
            ]
        )
    )
    assert paper.authors == (
        Author("Ada Abara", is_hidden=True),
        Author("Bruno Gatto", username="bruno", status="claimed_verified"),
        Author("Celia Weng", username="celia"),
        Author("Dara Cole"),
        Author(
            "Eda Ede", fullname="Eda A. Ede", status_changed_at=datetime(2026, 8, 18, 9, 12, 44, tzinfo=UTC)
        ),
    )


@pytest.mark.parametrize(
    ("around", "within", "username"),
    [
        ({"name": "outer"}, {"user": "inner"}, "outer"),
        (OMIT, {"user": "inner", "name": "same"}, "inner"),
        (OMIT, {"name": "inner"}, "inner"),
        ({"fullname": "No user name"}, {"user": "inner"}, "inner"),
        ("outer", {"user": "inner"}, "inner"),
    ],
)
def test_the_submitter_is_named_around_or_inside_the_paper(
    around: object, within: object, username: str
) -> None:
    item = entry(submittedOnDailyBy=within, submittedBy=OMIT)
    if around is not OMIT:
        item["submittedBy"] = around
    assert one(item).submitted_by == Submitter(username)


def test_the_organization_is_named_around_or_inside_the_paper() -> None:
    item = entry(organization={"name": "lamp-works", "fullname": " "})
    assert one(item).organization == Organization("lamp-works")
    item["organization"] = {"name": "glass-works", "fullname": "Glass Works"}
    assert one(item).organization == Organization("glass-works", "Glass Works")
    del item["organization"]
    assert one(item).organization == Organization("lamp-works")
    inside(item)["organization"] = {"fullname": "No name for the address"}
    assert one(item).organization is None


def test_empty_keywords_are_dropped() -> None:
    assert one(entry(ai_keywords=["light", "", " ", None, 7, "glass"])).ai_keywords == ("light", "glass")


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (" https://lanterns.example/a?b=c ", "https://lanterns.example/a?b=c"),
        ("HTTP://lanterns.example", "HTTP://lanterns.example"),
        ("https://lanterns.example/a b", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("lanterns.example", None),
        ("https://", None),
        ("https:///path", None),
        ("", None),
        (["https://lanterns.example"], None),
    ],
)
def test_a_link_is_a_web_address_without_white_space(link: object, kept: str | None) -> None:
    paper = one(entry(projectPage=link, githubRepo=link, thumbnail=link, mediaUrls=[link]))
    assert paper.project_page == paper.github_repo == paper.thumbnail == kept
    assert paper.media_urls == ((kept,) if kept else ())


def test_media_are_named_inside_or_around_the_paper() -> None:
    links = ["https://pictures.example/one.png", 7]
    assert one(entry(outer={"mediaUrls": links})).media_urls == ("https://pictures.example/one.png",)
    assert one(entry(mediaUrls=links, outer={"mediaUrls": []})).media_urls == (links[0],)


def test_a_search_result_is_an_entry_with_more_around_it() -> None:
    item = entry(
        submittedBy=OMIT,
        submittedOnDailyAt=OMIT,
        submittedOnDailyBy=OMIT,
        outer={
            "upvoted": False,
            "highlightedTitle": [{"type": "highlight", "text": "Lanterns"}],
            "highlightedSummary": [{"type": "text", "text": "What lanterns do."}],
        },
    )
    paper = one(item)
    assert paper.submitted_at is None
    assert paper.submitted_by is None


def test_a_single_paper_is_flat_and_has_no_comment_count() -> None:
    flat = inside(entry(id="2608.90001", title="Lanterns", upvotes=7, submittedBy="night-owl"))
    paper = paper_from_json(json.dumps(flat | {"linkedModels": []}).encode())
    assert (paper.key, paper.title, paper.upvotes, paper.comments) == ("2608.90001", "Lanterns", 7, None)
    assert paper.published_at is not None
    assert paper.submitted_at == MIDNIGHT
    assert paper.submitted_by == Submitter("night-owl", "Night Owl")


def test_half_a_surrogate_pair_costs_one_character_and_not_the_listing() -> None:
    body = rb'[{"paper": {"id": "2608.90001", "ai_summary": "cut in an emoji \ud83d"}, "title": "Lanterns"}]'
    (paper,) = listing_from_json(body, edition_day=None).papers
    assert paper.ai_summary == "cut in an emoji \ufffd"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"null", "a list was expected"),
        (b"{}", "a list was expected"),
        (b"7", "a list was expected"),
        (b'"text"', "a list was expected"),
        (b"[[]]", "no entry has an id and a title"),
        (b"[", "it is not JSON"),
        (b'[{"paper": ', "it is not JSON"),
        (b"<!doctype html>", "it is not JSON"),
        (b'["\xff\xfe"]', "it is not UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "it is nested too deeply"),
        (b"[" * 1_000_000 + b"]" * 1_000_000, "it has too many parts"),
        (b"[" + b"[]," * 1_000_000 + b"[]]", "it has too many parts"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_a_body_that_is_no_listing_is_named_as_what_it_is(body: bytes, reason: str) -> None:
    with pytest.raises(SourceChanged, match="answer was not understood") as caught:
        listing_from_json(body, edition_day=None)
    assert reason in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("votes", ["NaN", "Infinity", "-Infinity", "1e400", "1" * 5000, "-" + "9" * 30])
def test_a_number_that_is_none_is_unknown_and_costs_nothing_else(votes: str) -> None:
    (paper,) = listing_from_json(
        b'[{"paper": {"id": "2608.90001", "title": "Lanterns", "upvotes": %b}}]' % votes.encode(),
        edition_day=None,
    ).papers
    assert (paper.title, paper.upvotes) == ("Lanterns", None)


def test_a_key_that_comes_twice_is_what_it_is_the_last_time() -> None:
    (paper,) = listing_from_json(
        b'[{"paper": {"id": null, "id": "2608.90001", "title": "First", "title": "Last"}}]', edition_day=None
    ).papers
    assert (paper.key, paper.title) == ("2608.90001", "Last")


def test_a_text_that_is_longer_than_any_real_one_is_cut_and_says_so() -> None:
    paper = one(entry(title="light " * 1_000_000, summary="x" * 20_000))
    assert len(paper.title) <= 20_001
    assert paper.title.endswith("light li…")
    assert paper.abstract == "x" * 20_000


def test_a_comment_that_is_longer_than_any_real_one_is_cut_and_says_so() -> None:
    body = json.dumps({"id": "2608.90001", "title": "t", "comments": [comment("1", "a\n" * 1_000_000)]})
    (said,) = posts_from_json(body.encode()).comments
    assert len(said.text) <= 200_001
    assert said.text.endswith("a\n…")


def test_more_entries_than_anybody_asks_for_are_left_out_and_counted() -> None:
    items = [{"id": f"2608.{n:05}", "title": "t"} for n in range(1200)]
    found = listing_from_json(json.dumps(items).encode(), edition_day=None)
    assert (len(found.papers), found.left_out) == (1000, 200)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b'{"id": "2608.90001"}', b'{"title": "Lanterns"}']
)
def test_a_body_that_is_no_paper_is_named_so(body: bytes) -> None:
    with pytest.raises(SourceChanged, match="answer was not understood"):
        paper_from_json(body)


def test_an_error_is_quoted_in_one_short_harmless_line() -> None:
    assert (
        error_text(b'{"error": "Invalid input:\\n  date: \\u001b[31mno day"}')
        == "Invalid input: date: no day"
    )
    long = error_text(json.dumps({"error": "x" * 300}).encode())
    assert long is not None
    assert (len(long), long[-1]) == (200, "…")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"error": 7}',
        b'{"error": ""}',
        b'{"message": "no"}',
        json.dumps({"error": "no", "more": "x" * 20_000}).encode(),
    ],
)
def test_an_error_without_words_has_none(body: bytes) -> None:
    assert error_text(body) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
known = tuple(inside(entry()))
around_it = tuple(entry())
usernames = st.dictionaries(st.sampled_from(["user", "name", "fullname", "status", "hidden"]), anything)
likely = anything | usernames | st.lists(usernames, max_size=3)


def texts_of(paper: Paper) -> list[str | None]:
    who, where = paper.submitted_by, paper.organization
    return [
        paper.title,
        paper.abstract,
        paper.ai_summary,
        paper.ai_model,
        paper.project_page,
        paper.github_repo,
        paper.thumbnail,
        paper.discussion_id,
        *paper.ai_keywords,
        *paper.media_urls,
        *(text for author in paper.authors for text in (author.name, author.username, author.status)),
        *((who.username, who.fullname) if who else ()),
        *((where.name, where.fullname) if where else ()),
    ]


# How long one example takes depends on what else the machine does.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(
    within=st.dictionaries(st.sampled_from(known), likely),
    around=st.dictionaries(st.sampled_from(around_it), likely),
)
def test_no_value_in_any_field_harms(within: Entry, around: Entry) -> None:
    item = entry()
    sound = entry(id="2608.90002")
    strange = {**item, **around}
    if strange["paper"] is item["paper"]:
        strange["paper"] = {**inside(item), **within}
    entries = listing_from_json(json.dumps([strange, sound]).encode(), edition_day=None)
    assert len(entries.papers) + entries.left_out == 2
    for paper in entries.papers:
        assert paper.key.arxiv_id is not None
        for text in texts_of(paper):
            assert text is None or clean(text) == text
        for count in (paper.upvotes, paper.comments, paper.github_stars):
            assert count is None or (type(count) is int and 0 <= count < 2**53)
        for moment in (paper.published_at, paper.submitted_at, paper.withdrawn_at):
            assert moment is None or moment.tzinfo is UTC


@unhurried
@given(
    body=st.binary() | st.text(string.printable).map(str.encode) | anything.map(json.dumps).map(str.encode)
)
def test_any_bytes_are_understood_or_refused_in_words(body: bytes) -> None:
    error_text(body)
    for read in (paper_from_json, posts_from_json, lambda body: listing_from_json(body, edition_day=None)):
        with contextlib.suppress(SourceChanged):
            read(body)


in_a_comment = ("id", "type", "createdAt", "author", "data")
in_its_data = ("latest", "hidden", "hiddenReason", "parentCommentId", "reactions", "numEdits")


@given(
    around=st.dictionaries(st.sampled_from(in_a_comment), likely),
    data=st.dictionaries(st.sampled_from(in_its_data), likely),
    others=st.lists(anything, max_size=3),
)
def test_no_value_in_any_field_of_a_comment_harms(around: Entry, data: Entry, others: list[object]) -> None:
    strange = {**comment("a"), "data": data, **around}
    answer = {**inside(entry()), "comments": [strange, comment("sound"), *others]}
    posts = posts_from_json(json.dumps(answer).encode())
    assert len(posts.comments) + posts.events + posts.left_out == 2 + len(others)
    assert "sound" in {each.id for each in posts.comments}
    for each in posts.comments:
        assert clean_lines(each.text) == each.text
        for text in filter(None, (each.id, each.name, each.username, each.parent_id, each.hidden_reason)):
            assert clean(text) == text


def test_comments_that_can_not_be_understood_are_not_taken_for_none() -> None:
    answer = {**inside(entry()), "comments": [comment("a", None), comment("b", None)]}
    with pytest.raises(SourceChanged):
        posts_from_json(json.dumps(answer).encode())
