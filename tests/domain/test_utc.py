"""Times at the ends of what there is, which a broken clock or a doctored file may bring."""

from datetime import UTC, datetime

import pytest

from paperreader.domain.bookmarks.bookmark import Annotations
from paperreader.domain.bookmarks.merge_state import MergeState, annotate, keep, remove, restore
from paperreader.domain.utc import FIRST, LAST, in_utc
from tests.store.builders import NOON, bookmark, key


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-08-21T12:00:00+02:00", datetime(2026, 8, 21, 10, tzinfo=UTC)),
        ("9999-12-31T23:59:59-12:00", LAST),
        ("0001-01-01T00:00:00+14:00", FIRST),
    ],
)
def test_every_time_has_one_in_utc(written: str, expected: datetime) -> None:
    assert in_utc(datetime.fromisoformat(written)) == expected


@pytest.mark.parametrize("last", [LAST, LAST.replace(microsecond=999998), datetime(9999, 1, 1, tzinfo=UTC)])
def test_a_change_is_made_whenever_the_last_one_is_said_to_have_been(last: datetime) -> None:
    ledger = annotate(keep(MergeState(), bookmark(1)), [key(1)], Annotations(note="theirs"), last)
    for note in ("mine", "mine again"):
        ledger = annotate(ledger, [key(1)], Annotations(note=note), NOON)
        assert [each.note for each in ledger.bookmarks()] == [note]
    kept = ledger.bookmarks()
    ledger = remove(ledger, [key(1)], NOON)
    assert ledger.bookmarks() == ()
    assert restore(ledger, kept, NOON).bookmarks() == kept
