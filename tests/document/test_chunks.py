"""Cutting a full text into pieces: nothing is lost, nothing that belongs together is parted."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.document.chunks import MAX_BARS, split_chunks
from paperreader.document.markdown import full_text_blocks
from paperreader.document.parser import MAX_LENGTH
from paperreader.document.rendering import rendered_text
from paperreader.domain.text import clean_lines
from tests.at_length import few

_LINES = st.sampled_from(
    [
        "",
        "# Heading",
        "words " * 20,
        "- item",
        "1. item",
        "> quote",
        "```",
        "~~~~",
        "$$",
        "| a | b |",
        "    x",
    ]
)


@given(st.lists(_LINES, max_size=200).map("\n".join))
def test_the_pieces_are_all_of_the_text_in_order(text: str) -> None:
    text = clean_lines(text)
    end = 0
    for chunk in split_chunks(text):
        assert text[chunk.start :].startswith(chunk.text)
        # Only blank lines are between them.
        assert not text[end : chunk.start].strip()
        end = chunk.start + len(chunk.text)
    assert not text[end:].strip()


@given(st.lists(_LINES | st.just("words " * 300), max_size=100).map("\n".join))
def test_no_piece_is_longer_than_the_parser_takes(text: str) -> None:
    assert all(
        len(chunk.text) <= MAX_LENGTH for chunk in split_chunks(clean_lines(text)) if not chunk.is_plain
    )


def test_code_tables_and_formulas_stay_whole() -> None:
    code = "```\n" + "# no heading\n\n" * 2000 + "```"
    table = "\n".join(["| a | b |", "|---|---|", *["| 1 | 2 |"] * 300])
    formula, other = "$$\na\n\n- b\n\n# c\n$$", "\\[\na\n\n- b\n\n# c\n\\]"
    bare = table.replace("| a | b |", "a | b").replace("| 1 | 2 |", "1 | 2")
    text = "\n\n".join(["words " * 400, code, table, bare, "words " * 400, formula, other])
    cut = [chunk.text for chunk in split_chunks(text)]
    assert code in cut
    assert table in cut
    assert bare in cut
    assert any(formula in chunk for chunk in cut)
    assert any(other in chunk for chunk in cut)


def test_every_piece_of_a_very_long_table_has_its_head() -> None:
    head, rows = ["| a | b |", "|:--|--:|"], [f"| {n} | x |" for n in range(3000)]
    cut = list(split_chunks("\n".join(["words", "", *head, *rows])))
    tables = [chunk.text.split("\n") for chunk in cut if chunk.is_plain]
    assert len(tables) == 4
    assert all(lines[:2] == head for lines in tables)
    assert [line for lines in tables for line in lines[2:]] == rows
    assert all(chunk.text.count("|") <= MAX_BARS for chunk in cut)


def test_bars_without_the_head_of_a_table_are_no_table() -> None:
    (chunk,) = split_chunks("\n".join(["|a|b|"] * 10_000))
    assert not chunk.is_plain


@pytest.mark.parametrize("before", ["", "|a|b|\n|-|-|\n|", "```\n", "$$\n", "# ", "- ", "$", "> "])
@pytest.mark.parametrize("word", few(["lantern ", "|a", "x", "x+", "[a](b)", "\U0001f600", "e\u0301"], 3))
def test_no_block_is_longer_than_can_be_set_in_a_moment(before: str, word: str) -> None:
    text = before + word * (200_000 // len(word))
    blocks = list(full_text_blocks(text))
    assert max(len(rendered_text(block, is_source=True)) for block in blocks) <= MAX_LENGTH
    tables = {id(block.table): block.table for block in blocks if block.table is not None}
    assert all(sum(map(len, table.rows)) <= 1.5 * MAX_BARS for table in tables.values())


# Text of megabytes takes its time on a busy machine.
@given(st.lists(st.sampled_from(["lantern", "x" * 7000, "", "a"]), max_size=30), st.integers(1, 300))
def test_a_line_is_broken_only_when_nobody_wrote_it_and_then_at_spaces(words: list[str], times: int) -> None:
    line = " ".join(words * times).strip()
    parts = "\n".join(chunk.text for chunk in split_chunks(line)).split("\n")
    assert parts == [line] if len(line) <= MAX_LENGTH else max(map(len, parts)) <= MAX_LENGTH
    assert "".join("".join(parts).split()) == "".join(line.split())


def test_a_long_list_is_continuation_between_its_items() -> None:
    text = "\n".join(f"- [{n}](#a{n}) " + "words " * 20 for n in range(300))
    cut = list(split_chunks(text))
    assert len(cut) > 3
    assert all(chunk.text.startswith("- ") and chunk.text.count("[") < 300 for chunk in cut)
    assert [chunk.is_continuation for chunk in cut] == [False, *[True] * (len(cut) - 1)]


def test_a_fence_that_nothing_closes_ends_before_the_next_heading() -> None:
    unclosed = "~~~\ncode\n\n# Next\n\nwords"
    assert [chunk.text.rstrip() for chunk in split_chunks(unclosed)] == ["~~~\ncode", "# Next\n\nwords"]


@pytest.mark.parametrize(
    "line", few(["```x", "| a", "- [", "> " * 50, "$$", "#", "[", "````` `", "    a"], 4)
)
def test_a_long_hostile_text_is_cut_in_no_more_than_a_moment(line: str) -> None:
    text = clean_lines("\n".join([line] * 40_000))
    began = time.process_time()
    assert list(split_chunks(text))
    assert time.process_time() - began < 3
