"""Searching a full text, and how its blocks are known."""

import pytest

from paperreader.document.layout import BlockLayout
from paperreader.document.segments import plain_text
from paperreader.domain.papers.full_text import ReadingPosition
from paperreader.ui.kit import present
from paperreader.ui.reading.text_blocks import TextBlocks
from paperreader.ui.reading.text_page import TextPage
from paperreader.ui.reading.text_search import TextSearch, find


def read(markdown: str) -> TextBlocks:
    text = TextBlocks(markdown)
    text.read_on(60)
    return text


async def test_case_and_accents_do_not_matter_and_formulas_are_searched_as_shown() -> None:
    text = read(
        "# Fréchet\n\nThe frechet distance, FRÉCHET-Distance, of $\\alpha^2$.\n\n| a |\n|---|\n| Frechet |"
    )
    found = await find(text, "fréchet", is_source=False)
    assert [len(found[block]) for block in sorted(found)] == [1, 2, 1]
    assert len(await find(text, "frechet dist", is_source=False)) == 1
    assert await find(text, "alpha", is_source=False) == {}
    assert len(await find(text, "alpha", is_source=True)) == 1
    assert await find(text, " -- ", is_source=False) == {}


TABLE = "| Model | Top score | $x^2$ *left* |\n|---|--:|---|\n| Lamp | 85.3 | [far away](#a) |\n| | | end |"


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("model", [0]),
        ("top", [0]),
        ("score", [0]),
        ("left", [0]),
        ("85", [1]),
        ("far", [1]),
        ("away", [1]),
        ("end", [2]),
        ("elmodel", []),
    ],
)
async def test_words_are_found_in_any_cell_of_a_table_and_marked_where_they_stand(
    typed: str, rows: list[int]
) -> None:
    text = read(TABLE)
    found = await find(text, typed, is_source=False)
    assert sorted(found) == rows
    for width in (90, 14):
        page = TextPage(text, BlockLayout(width, is_source=False), 0)
        page.lay_out_next(60)
        marked = [
            plain_text(line.drawn)[start:end].lower()
            for number, line in enumerate(page.lines)
            for start, end, _ in page.matches_in(number, found)
        ]
        assert marked == [typed] * len(rows)


def test_a_search_begins_where_the_reader_is_and_goes_round() -> None:
    found = {2: ((0, 3), (9, 12)), 7: ((4, 7),)}
    search = TextSearch("abc", found, ReadingPosition(2, 5, 0.1))
    assert (search.current, search.count) == ((2, 9), "2 of 3")
    assert search.moved(1).current == (7, 4)
    assert search.moved(2).current == search.moved(-1).current == (2, 0)
    assert TextSearch("abc", found, ReadingPosition(8, 0, 0.9)).current == (2, 0)
    nothing = TextSearch("abc", {}, None)
    assert (nothing.current, nothing.count, nothing.moved(1)) == (None, "no match", nothing)


def test_headings_are_named_as_github_names_them_and_anchors_come_first() -> None:
    text = read(
        '<a id="S1"></a>\n\n# One & Two: *Three*\n\nx\n\n## Four\n\n## Four\n\n### <a id="four-1"></a>Five'
    )
    assert text.names == {"S1": 0, "one--two-three": 0, "four": 2, "four-1": 3, "five": 4}
    assert [(heading.level, heading.text) for heading in text.headings] == [
        (1, "One & Two: Three"),
        (2, "Four"),
        (2, "Four"),
        (3, "Five"),
    ]
    here = text.heading_of(1)
    assert here is not None
    assert here.text == "One & Two: Three"
    assert read("x\n\n# y").heading_of(0) is None


def test_shares_grow_from_the_beginning_to_the_end() -> None:
    text = read("\n\n".join(f"paragraph {n} " + "words " * 40 for n in range(200)))
    shares = [text.share(block) for block in range(len(text.blocks))]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.97 < shares[-1] < 1
    assert text.block_of(ReadingPosition(10**6, 0, 0.5)) in range(95, 105)
    assert text.block_of(ReadingPosition(3, 0, 0.5)) == 3
    assert read("").block_of(ReadingPosition(3, 0, 0.5)) == 0


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "0 % · about 2 hours left"),
        (0.001, "0 % · about 2 hours left"),
        (0.5, "50 % · about 50 minutes left"),
        (0.99, "99 % · about 1 minute left"),
        (0.999, "99 % · less than a minute left"),
        (1.0, "100 % · the end"),
    ],
)
def test_progress_is_told_in_percent_and_minutes(share: float, told: str) -> None:
    assert present.progress(share, lambda left: round(100 * left)) == told
