"""Discussions: threads out of a flat answer, authors of the paper, and the papers a bot lists."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from paperreader.domain.papers.discussion import (
    Comment,
    Discussion,
    FlatDiscussion,
    Reaction,
    SimilarPaper,
    build_threads,
    listed_paper,
    similar_papers,
)
from paperreader.domain.papers.paper import Author, Paper, PaperKey

NOON = datetime(2026, 8, 21, 12, tzinfo=UTC)
PAPER = Paper(key=PaperKey("2608.90301"), title="Lamps")
BOT = Comment(id="b", username="librarian-bot")


def said(id: str, parent: str | None = None, minute: int | None = 0) -> Comment:  # noqa: A002
    at = None if minute is None else NOON + timedelta(minutes=minute)
    return Comment(id=id, parent_id=parent, at=at, text="Well said.")


def discussion(*comments: Comment, paper: Paper = PAPER) -> Discussion:
    return build_threads(FlatDiscussion(paper=paper, comments=comments), NOON)


def shape(*comments: Comment) -> list[tuple[str, int]]:
    return [(comment.id, comment.depth) for comment in discussion(*comments).comments]


def test_replies_follow_what_they_reply_to_the_oldest_first() -> None:
    flat = (said("b", minute=5), said("a"), said("a2", "a", 9), said("a1", "a", 3), said("a11", "a1", 20))
    assert shape(*flat) == [("a", 0), ("a1", 1), ("a11", 2), ("a2", 1), ("b", 0)]
    assert discussion(*flat).threads == 2


def test_a_comment_without_a_time_stays_behind_the_one_it_came_after() -> None:
    assert shape(said("b", minute=5), said("x", minute=None), said("a")) == [("a", 0), ("b", 0), ("x", 0)]


def test_a_reply_to_what_is_not_there_begins_a_thread() -> None:
    assert shape(said("a", "gone")) == [("a", 0)]


def test_those_that_reply_to_each_other_are_all_there_once() -> None:
    assert shape(said("me", "me"), said("a", "b"), said("b", "a")) == [("me", 0), ("a", 0), ("b", 1)]


def test_an_id_that_comes_twice_counts_once() -> None:
    twice = discussion(said("a"), replace(said("a"), text="again"))
    assert [comment.text for comment in twice.comments] == ["Well said."]
    assert twice.left_out == 1


def test_replies_may_go_as_deep_as_they_like() -> None:
    chain = [said(str(n), str(n - 1)) for n in range(5_000)]
    assert shape(*chain)[-1] == ("4999", 4999)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 9)), max_size=12))
def test_no_comment_is_lost_and_none_comes_before_its_parent(flat: list[tuple[int, int]]) -> None:
    comments = [said(str(id_), str(parent)) for id_, parent in flat]
    found = discussion(*comments)
    places = {comment.id: place for place, comment in enumerate(found.comments)}
    assert places.keys() == {comment.id for comment in comments}
    assert len(found.comments) + found.left_out == len(comments)
    for place, comment in enumerate(found.comments):
        assert comment.depth == 0 or places[comment.parent_id or ""] < place


@pytest.mark.parametrize(
    ("status", "is_author"),
    [("claimed_verified", True), ("admin_assigned", True), ("extracted_pending", False), (None, False)],
)
def test_an_author_of_the_paper_is_marked_where_the_account_is_certain(
    status: str | None, is_author: bool
) -> None:
    paper = replace(PAPER, authors=(Author("Kofi Darkwah", username="Kofi", status=status), Author("Nobody")))
    by = replace(said("a"), username="kofi")
    assert [comment.is_by_author for comment in discussion(by, said("b"), paper=paper).comments] == [
        is_author,
        False,
    ]


def test_reactions_are_counted_together() -> None:
    comment = Comment(id="a", reactions=(Reaction("👍", 2), Reaction("🤗", 1)))
    assert comment.reaction_count == 3


def test_a_comment_has_an_address_and_a_strange_id_none_of_its_own() -> None:
    one = discussion(said("6f0a_-"), said("x y#z"))
    page = "https://huggingface.co/papers/2608.90301"
    assert [one.url_of(comment) for comment in one.comments] == [f"{page}#6f0a_-", f"{page}#community"]
    nameless = discussion(said("a"), paper=Paper(key=PaperKey.from_title("Lamps"), title="Lamps"))
    assert nameless.url is nameless.url_of(nameless.comments[0]) is None


@pytest.mark.parametrize(
    ("line", "key", "title"),
    [
        ("* [Lamps](https://huggingface.co/papers/2608.90302) (2026)", "2608.90302", "Lamps"),
        ("- [A [B] (C)](https://hf.co/papers/2608.90302)", "2608.90302", "A [B] (C)"),
        (r"* [Lamps \[again\]](<https://arxiv.org/abs/2608.90302v2>)", "2608.90302", "Lamps [again]"),
        (
            "  * [$\\alpha$ Lamps](https://huggingface.co/papers/2608.90302)  ",
            "2608.90302",
            "$\\alpha$ Lamps",
        ),
    ],
)
def test_a_line_of_the_bots_list_is_a_paper(line: str, key: str, title: str) -> None:
    assert listed_paper(BOT, line) == SimilarPaper(PaperKey(key), title)


@pytest.mark.parametrize(
    "line",
    [
        "* [Lamps](https://huggingface.co/spaces/lamps)",
        "* [Lamps](https://evil.example/papers/2608.90302)",
        "[Lamps](https://huggingface.co/papers/2608.90302)",
        "* [](https://huggingface.co/papers/2608.90302)",
        "* [" + "](" * 2_000,
        "* [" + "a" * 5_000 + "](https://huggingface.co/papers/2608.90302)",
        "",
    ],
)
def test_other_lines_of_it_are_text(line: str) -> None:
    assert listed_paper(BOT, line) is None


def test_only_the_bot_is_believed() -> None:
    line = "* [Lamps](https://huggingface.co/papers/2608.90302)"
    assert listed_paper(said("a"), line) is None
    talk = discussion(replace(BOT, text=f"Similar:\n\n{line}\n{line}"), replace(said("a"), text=line))
    assert list(similar_papers(talk)) == [SimilarPaper(PaperKey("2608.90302"), "Lamps")]
