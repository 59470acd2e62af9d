"""Tags and notes: what is typed becomes what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.bookmark import completed, completions, tag_key, tidy_tags, with_tags
from paperreader.domain.text import clean, clean_lines
from tests import strategies


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , # ,, ", ()),
        ("nlp", ("nlp",)),
        ("#to-cite, NLP", ("NLP", "to-cite")),
        ("nlp NLP Nlp", ("nlp",)),
        ("c++ c#", ("c#", "c++")),
        ("straße STRASSE", ("straße",)),
        ("Éire éire", ("Éire",)),
        ("re\x1b[31md", ("red",)),
        ("日本語、读", ("日本語、读",)),
    ],
)
def test_what_is_typed_is_some_tags(typed: str, tags: tuple[str, ...]) -> None:
    assert tidy_tags([typed]) == tags


@given(st.lists(st.text(max_size=12), max_size=6))
def test_tags_are_sorted_unique_and_tidy_for_good(texts: list[str]) -> None:
    tags = tidy_tags(texts)
    keys = [tag_key(tag) for tag in tags]
    assert keys == sorted(set(keys))
    assert all(tag == clean(tag) and not set(tag) & set(" ,\t\n") for tag in tags)
    assert tidy_tags(tags) == tags
    assert tidy_tags([" ".join(tags)]) == tags


def test_a_tag_that_is_there_keeps_its_spelling_and_is_removed_in_any() -> None:
    assert with_tags(["NLP", "old"], add=["nlp new"], remove=["OLD"]) == ("new", "NLP")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("\n \n one\n\n", " one"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("- a\n    - b\n\tcode", "- a\n    - b\n    code"),
        ("a hard break  \nnone \nnor here", "a hard break  \nnone\nnor here"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("\x1b]0;title\x07see \u202ethis\x1b[2J\x00", "see this"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("a link: [x](https://y.z) `[/]`", "a link: [x](https://y.z) `[/]`"),
    ],
)
def test_a_note_keeps_its_lines_and_loses_what_is_harmful(text: str, cleaned: str) -> None:
    assert clean_lines(text) == cleaned


@given(st.text())
def test_cleaning_a_note_twice_changes_nothing_more(text: str) -> None:
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(strategies.notes())
def test_every_line_of_a_note_is_as_clean_as_one_line_text(note: str) -> None:
    for line in note.split("\n"):
        assert clean(line).split() == line.split()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["to-cite", "Thesis", "tools"]),
        ("t", ["to-cite", "Thesis", "tools"]),
        ("TH", ["Thesis"]),
        ("#to", ["to-cite", "tools"]),
        ("to-cite to", ["tools"]),
        ("to-cite,to", ["tools"]),
        ("tools", []),
        ("-to", ["to-cite", "tools"]),
        ("tools ", ["to-cite", "Thesis"]),
        ("x", []),
    ],
)
def test_what_a_tag_may_become(typed: str, found: list[str]) -> None:
    assert completions(typed, ["to-cite", "Thesis", "tools"]) == found


@pytest.mark.parametrize(
    ("typed", "text"),
    [("", "thesis"), ("a, #th", "a, #thesis"), ("-TH", "-thesis"), ("a ", "a thesis"), ("a,", "a,thesis")],
)
def test_a_tag_is_completed(typed: str, text: str) -> None:
    assert completed(typed, "thesis") == text
