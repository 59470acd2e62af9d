"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.retention import outdated

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def _kept(times: list[datetime], now: datetime = NOW) -> list[datetime]:
    return sorted(set(times) - outdated(times, now), reverse=True)


def test_the_last_ten_are_kept_however_close() -> None:
    times = [NOW - timedelta(minutes=10 * number) for number in range(30)]
    assert _kept(times) == times[:10]


def test_then_the_last_of_each_day_for_thirty_days_and_of_each_month() -> None:
    times = [NOW - timedelta(hours=6 * number) for number in range(4 * 400)]
    kept = _kept(times)
    assert kept[:10] == times[:10]
    rest = kept[10:]
    days = [at for at in rest if NOW - at <= timedelta(days=30)]
    assert [at.date() for at in days] == [NOW.date() - timedelta(days=number) for number in range(3, 31)]
    assert {at.hour for at in days[:-1]} == {18}
    months = [(at.year, at.month) for at in rest[len(days) :]]
    assert months == sorted(set(months), reverse=True)
    assert len(months) == 12


def test_backups_once_a_day_make_about_fifty_in_a_year() -> None:
    kept: list[datetime] = []
    for number in range(365):
        now = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=number)
        kept = _kept([*kept, now], now)
    assert 40 < len(kept) < 55


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))))  # noqa: DTZ001
def test_the_newest_is_never_outdated_and_dropping_twice_drops_no_more(times: list[datetime]) -> None:
    kept = _kept(times)
    assert kept == _kept(kept)
    assert sorted(times, reverse=True)[:1] == kept[:1]
