"""What a query finds, what it needs to know, and when it can only find less than another."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.bookmarks.bookmark import Bookmark, Status
from paperreader.domain.papers.marks import Mark
from paperreader.domain.papers.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate, TextField, search_text
from paperreader.domain.query.syntax_tree import Term
from paperreader.errors import QueryError
from tests.strategies import candidates, few_words, papers, terms

TODAY = date(2026, 8, 21)

LAMP = Paper(
    key=PaperKey("2608.01234"),
    title="A Small Lamp: State-of-the-Art Reading by [MASK] Light",
    abstract="Fréchet distances of long letters, measured at dusk.",
    authors=(Author("Anne-Marie Ørsted"), Author("李 明")),
    organization=Organization("lamp-lab", "Lamp Laboratory"),
    submitted_by=Submitter("carla"),
    submitted_at=datetime(2026, 8, 21, tzinfo=UTC),
    ai_summary="Moving the letter is cheaper.",
    ai_keywords=("illumination", "C++"),
    upvotes=12,
)


def parsed(text: str) -> Query:
    return Query.parse(text, TODAY)


def parsed_or_nothing(text: str) -> Query:
    try:
        return parsed(text)
    except QueryError:
        return Query()


def typed() -> SearchStrategy[str]:
    """What somebody types: the same few words, quoted, refused, run together, or anything at all."""
    terms = st.sampled_from(["a", "ab", "b", "-a", "-ab", "-abc", "-b", '"a b"', '-"a b"', '"a'])
    few_terms = st.lists(terms, max_size=3).map(" ".join)
    return few_terms | st.text(st.sampled_from('abc á1--""  '), max_size=12) | st.text(max_size=12)


def papers_of_few_words() -> SearchStrategy[Paper]:
    return st.builds(Paper, key=st.just(PaperKey("2608.01234")), title=few_words(), abstract=few_words())


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("", True),
        ("lamp", True),
        ("LaMp", True),
        ("lam", True),
        ("amp", False),
        ("small lamp", True),
        ("lamp small", True),
        ('"small lamp"', True),
        ('"lamp small"', False),
        ('"small la', True),
        ('"mall lamp"', False),
        ("lamp candle", False),
        ("lamp -candle", True),
        ("lamp -letters", False),
        ("-lam", False),
        ("-amp", True),
        ('-"lamp small"', True),
        ('-"small lamp"', False),
        ("state-of-the-art", True),
        ("state of the art", True),
        ("stateoftheart", False),
        ("[mask]", True),
        ("frechet", True),
        ("FRÉCHET", True),
        ("dusk", True),
        ("anne-marie", True),
        ("marie", True),
        ("李", True),
        ("明", True),
        ("laboratory", True),
        ("cheaper", True),
        ("illumin", True),
        ("c++", True),
        ("2608.01234", True),
        ("2608.01", True),
        ("01234", True),
        ("carla", False),
        ("12", False),
        ("2026", False),
        (".*", True),
        ("none", False),
    ],
)
def test_words_are_looked_for_at_the_beginning_of_words(text: str, is_found: bool) -> None:
    assert parsed(text).matches(SearchCandidate(LAMP)) is is_found


def test_of_the_sample_its_own_summaries_are_searched() -> None:
    paper = Paper(key=PaperKey("2608.01234"), title="Knots", synopsis="A rope that is too short.")
    assert parsed("rope").matches(SearchCandidate(paper))


@pytest.mark.parametrize(("text", "is_found"), [("lamp", True), ("knot", False), ("title", False)])
def test_a_paper_known_by_its_title_is_found_by_words_of_its_title_only(text: str, is_found: bool) -> None:
    paper = Paper(key=PaperKey.from_title("A Lamp"), title="A Lamp")
    assert parsed(text).matches(SearchCandidate(paper)) is is_found


@given(papers(), st.data())
def test_a_paper_is_found_by_the_beginning_of_any_word_of_it(paper: Paper, data: st.DataObject) -> None:
    words = search_text(paper).split()
    if words:
        word = data.draw(st.sampled_from(words))
        start = word[: data.draw(st.integers(1, len(word)))]
        assert parsed(start).matches(SearchCandidate(paper))
        assert not parsed(f"-{start}").matches(SearchCandidate(paper))


@given(papers(), st.data())
def test_a_paper_is_found_by_what_it_says_as_it_says_it(paper: Paper, data: st.DataObject) -> None:
    said = [paper.title, paper.abstract or "", *(author.name for author in paper.authors)]
    phrase = data.draw(st.sampled_from(said)).replace('"', " ")
    assert parsed(f'"{phrase}"').matches(SearchCandidate(paper))


@given(typed(), typed(), st.sampled_from(["", " ", "-"]), papers_of_few_words())
def test_a_query_that_narrows_another_finds_nothing_the_other_does_not(
    former: str, more: str, between: str, paper: Paper
) -> None:
    for first, second in ((former, more), (more, former), (former, f"{former}{between}{more}")):
        query, narrower = parsed_or_nothing(first), parsed_or_nothing(second)
        if narrower.narrows(query) and narrower.matches(SearchCandidate(paper)):
            assert query.matches(SearchCandidate(paper))


@given(typed(), typed(), papers())
def test_narrowing_holds_for_papers_of_every_kind(former: str, more: str, paper: Paper) -> None:
    query, narrower = parsed_or_nothing(former), parsed_or_nothing(f"{former} {more}")
    if narrower.narrows(query) and narrower.matches(SearchCandidate(paper)):
        assert query.matches(SearchCandidate(paper))


@pytest.mark.parametrize(
    ("former", "now", "narrows"),
    [
        pytest.param("", "l", True, id="the first letter"),
        pytest.param("l", "la", True, id="one more letter"),
        pytest.param("la", "l", False, id="one letter less"),
        pytest.param("lamp", "", False, id="everything deleted"),
        pytest.param("lamp", "lamp", True, id="nothing changed"),
        pytest.param("lamp", "lamp ", True, id="a space"),
        pytest.param("lamp", "lamp l", True, id="the next word"),
        pytest.param("lamp", "lamp -l", True, id="a word refused"),
        pytest.param("-l", "-la", False, id="a longer word refused lets more through"),
        pytest.param("-la", "-l", True, id="a shorter word refused"),
        pytest.param("lamp -la", "lamp", False, id="no longer refused"),
        pytest.param("small lamp", "lamp small", True, id="the same words"),
        pytest.param("small lamp", '"small lamp"', True, id="the words as a phrase"),
        pytest.param('"small lamp"', "small lamp", False, id="the phrase as words"),
        pytest.param('"small l', '"small la', True, id="a phrase being typed"),
        pytest.param("art", "state-of-the-art", True, id="a phrase with the word in it"),
        pytest.param("amp", "lamp", False, id="the middle of a word"),
        pytest.param("lamp", "-lamp", False, id="the opposite"),
    ],
)
def test_typing_on_narrows(former: str, now: str, narrows: bool) -> None:
    assert parsed(now).narrows(parsed(former)) is narrows


@given(typed(), few_words())
def test_another_wanted_word_always_narrows(text: str, more: str) -> None:
    query = parsed_or_nothing(text if text.count('"') % 2 == 0 else text + '"')
    assert query.narrows(query)
    assert query.narrows(Query())
    assert parsed(f"({query}) {more}").narrows(query)


@pytest.mark.parametrize(
    ("former", "now", "narrows"),
    [
        ("a OR b", "a", True),
        ("a", "a OR b", False),
        ("a OR b", "b OR a", True),
        ("a OR b", "ab OR ba", True),
        ("a OR b", "(a OR b) c", True),
        ("a c OR b", "a cd OR b", True),
        ("a (b OR c)", "a b", True),
        ("-(a OR b)", "-a", False),
        ("-a", "-(a OR b)", True),
        ("-(a b)", "-a", True),
        ("title:l", "title:lamp", True),
        ("title:lamp", "abstract:lamp", False),
        ("title:lamp", "lamp", False),
        ("after:2026-08-20", "after:2026-08-21", True),
        ("after:2026-08-20", "on:2026-08-21", True),
        ("after:2026-08-20", "before:2026-08-21", False),
        ("after:2026-08", "on:2026-08", True),
        ("on:2026-08", "on:2026-08-31", True),
        ("on:2026-08", "after:2026-08", False),
        ("before:2026-08-21", "before:2026-08-20", True),
        ("before:2026-08-20", "before:2026-08-21", False),
        ("upvotes:5", "upvotes:50", True),
        ("upvotes:>5", "upvotes:=6", True),
        ("upvotes:>5", "upvotes:>=5", False),
        ("upvotes:<5", "upvotes:<=4", True),
        ("upvotes:5", "comments:50", False),
        ("is:unread", "is:new", True),
        ("is:unread", "is:seen", True),
        ("is:new", "is:unread", False),
        ("is:unread", "is:read", False),
        ("has:code", "has:code tag:x", True),
        ("tag:x", "tag:xy", False),
        ("status:read", "status:read", True),
    ],
)
def test_what_is_typed_on_or_changed_narrows_where_that_is_sure(former: str, now: str, narrows: bool) -> None:
    assert parsed(now).narrows(parsed(former)) is narrows


@given(terms(), terms(), st.lists(candidates(), min_size=1, max_size=5))
def test_narrowing_is_sound(former: Term, term: Term, asked: list[SearchCandidate]) -> None:
    query, more = Query(former), Query(term)
    for narrower in (more, parsed(f"({query}) ({more})"), parsed(f"-({query}) OR ({more})")):
        if narrower.narrows(query):
            assert all(query.matches(candidate) for candidate in asked if narrower.matches(candidate))


def test_long_queries_are_compared_in_no_time() -> None:
    alternating = "x"
    for n in range(40):
        alternating = f"(a{n} {alternating})" if n % 2 else f"(b{n} OR {alternating})"
    words = " ".join(f"w{n}" for n in range(2_000))
    assert not parsed(f"{alternating} y").narrows(parsed(f"{alternating} z"))
    assert parsed(words).narrows(parsed(words))
    assert not parsed(f"{words} more").narrows(parsed(words))


# Together -------------------------------------------------------------------------------------------------------


@given(terms(), terms(), candidates())
def test_or_is_the_union_side_by_side_the_intersection_and_minus_the_rest(
    first: Term, second: Term, candidate: SearchCandidate
) -> None:
    a, b = Query(first), Query(second)
    has_a, has_b = a.matches(candidate), b.matches(candidate)
    assert parsed(f"({a}) OR ({b})").matches(candidate) is (has_a or has_b)
    assert parsed(f"({a}) ({b})").matches(candidate) is (has_a and has_b)
    assert parsed(f"-({a})").matches(candidate) is not has_a
    assert parsed(f"-(-({a}))") == a


@given(terms(), candidates())
def test_what_a_query_does_not_need_does_not_change_what_it_matches(
    term: Term, candidate: SearchCandidate
) -> None:
    query = Query(term)
    is_found = query.matches(candidate)
    if not query.needs_marks:
        for mark in Mark:
            candidate.mark = mark
            assert query.matches(candidate) is is_found
    if not query.needs_bookmarks:
        candidate.bookmark = None
        assert query.matches(candidate) is is_found


@given(terms(), candidates(), candidates())
def test_a_candidate_remembers_nothing_of_a_bookmark_it_no_longer_has(
    term: Term, candidate: SearchCandidate, other: SearchCandidate
) -> None:
    query = Query(term)
    query.matches(candidate)
    candidate.mark, candidate.bookmark = other.mark, other.bookmark
    assert query.matches(candidate) is query.matches(
        SearchCandidate(candidate.paper, candidate.mark, candidate.bookmark)
    )


@pytest.mark.parametrize(
    ("text", "needs_marks", "needs_bookmarks"),
    [
        ("", False, False),
        ("lamp", False, True),
        ("title:lamp upvotes:5 after:2026", False, False),
        ("has:code OR has:abstract", False, False),
        ("has:note", False, True),
        ("is:kept", False, True),
        ("is:author-active", False, False),
        ("-(title:a OR is:unread)", True, False),
        ("is:new tag:x", True, True),
        ("status:read", False, True),
    ],
)
def test_a_query_tells_what_must_be_known(text: str, needs_marks: bool, needs_bookmarks: bool) -> None:
    query = parsed(text)
    assert (query.needs_marks, query.needs_bookmarks) == (needs_marks, needs_bookmarks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Small LAMP", ["small", "lamp"]),
        ('a "b c" -d', ["a", "b c"]),
        ("a (b OR -c) -(d -e)", ["a", "b", "e"]),
        ("title:a upvotes:5 is:new f", ["f"]),
    ],
)
def test_the_words_to_highlight_are_those_wanted_anywhere(text: str, words: list[str]) -> None:
    assert list(parsed(text).words) == words


@pytest.mark.parametrize(
    ("field", "words"),
    [(TextField.TITLE, ("b", "d", "a")), (TextField.AUTHOR, ("b", "d", "c")), (TextField.SUBMITTER, ("e",))],
)
def test_in_a_part_what_is_wanted_there_is_highlighted_too(field: TextField, words: tuple[str, ...]) -> None:
    assert parsed("title:a b author:c -title:x OR d submitter:e -f").words_in(field) == words


def test_no_phrase_runs_from_one_text_into_the_next() -> None:
    for text in ('"light frechet"', '"dusk moving"', '"orsted 李"', '"illumination c"', '"lab lamp lab"'):
        assert not parsed(text).matches(SearchCandidate(LAMP))
    assert parsed('"lamp lab"').matches(SearchCandidate(LAMP))


# What the fields find -------------------------------------------------------------------------------------------

KEPT = Bookmark(
    paper=LAMP,
    kept_at=datetime(2026, 8, 22, tzinfo=UTC),
    status=Status.READING,
    tags=("Été", "to-cite"),
    note="Read at dawn.\nTwice.",
)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("to-cite", True),
        ("dawn twice", True),
        ('"cite read"', False),
        ('"lamp laboratory ete"', False),
        ("tag:ETE", True),
        ("tag:#to-cite", True),
        ("tag:to", False),
        ("status:reading", True),
        ("status:read", False),
        ("has:note", True),
        ("is:kept", True),
        ("title:lamp", True),
        ("title:dusk", False),
        ("title:to-cite", False),
        ('author:"orsted 李"', False),
        ("author:李", True),
        ("org:lamp-lab", True),
        ('org:"lamp laboratory"', True),
        ("org:lab", True),
        ("submitter:CARLA", True),
        ('keyword:"illumination c"', False),
        ("upvotes:12", True),
        ("upvotes:13", False),
        ("comments:<5", False),
        ("-comments:<5", True),
        ("stars:0", False),
        ("after:2026-08-21", True),
        ("before:2026-08-21", False),
        ("after:2026-08-22", False),
        ("before:2026-08-22", True),
        ("after:0d", True),
        ("after:999999y", True),
        ("before:999999d", False),
    ],
)
def test_a_kept_paper_is_found_by_its_facts_and_by_its_readers_words(text: str, is_found: bool) -> None:
    assert parsed(text).matches(SearchCandidate(LAMP, Mark.SEEN, KEPT)) is is_found


def test_the_day_of_a_paper_is_that_on_daily_papers_else_that_on_arxiv_else_unknown() -> None:
    on_arxiv = datetime(2026, 8, 1, 23, 59, tzinfo=UTC)
    both = Paper(key=LAMP.key, title="", submitted_at=LAMP.submitted_at, published_at=on_arxiv)
    arxiv_only = Paper(key=LAMP.key, title="", published_at=on_arxiv)
    unknown = Paper(key=LAMP.key, title="")
    first, second = parsed("on:2026-08-01"), parsed("on:2026-08-21")
    assert [first.matches(SearchCandidate(paper)) for paper in (both, arxiv_only, unknown)] == [
        False,
        True,
        False,
    ]
    assert [second.matches(SearchCandidate(paper)) for paper in (both, arxiv_only, unknown)] == [
        True,
        False,
        False,
    ]
    assert not any(
        parsed(text).matches(SearchCandidate(unknown)) for text in ("after:0001", "before:9999-12-31")
    )


@pytest.mark.parametrize("state", Mark)
def test_marks_are_asked_for_as_they_are(state: Mark) -> None:
    for mark in Mark:
        assert parsed(f"is:{state}").matches(SearchCandidate(LAMP, mark)) is (mark is state)
        assert parsed("is:unread").matches(SearchCandidate(LAMP, mark)) is mark.is_unread


def test_a_question_is_all_that_is_wanted_in_plain_words() -> None:
    query = Query.parse('lamp author:"Ada Example" -candle (title:dusk OR dusk) is:unread', date(2026, 8, 21))
    assert query.question == "lamp ada example dusk"
    assert Query().question == ""
