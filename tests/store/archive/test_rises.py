"""The rises of many papers at once are those of each by itself."""

from contextlib import closing
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.papers.momentum import rise
from paperreader.store.archive.archive import Archive
from tests.store.builders import NOON, key, paper

readings = st.lists(
    st.tuples(st.integers(0, 4), st.integers(-2, 60), st.one_of(st.none(), st.integers(0, 300))), max_size=30
)


def test_only_papers_of_which_it_is_known_have_a_rise(archive: Archive) -> None:
    assert archive.rises([key(1)], NOON) == {}
    archive.store_paper(paper(1, upvotes=100), NOON - timedelta(days=1))
    archive.store_paper(paper(2, upvotes=5), NOON)
    archive.store_paper(paper(1, upvotes=137), NOON)
    archive.store_paper(paper(3, upvotes=9), NOON - timedelta(days=1))
    assert archive.rises([key(1), key(2), key(3), key(4)], NOON) == {key(1): 37}
    assert archive.rises([key(2)], NOON) == {}
    assert archive.rises([], NOON) == {}


@given(readings)
def test_all_at_once_is_each_by_itself(counted: list[tuple[int, int, int | None]]) -> None:
    with closing(Archive.in_memory()) as archive:
        for number, hours, upvotes in counted:
            archive.store_paper(paper(number, upvotes=upvotes), NOON - timedelta(hours=hours))
        alone = {key(number): rise(archive.votes(key(number)), NOON) for number in range(5)}
        assert archive.rises(alone, NOON) == {
            each: number for each, number in alone.items() if number is not None
        }
