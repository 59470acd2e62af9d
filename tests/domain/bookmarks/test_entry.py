"""A paper with what its reader added, and two of the same paper as one."""

from datetime import UTC, datetime

from msgspec.structs import replace

from paperreader.domain.bookmarks.bookmark import Status
from paperreader.domain.bookmarks.entry import Entry, bare, bookmark_of, each_once, entry_of, joined
from tests.formats.builders import entry, paper, title_only_paper
from tests.store.builders import bookmark


def test_a_bookmark_is_an_entry() -> None:
    kept = replace(bookmark(1), tags=("a",), note="Why.", status=Status.READING)
    entry_of_it = entry_of(kept)
    assert entry_of_it.paper == kept.paper
    assert (entry_of_it.tags, entry_of_it.note, entry_of_it.status) == (("a",), "Why.", Status.READING)
    assert bookmark_of(entry_of_it, datetime.now(UTC)) == kept


def test_of_two_entries_of_a_paper_the_first_wins_and_nothing_is_lost() -> None:
    first = Entry(replace(paper(), title=""), tags=("a", "b"), note="One.")
    second = replace(entry(), tags=("b", "c"), note="Two.", status=Status.READ)
    both = joined(first, second)
    assert both.paper == entry().paper
    assert (both.tags, both.note, both.status) == (("a", "b", "c"), "One.\n\nTwo.", Status.READ)
    assert joined(both, second).tags == both.tags
    assert joined(second, second) == second


def test_each_paper_stands_once_where_it_first_stood() -> None:
    papers = [paper(), title_only_paper(), replace(paper(), title="Again")]
    assert each_once(bare(papers)) == bare(papers[:2])
