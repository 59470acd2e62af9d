"""The filter grammar: what is typed, what it means, what it finds, and when it can only find less."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.paper import Author, Organization, Paper, PaperKey, Submitter
from paperreader.domain.query import Query, search_text
from paperreader.domain.text import fold
from tests.strategies import papers

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


def few_words() -> SearchStrategy[str]:
    """Words so few and so much alike that papers and queries made of them often meet."""
    return st.lists(st.sampled_from(["a", "ab", "abc", "b", "ba", "c", "á", "1"]), max_size=4).map(" ".join)


def typed() -> SearchStrategy[str]:
    """What somebody types: the same few words, quoted, refused, run together, or anything at all."""
    terms = st.sampled_from(["a", "ab", "b", "-a", "-ab", "-abc", "-b", '"a b"', '-"a b"', '"a'])
    few_terms = st.lists(terms, max_size=3).map(" ".join)
    return few_terms | st.text(st.sampled_from('abc á1--""  '), max_size=12) | st.text(max_size=12)


def papers_of_few_words() -> SearchStrategy[Paper]:
    return st.builds(Paper, key=st.just(PaperKey("2608.01234")), title=few_words(), abstract=few_words())


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("", [], []),
        ("   ", [], []),
        ("lamp", ["lamp"], []),
        ("Small LAMP", ["small", "lamp"], []),
        ("lamp\tlight\n", ["lamp", "light"], []),
        ('"small lamp"', ["small lamp"], []),
        ('"small lamp" light', ["small lamp", "light"], []),
        ('"small la', ["small la"], []),
        ('"', [], []),
        ('""', [], []),
        ("-lamp", [], ["lamp"]),
        ('-"small lamp"', [], ["small lamp"]),
        ('-"small la', [], ["small la"]),
        ("-", [], []),
        ("- lamp", ["lamp"], []),
        ("--lamp", [], ["lamp"]),
        ("!?", [], []),
        ("-!?", [], []),
        ("state-of-the-art", ["state of the art"], []),
        ("fréchet", ["frechet"], []),
        ("C++", ["c"], []),
        ("2608.01234", ["2608 01234"], []),
        ("[/red]", ["red"], []),
        ("lamp -light night", ["lamp", "night"], ["light"]),
        ("(a|b)* .+", ["a b"], []),
        ("ＦＵＬＬ", ["full"], []),
    ],
)
def test_what_is_typed_is_words_that_must_and_words_that_must_not_occur(
    text: str, wanted: list[str], unwanted: list[str]
) -> None:
    query = Query.parse(text)
    assert [term.removeprefix(" ") for term in query.wanted] == wanted
    assert [term.removeprefix(" ") for term in query.unwanted] == unwanted
    assert query.is_empty == (not wanted and not unwanted)


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
    assert Query.parse(text).matches(search_text(LAMP)) is is_found


def test_of_the_sample_its_own_summaries_are_searched() -> None:
    paper = Paper(key=PaperKey("2608.01234"), title="Knots", synopsis="A rope that is too short.")
    assert Query.parse("rope").matches(search_text(paper))


@pytest.mark.parametrize(("text", "is_found"), [("lamp", True), ("knot", False), ("title", False)])
def test_a_paper_known_by_its_title_is_found_by_words_of_its_title_only(text: str, is_found: bool) -> None:
    paper = Paper(key=PaperKey.from_title("A Lamp"), title="A Lamp")
    assert Query.parse(text).matches(search_text(paper)) is is_found


@given(papers(), st.data())
def test_a_paper_is_found_by_the_beginning_of_any_word_of_it(paper: Paper, data: st.DataObject) -> None:
    words = search_text(paper).split()
    if words:
        word = data.draw(st.sampled_from(words))
        start = word[: data.draw(st.integers(1, len(word)))]
        assert Query.parse(start).matches(search_text(paper))
        assert not Query.parse(f"-{start}").matches(search_text(paper))


@given(papers(), st.data())
def test_a_paper_is_found_by_what_it_says_as_it_says_it(paper: Paper, data: st.DataObject) -> None:
    said = [paper.title, paper.abstract or "", *(author.name for author in paper.authors)]
    phrase = data.draw(st.sampled_from(said)).replace('"', " ")
    assert Query.parse(f'"{phrase}"').matches(search_text(paper))


@given(st.text())
def test_every_text_is_a_query_of_folded_words(text: str) -> None:
    query = Query.parse(text)
    for term in (*query.wanted, *query.unwanted):
        assert term[0] == " "
        assert term[1:] == fold(term) != ""


@given(typed(), typed(), st.sampled_from(["", " ", "-"]), papers_of_few_words())
def test_a_query_that_narrows_another_finds_nothing_the_other_does_not(
    former: str, more: str, between: str, paper: Paper
) -> None:
    text = search_text(paper)
    for first, second in ((former, more), (more, former), (former, f"{former}{between}{more}")):
        query, narrower = Query.parse(first), Query.parse(second)
        if narrower.narrows(query) and narrower.matches(text):
            assert query.matches(text)


@given(typed(), typed(), papers())
def test_narrowing_holds_for_papers_of_every_kind(former: str, more: str, paper: Paper) -> None:
    query, narrower = Query.parse(former), Query.parse(f"{former} {more}")
    if narrower.narrows(query) and narrower.matches(search_text(paper)):
        assert query.matches(search_text(paper))


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
    assert Query.parse(now).narrows(Query.parse(former)) is narrows


@given(typed(), few_words())
def test_another_wanted_word_always_narrows(text: str, more: str) -> None:
    closed = text if text.count('"') % 2 == 0 else text + '"'
    query = Query.parse(closed)
    assert query.narrows(query)
    assert query.narrows(Query())
    assert Query.parse(f"{closed} {more}").narrows(query)
