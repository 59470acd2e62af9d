"""What the reader did with a paper."""

import pytest

from paperreader.domain.papers.marks import Mark


@pytest.mark.parametrize(
    ("mark", "is_unread"), [(Mark.NEW, True), (Mark.SEEN, True), (Mark.READ, False), (Mark.SKIPPED, False)]
)
def test_a_paper_is_unread_until_it_was_read_or_skipped(mark: Mark, is_unread: bool) -> None:
    assert mark.is_unread is is_unread


def test_there_are_four_marks_called_by_their_names() -> None:
    assert [str(mark) for mark in Mark] == ["new", "seen", "read", "skipped"]
