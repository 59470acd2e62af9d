"""Papers as ids."""

from paperreader.formats.id_lines import to_ids
from tests.formats.builders import edition


def test_each_paper_gives_one_line_with_its_id() -> None:
    assert to_ids(edition()) == (
        "2608.01234\nmath/0309136\ntitle:on-the-many-uses-of-a-title-when-nothing-else-is-known\n2608.00007\n"
    )


def test_no_papers_give_no_lines() -> None:
    assert to_ids([]) == ""
