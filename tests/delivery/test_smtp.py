"""Mail goes to a server that can be trusted, or waits; what is refused is told as the server told it."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperreader.delivery.smtp import SmtpChannel
from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.mail_account import SmtpServer
from paperreader.errors import DeliveryDelayed, DeliveryError, DeliveryRefused
from tests.delivery.smtp_server import PASSWORD, USER, serving

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="there is no openssl to make a certificate"
)
NOW = datetime(2026, 8, 18, 19, 30, tzinfo=UTC)
MESSAGE = b"From: ada@lab.example\r\nSubject: Lamps\r\n\r\n.A dot begins this line.\r\n"
DELIVERY = Delivery(
    id="1@lab.example",
    channel="mail",
    target="bruno@home.example",
    body=MESSAGE,
    queued_at=NOW,
    next_try_at=NOW,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signed itself, with its key."""
    folder = tmp_path_factory.mktemp("authority")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def tls(authority: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "certificate.pem", authority / "key.pem")
    return context


@pytest.fixture(scope="module")
def trust(authority: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority / "certificate.pem"))


def saying(password: str) -> Callable[[], Awaitable[str]]:
    async def say() -> str:
        return password

    return say


async def _send(
    url: str, trust: ssl.SSLContext | None = None, password: str = PASSWORD, time_limit: float = 5
) -> None:
    channel = SmtpChannel(
        SmtpServer.from_url(url), "ada@lab.example", saying(password), trust=trust, time_limit=time_limit
    )
    await channel.send(DELIVERY)


@pytest.mark.parametrize(("scheme", "is_implicit"), [("smtp", False), ("smtps", True)])
async def test_what_is_sent_arrives_as_it_is_over_tls(
    scheme: str, is_implicit: bool, tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    async with serving(tls, is_implicit=is_implicit, has_users=True) as (mailboxes, port):
        await _send(f"{scheme}://{USER}@localhost:{port}", trust)
    assert mailboxes.taken == {"bruno@home.example": [MESSAGE]}


async def test_on_this_machine_it_may_go_without_tls() -> None:
    async with serving() as (mailboxes, port):
        await _send(f"smtp://127.0.0.1:{port}")
    assert mailboxes.taken["bruno@home.example"] == [MESSAGE]


async def test_elsewhere_nothing_is_said_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving() as (mailboxes, port):
        # A name that is not known to be this machine's, as any server's elsewhere.
        known = socket.getaddrinfo
        monkeypatch.setattr(
            socket, "getaddrinfo", lambda host, *more, **named: known("127.0.0.1", *more, **named)
        )
        with pytest.raises(DeliveryDelayed, match="offers no TLS: nothing was sent"):
            await _send(f"smtp://{USER}@mail.lab.example:{port}")
    assert not mailboxes.taken
    assert not mailboxes.sessions


@pytest.mark.parametrize(("scheme", "is_implicit"), [("smtp", False), ("smtps", True)])
async def test_a_certificate_that_is_not_trusted_is_named_and_nothing_is_said(
    scheme: str, is_implicit: bool, tls: ssl.SSLContext
) -> None:
    async with serving(tls, is_implicit=is_implicit) as (mailboxes, port):
        with pytest.raises(DeliveryDelayed, match=rf"certificate of localhost:{port} is not trusted"):
            await _send(f"{scheme}://{USER}@localhost:{port}")
        assert not mailboxes.taken


async def test_a_wrong_password_is_told_and_not_repeated(tls: ssl.SSLContext, trust: ssl.SSLContext) -> None:
    async with serving(tls, is_implicit=True, has_users=True) as (mailboxes, port):
        with pytest.raises(DeliveryDelayed, match=r"does not accept user and password \(535\)") as caught:
            await _send(f"smtps://{USER}@localhost:{port}", trust, "guessed")
        assert not mailboxes.sessions
    assert "guessed" not in f"{caught.value}{caught.value.__cause__}{caught.value.hint}"
    assert not mailboxes.taken


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ("451 4.3.0 try later", DeliveryDelayed, "answered 451 4.3.0 try later"),
        ("550 5.1.1 nobody of that name", DeliveryRefused, "answered 550 5.1.1 nobody of that name"),
        ("", DeliveryDelayed, "answered 421|broke off"),
    ],
)
async def test_what_the_server_answers_decides_whether_it_is_tried_again(
    stage: str, answer: str, error: type[DeliveryError], told: str
) -> None:
    async with serving() as (mailboxes, port):
        mailboxes.answers[stage] = answer
        with pytest.raises(error, match=told):
            await _send(f"smtp://127.0.0.1:{port}")
        if stage != "DATA" or answer:
            assert not mailboxes.taken
        await _send(f"smtp://127.0.0.1:{port}")
    assert MESSAGE in mailboxes.taken["bruno@home.example"]


async def test_a_server_that_says_nothing_is_not_waited_for_without_end() -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, pytest.raises(DeliveryDelayed, match=r"can't be reached: .*timed out"):
        await _send(f"smtp://127.0.0.1:{silent.getsockname()[1]}", time_limit=0.2)


async def test_where_nothing_listens_it_waits() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(DeliveryDelayed, match=rf"127\.0\.0\.1:{port} can't be reached"):
        await _send(f"smtp://127.0.0.1:{port}")
