"""What a user is told: one line, in which nothing that is quoted acts on a terminal."""

import pytest

from paperreader.errors import PaperReaderError, StoreUnreadable
from paperreader.store.bookmarks.documents import read_merge_state


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Lamps of Malmö — ランプ", "Lamps of Malmö — ランプ"),
        ("two\nlines\tand\x85more", "two lines and more"),
        ("a \x1b[2Jscreen \x9b2J", "a \ufffd[2Jscreen \ufffd2J"),
        ("2608.\u202e10", "2608.\ufffd10"),
        ("half \ud800", "half \ufffd"),
    ],
    ids=["letters", "white space", "sequences", "bidi", "surrogate"],
)
def test_nothing_that_is_quoted_acts(message: str, told: str) -> None:
    error = PaperReaderError(message, message)
    assert (error.message, error.hint, str(error)) == (told, told, told)


def test_the_name_of_a_bookmark_in_a_strange_file_does_not_act() -> None:
    about = '{"format": "paperreader bookmarks", "version": 2}'
    file = f'{{"about": {about}, "bookmarks": {{"\\u001b[2J\\u202e1": {{}}}}}}'
    with pytest.raises(StoreUnreadable) as met:
        read_merge_state(file.encode())
    assert met.value.message.startswith("The bookmark ")
    assert met.value.message.isprintable()
