"""`digest --mail` and `--webhook`, and `outbox`: what is sent arrives or waits, and that is said."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import TypeVar

import pytest

from paperreader import bootstrap
from paperreader.cli import run
from tests.delivery.smtp_server import serving as serving_mail
from tests.delivery.test_webhooks import answer
from tests.delivery.test_webhooks import serving as serving_posts
from tests.hub import Hub
from tests.store.builders import NOON

_T = TypeVar("_T")


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setattr(bootstrap, "now", lambda: NOON)


@contextmanager
def beside(serving: Callable[[], AbstractAsyncContextManager[_T]]) -> Iterator[_T]:
    """Serve in a thread of its own: the command has the loop of this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    service = serving()
    try:
        yield asyncio.run_coroutine_threadsafe(service.__aenter__(), loop).result(10)
        asyncio.run_coroutine_threadsafe(service.__aexit__(None, None, None), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _set(home: Path, port: int, more: str = "") -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(
        f'[mail]\nfrom = "Ada <ada@lab.example>"\nsmtp = "smtp://127.0.0.1:{port}"\n{more}'
    )


def test_a_digest_is_mailed_to_everybody_who_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with beside(serving_mail) as (mailboxes, port):
        _set(home, port)
        assert (
            run(["digest", "--limit", "2", "--to", "bruno@home.example", "--to", "carla@home.example"]) == 0
        )
    assert sorted(mailboxes.taken) == ["bruno@home.example", "carla@home.example"]
    mail = message_from_bytes(mailboxes.taken["bruno@home.example"][0], policy=policy.default)
    assert mail["Subject"].startswith("Daily Papers, Fri 21 Aug 2026 (2 of ")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == ["Sent to bruno@home.example", "Sent to carla@home.example"]


def test_without_an_address_it_goes_to_the_sender_and_the_server_can_be_given(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(serving_mail) as (mailboxes, port):
        _set(home, 9)
        assert run(["digest", "--smtp", f"smtp://127.0.0.1:{port}"]) == 0
    assert list(mailboxes.taken) == ["ada@lab.example"]
    assert capsys.readouterr().err == "Sent to ada@lab.example\n"


def test_what_can_not_be_sent_waits_is_listed_and_sent_later(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with beside(serving_mail) as (mailboxes, port):
        _set(home, port)
        mailboxes.answers["RCPT"] = "451 try later"
        assert run(["digest", "--mail"]) == 1
        assert "answered 451 try later; it waits" in capsys.readouterr().err
        assert run(["outbox", "ls"]) == 0
        listed = capsys.readouterr().out
        assert listed.startswith("1\tada@lab.example\t2026-08-21 12:00 UTC\t")
        assert "next try 2026-08-21 12:05 UTC" in listed
        assert run(["outbox", "send"]) == 0
        assert not mailboxes.taken
        monkeypatch.setattr(bootstrap, "now", lambda: NOON.replace(minute=5))
        assert run(["outbox", "send"]) == 0
        assert run(["outbox", "send"]) == 0
    assert [len(each) for each in mailboxes.taken.values()] == [1]


def test_what_is_refused_is_told_once_and_waits_no_more(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(serving_mail) as (mailboxes, port):
        _set(home, port)
        mailboxes.answers["RCPT"] = "550 nobody of that name"
        assert run(["digest", "--mail"]) == 1
        assert "answered 550 nobody of that name; not sent" in capsys.readouterr().err
    assert run(["outbox", "ls"]) == 0
    assert "nothing waits to be sent" in capsys.readouterr().err


def test_what_waits_can_be_dropped(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _set(home, 9)
    assert run(["digest", "--to", "a@x.example", "--to", "b@x.example"]) == 1
    assert run(["outbox", "drop", "3"]) == 2
    assert "There is no number 3" in capsys.readouterr().err
    assert run(["outbox", "drop"]) == 2
    assert run(["outbox", "drop", "1", "1"]) == 0
    assert "Dropped: a@x.example" in capsys.readouterr().err
    assert run(["outbox", "ls"]) == 0
    assert capsys.readouterr().out.startswith("1\tb@x.example\t")
    assert run(["outbox", "drop", "--all"]) == 0


def test_a_dry_run_shows_the_messages_and_sends_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _set(home, 9, '[webhooks]\nlab = { kind = "slack", url = "https://hooks.example/s3cr3t" }\n')
    assert run(["digest", "--limit", "1", "--mail", "--webhook", "lab", "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines() == ["To ada@lab.example:", "To the webhook lab:"]
    assert printed.out.startswith("From: Ada <ada@lab.example>\nTo: Ada <ada@lab.example>\n")
    assert '"blocks": [' in printed.out
    assert "s3cr3t" not in printed.out + printed.err
    assert not (home / "state" / "outbox.sqlite3").exists()


def test_a_message_that_fails_among_several_is_gone_on_with(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with beside(serving_posts) as service:
        home.mkdir()
        hook = 'lab = { kind = "telegram", url_env = "BOT", chat = "@x" }'
        (home / "settings.toml").write_text(f"[webhooks]\n{hook}\n")
        monkeypatch.setenv("BOT", service.url)
        service.answer = answer("429 Too Many Requests", b"", "Retry-After: 600")
        assert run(["digest", "--inbox", "--webhook", "lab"]) == 1
        told = capsys.readouterr().err
        assert "The webhook lab answered 429; it waits" in told
        assert len(service.bodies) == 1
        service.answer = answer("200 OK")
        monkeypatch.setattr(bootstrap, "now", lambda: NOON.replace(minute=10))
        assert run(["outbox", "send"]) == 0
    first, *others = service.bodies
    assert len(others) >= 2
    assert others[0] == first
    assert len(set(others)) == len(others)
    assert b"s3cr3t" not in (home / "state" / "outbox.sqlite3").read_bytes()
    assert "s3cr3t" not in told


@pytest.mark.parametrize(
    ("settings", "flags", "code", "told"),
    [
        ("", ["--mail"], 1, "There is no address to mail from"),
        ('[mail]\nfrom = "a@x.example"\n', ["--mail"], 1, "There is no server to mail by"),
        ("", ["--webhook", "lab"], 2, "There is no webhook “lab”"),
        ("", ["--dry-run"], 2, "--dry-run shows what"),
        ('[mail]\nfrom = "a@x.example"\n', ["--smtp", "smtp://u:secret@h"], 2, "must not hold a password"),
        (
            '[mail]\nfrom = "a@x.example"\nsmtp = "smtp://h"\n',
            ["--to", "no address"],
            2,
            "--to is no mail address",
        ),
        ('[mail]\nfrom = "nobody"\n', ["--mail"], 1, "line 1: mail can't be used: from is no mail address"),
        ('[mail]\nform = "a@x.example"\n', ["--mail"], 1, "form is not a setting of mail"),
        ('[mail]\nsmtp = "https://x.example"\n', ["--mail"], 1, "smtp must be an address such as"),
        ('[mail]\nthread = "month"\n', ["--mail"], 1, 'thread must be "week" or "none"'),
        ("mail = 3\n", ["--mail"], 1, "mail must be a table"),
        ('[webhooks]\nlab = { kind = "irc", url = "https://x.example/s3cr3t" }\n', [], 1, "must have a kind"),
        ('[webhooks]\nlab = { kind = "slack" }\n', [], 1, "must have one of url, url_env and url_command"),
        (
            '[webhooks]\nlab = { kind = "slack", url = "http://x.example/s3cr3t" }\n',
            [],
            1,
            "begin with https://",
        ),
        ('[webhooks]\nlab = { kind = "telegram", url_env = "X" }\n', [], 1, "must have a chat"),
        (
            '[webhooks]\nlab = { kind = "json", url_env = "X", to = "s3cr3t" }\n',
            [],
            1,
            "has to, but a webhook has",
        ),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_asked(
    settings: str,
    flags: list[str],
    code: int,
    told: str,
    home: Path,
    hub: Hub,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(settings)
    assert run(["digest", *flags]) == code
    said = capsys.readouterr().err
    assert told in said
    assert "secret" not in said
    assert "s3cr3t" not in said
