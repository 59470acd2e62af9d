"""How a query is read: what is typed, what it says, what is unfinished, and where it is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.fields import FIELDS
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.syntax_tree import AllOf, AnyOf, Not, Phrase, Term, leaves
from paperreader.domain.text import fold
from paperreader.errors import QueryError, UsageError
from tests.strategies import terms

TODAY = date(2026, 3, 31)


def parsed(text: str) -> Query:
    return Query.parse(text, TODAY)


def error_of(text: str) -> QueryError:
    with pytest.raises(QueryError) as raised:
        parsed(text)
    assert isinstance(raised.value, UsageError)
    assert raised.value.text == text
    return raised.value


def place_of(error: QueryError) -> str:
    return error.text[error.start : error.start + error.length]


def anything() -> SearchStrategy[str]:
    """What somebody types: pieces of queries in any order, some run together, or anything at all."""
    pieces = [
        *("lamp", "-", "--", "(", ")", '"', " ", "  ", "OR", "or", ":", "#", "é", "!?"),
        *(f"{name}:" for name in FIELDS),
        *(
            "titel:",
            "https://",
            "GPT-4:",
            ">",
            ">=",
            "50",
            "2026-08",
            "2026-13",
            "7d",
            "today",
            "to-read",
            "unr",
        ),
    ]
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join) | st.text(max_size=20)


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
        ("math.GT/0309136", ["math 0309136"], []),
        ("https://arxiv.org/abs/math.GT/0309136v2", ["math 0309136"], []),
        ("-2608.01234v2", [], ["2608 01234"]),
        ("[/red]", ["red"], []),
        ("lamp -light night", ["lamp", "night"], ["light"]),
        ("(a|b)* .+", ["a b"], []),
        ("lamp(small)light", ["lamp", "small", "light"], []),
        ("()", [], []),
        ("https://example.org/a", ["https example org a"], []),
        ("11:30", ["11 30"], []),
        ("GPT-4: LoRA: std::vector é:x", ["gpt 4", "lora", "std vector", "e x"], []),
        ("or OR_ -OR", ["or", "or"], ["or"]),
        ("ＦＵＬＬ", ["full"], []),
    ],
)
def test_what_is_typed_is_words_that_must_and_words_that_must_not_occur(
    text: str, wanted: list[str], unwanted: list[str]
) -> None:
    query = parsed(text)
    words = [(leaf.text, is_wanted) for leaf, is_wanted in leaves(query.term) if isinstance(leaf, Phrase)]
    assert [word for word, is_wanted in words if is_wanted] == wanted
    assert [word for word, is_wanted in words if not is_wanted] == unwanted
    assert query.is_empty == (not wanted and not unwanted)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("", AllOf()),
        ("a", Phrase("a")),
        ("a b", AllOf((Phrase("a"), Phrase("b")))),
        ("a (b c)", AllOf((Phrase("a"), Phrase("b"), Phrase("c")))),
        ("a OR b", AnyOf((Phrase("a"), Phrase("b")))),
        ("a OR (b OR c)", AnyOf((Phrase("a"), Phrase("b"), Phrase("c")))),
        ("a b OR c", AnyOf((AllOf((Phrase("a"), Phrase("b"))), Phrase("c")))),
        ("a (b OR c)", AllOf((Phrase("a"), AnyOf((Phrase("b"), Phrase("c")))))),
        ("-(a OR b)", Not(AnyOf((Phrase("a"), Phrase("b"))))),
        ("-(-a)", Phrase("a")),
        ("((a))", Phrase("a")),
        ("-(!?) a OR !?", Phrase("a")),
    ],
)
def test_or_binds_least_and_minus_most(text: str, term: Term) -> None:
    assert parsed(text).term == term


@pytest.mark.parametrize(
    ("text", "is_read_as"),
    [
        ("TITLE:Lamp", "title:lamp"),
        ('title:"Small lamp"x', 'title:"small lamp" x'),
        ("title:state-of-the-art", 'title:"state of the art"'),
        ("-title:lamp", "-title:lamp"),
        ('-author:"a b"', '-author:"a b"'),
        ("title:https://x", 'title:"https x"'),
        ("id:https://arxiv.org/abs/2608.01234v2", 'id:"2608 01234"'),
        ("arXiv:2608.01234", 'id:"2608 01234"'),
        ("after:today", "after:2026-03-31"),
        ("after:Yesterday", "after:2026-03-30"),
        ("after:0d", "after:2026-03-31"),
        ("after:7d", "after:2026-03-24"),
        ("after:2w", "after:2026-03-17"),
        ("after:1m", "after:2026-02-28"),
        ("after:3m", "after:2025-12-31"),
        ("after:1Y", "after:2025-03-31"),
        ("after:999999y", "after:0001-01-01"),
        ("after:999999d", "after:0001-01-01"),
        ("after:2026-08", "after:2026-08-01"),
        ("after:2026", "after:2026-01-01"),
        ("before:2026-08", "before:2026-08-01"),
        ("before:0001-01-01", "before:0001-01-02"),
        ("on:2024-02", "on:2024-02"),
        ("on:2024-02-29", "on:2024-02-29"),
        ("on:2024", "on:2024"),
        ("on:9999-12", "on:9999-12"),
        ("upvotes:50", "upvotes:>=50"),
        ("upvotes:>50", "upvotes:>=51"),
        ("upvotes:<=3", "upvotes:<4"),
        ("upvotes:<0", "upvotes:<0"),
        ("Stars:=007", "stars:=7"),
        ("is:Author-Active", "is:author-active"),
        ('status:"to read"', "status:to-read"),
        ("tag:#NLP", 'tag:"nlp"'),
        ('tag:"été(2)"', 'tag:"ete(2)"'),
    ],
)
def test_a_value_is_read_as_what_it_means_today(text: str, is_read_as: str) -> None:
    assert str(parsed(text)) == is_read_as
    assert parsed(is_read_as) == parsed(text)


@given(terms())
def test_what_a_query_says_is_read_back_as_it_was(term: Term) -> None:
    query = parsed(str(Query(term)))
    assert query.term == term
    assert query.unfinished is None


@given(anything())
def test_any_text_is_a_query_or_wrong_at_a_place_within_it(text: str) -> None:
    try:
        query = parsed(text)
    except QueryError as raised:
        error: QueryError | None = raised
    else:
        error = query.unfinished
        query.matches(SearchCandidate(Paper(key=PaperKey("2608.01234"), title="lamp")))
        assert parsed(str(query)) == query
        for leaf, _ in leaves(query.term):
            assert not isinstance(leaf, Phrase) or leaf.text == fold(leaf.text) != ""
    if error is not None:
        assert 0 <= error.start < error.start + error.length <= len(text)
        assert error.message
        assert not error.message.endswith(".")


# What is wrong --------------------------------------------------------------------------------------------------

ONE_OF = "is: needs new, read, unread, bookmarked, hidden, seen or author-active"
DAYS = "a day, a month, a year or an age, such as"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a )", ")", "a ) has no matching ("),
        ("(a)) b", ")", "a ) has no matching ("),
        ("OR a", "OR", "OR needs something before it"),
        ("a (OR b)", "OR", "OR needs something before it"),
        ("a OR OR b", "OR", "OR needs something after it"),
        ("(a OR) b", "OR", "OR needs something after it"),
        ("a title: b", "title:", "title: needs a word or a phrase right after it, such as title:lamp"),
        ("title:(a)", "title:", "title: needs a word or a phrase right after it, such as title:lamp"),
        ("title:!? b", "!?", "title: needs a word or a phrase right after it, such as title:lamp"),
        ('title:"" b', '""', "title: needs a word or a phrase right after it, such as title:lamp"),
        ("upvotes:many", "many", "upvotes: needs a number, such as upvotes:>50"),
        ("upvotes:> 5", ">", "upvotes: needs a number, such as upvotes:>50"),
        ("upvotes:-5", "-5", "upvotes: needs a number, such as upvotes:>50"),
        ("upvotes:١", "١", "upvotes: needs a number, such as upvotes:>50"),
        (f"upvotes:{'9' * 5000}", "9" * 5000, "upvotes: needs a number, such as upvotes:>50"),
        ("is:old", "old", ONE_OF),
        ("is:unr ", "unr", ONE_OF),
        ("(is:unr)", "unr", ONE_OF),
        ("has:dataset", "dataset", "has: needs code, models, project, summary, note or abstract"),
        ("status:done", "done", "status: needs to-read, reading or read"),
        ('tag:"a b"', '"a b"', "tag: needs one tag, such as tag:to-cite"),
        ("tag:a,b", "a,b", "tag: needs one tag, such as tag:to-cite"),
        ("autor:li", "autor:", "unknown field autor: · did you mean author:?"),
        ('x -autor:"li', "autor:", "unknown field autor: · did you mean author:?"),
        ("stat:5", "stat:", "unknown field stat: · did you mean status: or stars: or abstract:?"),
        ("a " + "(" * 51, "(", "parentheses can be nested at most 50 deep"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, place: str, message: str) -> None:
    error = error_of(text)
    assert (place_of(error), error.message) == (place, message)


def test_a_field_like_no_other_is_told_with_all_there_are() -> None:
    error = error_of("zzz:x")
    assert all(f" {name}:" in error.message for name in FIELDS)
    assert error.hint == "put text with a colon in quotation marks"
    assert parsed('"zzz:x"').words == ("zzz x",)


@pytest.mark.parametrize(
    ("value", "told"),
    [("2026-13", "a year has months 01 to 12"), ("2026-02-30", "February 2026 has 28 days")],
)
@pytest.mark.parametrize("field", ["after", "before", "on"])
def test_a_day_that_does_not_exist_is_told(field: str, value: str, told: str) -> None:
    error = error_of(f"{field}:{value} x")
    assert error.message == f"{field}: there is no {value}, {told}"
    assert place_of(error) == value


@pytest.mark.parametrize("value", ["2026-8-1", "0000", "soon", "7h", "-7d", "7 d", "2026-W34"])
@pytest.mark.parametrize("field", ["after", "before", "on"])
def test_what_is_no_day_is_told(field: str, value: str) -> None:
    error = error_of(f"{field}:{value} x")
    assert error.message.startswith(f"{field}: needs {DAYS} {field}:2026-08-21")
    assert place_of(error) == value.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    "text", ["(" * 10_000, "-(" * 10_000 + "a", "(" * 10_000 + ")" * 10_000, ")" * 10_000]
)
def test_no_number_of_parentheses_is_too_many_to_be_told(text: str) -> None:
    assert place_of(error_of(text)) in {"(", ")"}


def test_a_long_text_is_read() -> None:
    text = " OR ".join(f"-(a{n} b) title:x" for n in range(5_000))
    assert len(list(leaves(parsed(text).term))) == 15_000
    assert parsed("-" * 100_000 + "a") == parsed("-a")
    nested = "-(a " * 50 + "b" + ")" * 50
    assert str(parsed(nested)) == nested


# While typing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_read_as", "place"),
    [
        ("lamp title:", "lamp", "title:"),
        ("lamp title: ", "lamp", "title:"),
        ("lamp -title:", "lamp", "title:"),
        ('lamp title:"', "lamp", '"'),
        ('lamp title:"small la', 'lamp title:"small la"', '"'),
        ('lamp "small la', 'lamp "small la"', '"'),
        ('lamp "', "lamp", '"'),
        ("lamp OR", "lamp", "OR"),
        ("lamp OR ", "lamp", "OR"),
        ("OR", "", "OR"),
        ("(OR", "", "OR"),
        ("lamp OR (", "lamp", "("),
        ("lamp OR -", "lamp", "-"),
        ("lamp -", "lamp", "-"),
        ("lamp (", "lamp", "("),
        ("lamp -(", "lamp", "("),
        ("lamp (night OR dusk", "lamp (night OR dusk)", "("),
        ("lamp -(night", "lamp -night", "("),
        ("lamp (night title:", "lamp night", "title:"),
        ("lamp upvotes:", "lamp", "upvotes:"),
        ("lamp upvotes:>", "lamp", ">"),
        ("lamp upvotes:>=", "lamp", ">="),
        ("lamp is:", "lamp", "is:"),
        ("lamp is:unr", "lamp", "unr"),
        ("lamp has:c", "lamp", "c"),
        ("lamp status:to", "lamp", "to"),
        ("lamp tag:", "lamp", "tag:"),
        ("lamp tag:#", "lamp", "#"),
    ],
)
def test_what_is_unfinished_at_the_end_is_left_out_and_told_to_who_asks(
    text: str, is_read_as: str, place: str
) -> None:
    query = parsed(text)
    assert query == parsed(is_read_as)
    assert query.unfinished is not None
    assert place_of(query.unfinished) == place


@pytest.mark.parametrize(
    "text",
    [
        "lamp OR (title:small -upvotes:>50)",
        'author:"anne marie" OR "small lamp" -is:author-active',
        "has:summary status:to-read tag:to-cite",
        "after:2026-08-21 before:yesterday",
        "on:2026-12-31",
        "after:12m",
        "keyword:c++ https://example.org/x",
    ],
)
def test_no_letter_typed_on_the_way_to_a_right_query_is_wrong(text: str) -> None:
    for end in range(len(text) + 1):
        parsed(text[:end])
    assert parsed(text).unfinished is None
