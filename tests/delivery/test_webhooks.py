"""What a chat service answers decides whether a message is posted again; where it went is told nowhere."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from paperreader.delivery.webhooks import WebhookChannel
from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.webhook import Webhook
from paperreader.errors import DeliveryDelayed, DeliveryError, DeliveryRefused

NOW = datetime(2026, 8, 18, 19, 30, tzinfo=UTC)
SECRET = "T024/B7/s3cr3tpath"  # noqa: S105 - of nobody
BODY = b'{"text": "Lamps"}'
DELIVERY = Delivery(id="1", channel="webhook", target="lab", body=BODY, queued_at=NOW, next_try_at=NOW)


class Service:
    """A service on loopback that answers as told, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answer: bytes | None = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        """None hangs up."""
        self.heads: list[bytes] = []
        self.bodies: list[bytes] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one message."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        self.heads.append(head)
        self.bodies.append(await reader.readexactly(length))
        if self.answer is not None:
            writer.write(self.answer)
            await writer.drain()
        writer.close()

    @property
    def url(self) -> str:
        """The secret address."""
        return f"http://127.0.0.1:{self.port}/{SECRET}"


@asynccontextmanager
async def serving() -> AsyncIterator[Service]:
    service = Service()
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    async with server:
        service.port = server.sockets[0].getsockname()[1]
        yield service


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


async def post(service: Service, kind: str = "slack", url: str | None = None) -> None:
    webhook = Webhook(name="lab", kind=kind, url=url or service.url, chat="@x" if kind == "telegram" else "")

    async def address(each: Webhook) -> str:
        return each.url

    await WebhookChannel({"lab": webhook}, address, lambda: NOW, time_limit=1).send(DELIVERY)


@pytest.mark.parametrize("status", ["200 OK", "204 No Content"])
async def test_a_message_is_posted_as_it_is(status: str) -> None:
    async with serving() as service:
        service.answer = answer(status)
        await post(service)
    assert service.bodies == [BODY]
    assert service.heads[0].startswith(f"POST /{SECRET} HTTP/1.1".encode())
    assert b"content-type: application/json" in service.heads[0].lower()


async def test_a_bot_of_telegram_is_asked_by_its_method() -> None:
    async with serving() as service:
        await post(service, "telegram")
    assert service.heads[0].startswith(f"POST /{SECRET}/sendMessage HTTP/1.1".encode())


@pytest.mark.parametrize(
    ("given", "error", "pause", "told"),
    [
        (answer("429 Too Many Requests", b"", "Retry-After: 30"), DeliveryDelayed, 30, "answered 429"),
        (
            answer("429 Too Many Requests", b"", "Retry-After: Tue, 18 Aug 2026 19:31:00 GMT"),
            DeliveryDelayed,
            60,
            "answered 429",
        ),
        (
            answer(
                "429 Too Many Requests", b'{"message": "slow down", "retry_after": 0.75, "global": false}'
            ),
            DeliveryDelayed,
            0.75,
            "answered 429: slow down",
        ),
        (
            answer(
                "429 Too Many Requests",
                b'{"ok": false, "description": "Too Many", "parameters": {"retry_after": 7}}',
            ),
            DeliveryDelayed,
            7,
            "answered 429: Too Many",
        ),
        (answer("500 Internal Server Error", b"<html>"), DeliveryDelayed, None, "answered 500"),
        (answer("503 Gone for lunch"), DeliveryDelayed, None, "answered 503"),
        (answer("400 Bad Request", b"invalid_blocks"), DeliveryRefused, None, "answered 400: invalid_blocks"),
        (answer("403 Forbidden", b"invalid_token"), DeliveryRefused, None, "answered 403: invalid_token"),
        (answer("404 Not Found", b"no_service"), DeliveryRefused, None, "answered 404: no_service"),
        (
            answer("302 Found", b"", "Location: https://elsewhere.example/"),
            DeliveryRefused,
            None,
            "leads elsewhere",
        ),
        (None, DeliveryDelayed, None, "can't be reached"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", DeliveryDelayed, None, "can't be reached"),
    ],
)
async def test_what_is_answered_decides(
    given: bytes | None,
    error: type[DeliveryError],
    pause: float | None,
    told: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with serving() as service:
        service.answer = given
        with pytest.raises(error, match=told) as caught:
            await post(service)
        assert getattr(caught.value, "pause", None) == pause
        # Nothing follows a redirect, and nothing is posted twice at once.
        assert len(service.bodies) == 1
    _see_no_secret(caught.value, caplog)


def _see_no_secret(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    said = "".join(traceback.format_exception(error)) + str(getattr(error, "hint", ""))
    assert SECRET not in said
    assert "s3cr3t" not in said
    assert all("s3cr3t" not in record.getMessage() for record in caplog.records)


async def test_where_nothing_listens_it_waits_and_says_no_address(caplog: pytest.LogCaptureFixture) -> None:
    async with serving() as service:
        pass
    with pytest.raises(DeliveryDelayed, match="The webhook lab can't be reached") as caught:
        await post(service)
    _see_no_secret(caught.value, caplog)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/s3cr3t",
        "ftp://127.0.0.1/s3cr3t",
        "s3cr3t",
        "https://[s3cr3t",
        "https://hooks.example:s3cr3t/",
        "https://hooks.example/s3cr3t\u202e",
        " ",
    ],
)
async def test_an_address_in_the_clear_or_none_is_not_posted_to(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(DeliveryError) as caught:
        await post(Service(), url=url)
    _see_no_secret(caught.value, caplog)


async def test_a_webhook_that_is_no_more_is_told() -> None:
    async def address(_: Webhook) -> str:
        raise AssertionError

    with pytest.raises(DeliveryRefused, match="There is no webhook lab"):
        await WebhookChannel({}, address, lambda: NOW).send(DELIVERY)


@pytest.mark.parametrize("show", [repr, str, "{!r}".format])
def test_a_webhook_shows_no_address(show: Callable[[object], str]) -> None:
    assert "s3cr3t" not in show(Webhook(name="lab", kind="slack", url="https://x.example/s3cr3t"))
