"""The parts of an author's name."""

import pytest

from paperreader.formats.fields.person_name import PersonName, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Example", PersonName(("Ada",), (), "Example", "")),
        ("Ludwig van Beethoven", PersonName(("Ludwig",), ("van",), "Beethoven", "")),
        ("Eve de la Example", PersonName(("Eve",), ("de", "la"), "Example", "")),
        ("Ana Maria dos Santos Example", PersonName(("Ana", "Maria"), ("dos",), "Santos Example", "")),
        ("Hal Example III", PersonName(("Hal",), (), "Example", "III")),
        ("Hal van Example Jr.", PersonName(("Hal",), ("van",), "Example", "Jr.")),
        ("Hal Jr", PersonName(("Hal",), (), "Jr", "")),
        ("Ada example", PersonName(("Ada",), (), "example", "")),
        ("Wei Ai", PersonName(("Wei",), (), "Ai", "")),
    ],
)
def test_a_persons_name_has_parts(name: str, parts: PersonName) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Plato",
        "Gemini Team",
        "Team Lamp",
        "The Lamp-Team",
        "Lamp Team at Example",
        "Lamp Collaboration",
        "Example AI",
        "Example Inc.",
        "Example, Inc.",
        "Example, Ada",
        "Lamp Laboratory",
        "李 明",
        "van Gogh",
        "[/red]",
    ],
)
def test_a_name_that_may_not_be_taken_apart_is_whole(name: str) -> None:
    assert split_name(name) is None


def test_the_family_is_all_that_was_not_given() -> None:
    assert PersonName(("Hal",), ("van", "der"), "Example", "III").family == "van der Example III"
