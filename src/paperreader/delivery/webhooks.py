"""Messages to chat services, posted to an address that nobody else may learn."""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.mail_account import AccountError
from paperreader.domain.deliveries.webhook import Webhook, check_address
from paperreader.domain.ports import Clock
from paperreader.domain.text import clean
from paperreader.errors import DeliveryDelayed, DeliveryRefused

_TIME_LIMIT = 30.0
_MOST_BYTES = 64_000
"""Of an answer: what says why it was refused."""
_LONGEST_REASON = 200
_BUSY, _SERVER_ERROR, _REFUSED, _REDIRECT = 429, 500, 400, 300
_TRY_AGAIN = frozenset({408, 425, _BUSY})


class WebhookChannel:
    """Posts each message to the webhook that its target names.

    Args:
        webhooks: Those of the settings, by name.
        address: Returns the address of one, from wherever it stands.
        clock: What a date to wait for is compared with.
        time_limit: Seconds for an answer.
    """

    def __init__(
        self,
        webhooks: Mapping[str, Webhook],
        address: Callable[[Webhook], Awaitable[str]],
        clock: Clock,
        *,
        time_limit: float = _TIME_LIMIT,
    ) -> None:
        # It logs each address it asks.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._webhooks = webhooks
        self._address = address
        self._clock = clock
        self._time_limit = time_limit

    async def send(self, delivery: Delivery) -> None:
        """Post a message; no error says where to.

        Raises:
            DeliveryDelayed: The service can't be reached, or asks to wait.
            DeliveryRefused: It does not take the message, or not at this address.
        """
        webhook = self._webhooks.get(delivery.target)
        if webhook is None:
            raise DeliveryRefused(f"There is no webhook {delivery.target}", "see [webhooks] in the settings")
        url = (await self._address(webhook)).strip()
        try:
            check_address(url)
        except AccountError as error:
            raise DeliveryDelayed(
                f"The webhook {webhook.name} {error}", "see [webhooks] in the settings"
            ) from None
        if webhook.kind == "telegram" and not url.rstrip("/").endswith("/sendMessage"):
            url = f"{url.rstrip('/')}/sendMessage"
        status, headers, body = await self._post(webhook, url, delivery.body)
        self._judge(webhook, status, headers, body)

    async def _post(self, webhook: Webhook, url: str, body: bytes) -> tuple[int, httpx.Headers, bytes]:
        client = httpx.AsyncClient(timeout=self._time_limit, follow_redirects=False)
        try:
            async with (
                client,
                client.stream(
                    "POST", url, content=body, headers={"Content-Type": "application/json; charset=utf-8"}
                ) as answer,
            ):
                received = b""
                async for piece in answer.aiter_bytes():
                    received += piece
                    if len(received) >= _MOST_BYTES:
                        break
                return answer.status_code, answer.headers, received
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            # Without its cause and words: both quote the address.
            raise DeliveryDelayed(
                f"The webhook {webhook.name} can't be reached: {type(error).__name__}"
            ) from None

    def _judge(self, webhook: Webhook, status: int, headers: httpx.Headers, body: bytes) -> None:
        if status < _REDIRECT:
            return
        reason = _reason(body)
        why = f"The webhook {webhook.name} answered {status}{reason and f': {reason}'}"
        if status in _TRY_AGAIN or status >= _SERVER_ERROR:
            raise DeliveryDelayed(why, pause=_pause(headers, body, self._clock()))
        if status < _REFUSED:
            raise DeliveryRefused(f"{why}: it leads elsewhere", "copy its address anew from the service")
        hint = (
            "its address is not valid any more: make a new webhook" if status in (401, 403, 404, 410) else ""
        )
        raise DeliveryRefused(why, hint)


def _object(body: bytes) -> Mapping[str, object]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(body: bytes) -> str:
    """Return what an answer says of the reason, in one line."""
    answer = _object(body)
    told = next(
        (answer[name] for name in ("description", "message", "error") if isinstance(answer.get(name), str)),
        None,
    )
    text = (
        str(told)
        if told is not None
        else ""
        if body.lstrip().startswith((b"<", b"{"))
        else body.decode("utf-8", "replace")
    )
    return clean(" ".join(text.split()))[:_LONGEST_REASON]


def _pause(headers: httpx.Headers, body: bytes, now: datetime) -> float | None:
    """Return the seconds a service asks to wait: by the header, or in its answer as Discord and Telegram have them."""
    answer = _object(body)
    parameters = answer.get("parameters")
    for given in (
        answer.get("retry_after"),
        parameters.get("retry_after") if isinstance(parameters, dict) else None,
    ):
        if isinstance(given, (int, float)) and not isinstance(given, bool) and given >= 0:
            return float(given)
    text = headers.get("retry-after", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None
