"""The outbox loses nothing that was queued, and knows what each subscription had."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreNotWritable, StoreTooNew, StoreUnreadable
from paperreader.store.outbox import Outbox

NOW = datetime(2026, 8, 21, 7, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
A, B = PaperKey("2608.00001"), PaperKey("2608.00002")


def delivery(id_: str, target: str = "a@lab.example", body: bytes = b"text") -> Delivery:
    return Delivery(id=id_, channel="mail", target=target, body=body, queued_at=NOW, next_try_at=NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.sqlite3"


@pytest.fixture
def outbox(path: Path) -> Iterator[Outbox]:
    opened = Outbox.open(path)
    yield opened
    opened.close()


def ids(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [each.id for each in deliveries]


def test_what_is_queued_is_there_for_the_next_program(path: Path) -> None:
    first = Outbox.open(path)
    first.queue("agents", [delivery("1"), delivery("2")], [A, B], NOW)
    first.close()
    again = Outbox.open(path)
    assert again.due(NOW) == (delivery("1"), delivery("2"))
    assert again.papers_had("agents") == {A, B}
    assert again.papers_had("other") == frozenset()
    again.close()


def test_all_or_nothing_is_queued(outbox: Outbox) -> None:
    outbox.queue("agents", [delivery("1")], [A], NOW)
    with pytest.raises(StoreUnreadable):
        outbox.queue("agents", [delivery("2"), delivery("1")], [B], NOW)
    assert ids(outbox.waiting()) == ["1"]
    assert outbox.papers_had("agents") == {A}


def test_what_arrived_or_was_refused_is_over_and_its_text_is_gone(outbox: Outbox, path: Path) -> None:
    outbox.queue("", [delivery("1", body=b"private"), delivery("2")], [], NOW)
    outbox.arrived(delivery("1"), LATER)
    outbox.refused(delivery("2"), "no such user", LATER)
    assert outbox.waiting() == outbox.due(LATER) == ()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT body FROM deliveries WHERE id = '1'").fetchall() == [(b"",)]
    connection.close()


def test_what_follows_something_that_waits_for_the_same_target_waits_too(outbox: Outbox) -> None:
    outbox.queue("", [delivery("1"), delivery("2", "b@lab.example"), delivery("3")], [], NOW)
    outbox.delayed(delivery("1"), "busy", LATER)
    assert ids(outbox.due(NOW)) == ["2"]
    assert ids(outbox.due(LATER)) == ["1", "2", "3"]
    first = outbox.due(LATER)[0]
    assert (first.tries, first.error) == (1, "busy")


def test_what_was_being_sent_when_the_program_ended_is_in_doubt(outbox: Outbox) -> None:
    outbox.queue("", [delivery("1"), delivery("2")], [], NOW)
    outbox.begin(delivery("1"))
    assert [each.is_doubtful for each in outbox.due(NOW)] == [True, False]
    outbox.delayed(delivery("1"), "busy", NOW)
    assert not outbox.due(NOW)[0].is_doubtful


def test_one_program_sends_at_a_time(outbox: Outbox, path: Path) -> None:
    other = Outbox.open(path)
    with outbox.sending() as is_ours, other.sending() as is_theirs:
        assert is_ours
        assert not is_theirs
    with other.sending() as is_theirs:
        assert is_theirs
    other.close()


def test_a_subscription_that_is_forgotten_leaves_nothing(outbox: Outbox) -> None:
    outbox.queue("agents", [delivery("1")], [A], NOW)
    outbox.queue("other", [delivery("2")], [A], NOW)
    outbox.ran("agents", NOW, LATER)
    assert outbox.last_due("agents") == NOW
    outbox.forget("agents")
    assert outbox.last_due("agents") is None
    assert outbox.papers_had("agents") == frozenset()
    assert ids(outbox.waiting()) == ["2"]


def test_another_programs_file_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(StoreUnreadable, match="another program's"):
        Outbox.open(path)


def test_a_newer_programs_file_is_left_alone(path: Path) -> None:
    Outbox.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew):
        Outbox.open(path)


def test_a_file_that_is_no_database_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StoreUnreadable, match=r"outbox\.sqlite3"):
        Outbox.open(path)


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StoreNotWritable):
        Outbox.open(tmp_path / "state" / "outbox.sqlite3")


def test_an_outbox_in_memory_is_one_too() -> None:
    outbox = Outbox.in_memory()
    outbox.queue("agents", [delivery("1")], [A], NOW)
    with outbox.sending() as is_ours:
        assert is_ours
    assert ids(outbox.due(NOW)) == ["1"]
    outbox.close()
