"""Bars fit their line, and a click reaches the part under it."""

import pytest

from paperreader.document.cells import cell_width
from paperreader.ui.browse.status_bar import fitted, making_way
from paperreader.ui.kit.bar import BarPart, action_at, placed, sentence_in, width_of

LEFT = (
    BarPart("Daily "),
    BarPart("Weekly ", action="w", is_optional=True),
    BarPart("Monthly ", action="m", is_optional=True),
)
RIGHT = (BarPart("‹ today ›", action="t"),)


@pytest.mark.parametrize("width", range(1, 60))
def test_parts_never_take_more_than_the_line(width: int) -> None:
    parts = placed(LEFT, RIGHT, width)
    assert width_of(parts) <= max(width, width_of(RIGHT))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, "Daily Weekly Monthly           ‹ today ›"),
        (30, "Daily Weekly Monthly ‹ today ›"),
        (29, "Daily Weekly        ‹ today ›"),
        (20, "Daily      ‹ today ›"),
        (12, "Da…‹ today ›"),
    ],
)
def test_optional_parts_go_before_others_are_cut(width: int, shown: str) -> None:
    assert "".join(part.text for part in placed(LEFT, RIGHT, width)) == shown


def test_a_click_finds_its_part() -> None:
    parts = placed(LEFT, RIGHT, 40)
    assert [action_at(parts, x) for x in (0, 6, 12, 13, 25, 31, 39, 40)] == [
        "",
        "w",
        "w",
        "m",
        "",
        "t",
        "t",
        "",
    ]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (
            98,
            "Copied https://huggingface.co/papers/2608.90301 (by the terminal: C shows it if it did not arrive)",
        ),
        (97, "Copied …/huggingface.co/papers/2608.90301 (by the terminal: C shows it if it did not arrive)"),
        (78, "Copied …/papers/2608.90301 (by the terminal: C shows it if it did not arrive)"),
        (70, "Copied …/2608.90301 (by the terminal: C shows it if it did not arrive)"),
        (47, "Copied https://huggingface.co/papers/2608.90301"),
        (38, "Copied …/papers/2608.90301"),
        (10, "Copied ht…"),
    ],
)
def test_what_was_done_keeps_the_end_of_an_address(width: int, shown: str) -> None:
    address = "https://huggingface.co/papers/2608.90301"
    sentence = f"Copied {address} (by the terminal: C shows it if it did not arrive)"
    assert sentence_in(sentence, width) == shown
    assert sentence_in("Hidden · u undoes", 17) == "Hidden · u undoes"
    assert sentence_in("Hidden · u undoes", 9) == "Hidden ·…"


@pytest.mark.parametrize("width", range(60))
def test_the_status_says_what_matters_most(width: int) -> None:
    left = (("Daily Papers", 3), ("Fri 21 Aug 2026", 4), ("17 papers", 0), ("9 unread", 0))
    right = (("Hub, just now", 2), ("more may come today", 5))
    shown, source = fitted(left, right, width)
    assert "17 papers · 9 unread" in shown
    assert cell_width(shown) + cell_width(source) <= max(width, len("17 papers · 9 unread"))


@pytest.mark.parametrize(
    ("width", "left"),
    [
        (60, "Daily Papers · Fri 21 Aug · 9 papers · 9 unread · 0 kept"),
        (45, "Daily Papers · 9 papers · 9 unread · 0 kept"),
        (30, "9 papers · 9 unread · 0 kept"),
        (27, "9 papers · 9 unread"),
        (10, "9 papers"),
        (3, ""),
    ],
)
def test_what_was_done_just_now_takes_the_room_of_whole_phrases(width: int, left: str) -> None:
    phrases = [("Daily Papers", 3), ("Fri 21 Aug", 4), ("9 papers", 0), ("9 unread", 0), ("0 kept", 0)]
    assert making_way(phrases, width) == left
