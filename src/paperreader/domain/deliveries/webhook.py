"""An address of a chat service that takes messages, as the settings name it."""

from collections.abc import Mapping, Sequence
from typing import Self
from urllib.parse import urlsplit

from msgspec import Struct

from paperreader.domain.deliveries.mail_account import AccountError
from paperreader.domain.text import clean

KINDS = ("slack", "discord", "mattermost", "telegram", "json")
"""The services whose form is known; `json` is for programs of one's own."""
_FIELDS = ("kind", "url", "url_env", "url_command", "chat")
_WAYS = ("url", "url_env", "url_command")
_NOTHING: Sequence[str] = ()


class Webhook(Struct, frozen=True, kw_only=True):
    """Where messages go, and in which form; its address is a secret: who has it can post."""

    name: str
    kind: str
    url: str = ""
    url_env: str = ""
    """The variable of the environment that holds the address."""
    url_command: Sequence[str] = _NOTHING
    """A program that prints the address, and its arguments."""
    chat: str = ""
    """Telegram's chat: an id or `@channel`."""

    def __repr__(self) -> str:
        """Return the name and the kind: an address would stand in every traceback."""
        return f"Webhook({self.name!r}, {self.kind!r})"

    @classmethod
    def from_setting(cls, name: str, table: object) -> Self:
        """Return the webhook that `[webhooks]` has under a name.

        Raises:
            AccountError: Something in it can't be used; the sentence follows the name, and never holds the address.
        """
        if not name or clean(name) != name:
            raise AccountError("can't be the name of a webhook: it must be words on one line")
        if not isinstance(table, dict):
            raise AccountError('must be a table, such as { kind = "slack", url_env = "SLACK_URL" }')
        for field in table:
            if field not in _FIELDS:
                raise AccountError(f"has {clean(field)}, but a webhook has {', '.join(_FIELDS)}")
        kind = table.get("kind")
        if kind not in KINDS:
            raise AccountError(f"must have a kind: one of {', '.join(KINDS)}")
        chat = _chat(kind, table.get("chat", ""))
        way, given = _address(table)
        return cls(
            name=name,
            kind=kind,
            url=given[0] if way == "url" else "",
            url_env=given[0] if way == "url_env" else "",
            url_command=given if way == "url_command" else (),
            chat=chat,
        )


def _chat(kind: str, chat: object) -> str:
    if kind == "telegram" and not (isinstance(chat, str) and chat):
        raise AccountError('must have a chat, such as "@channel" or "123456"')
    if kind != "telegram" and chat:
        raise AccountError("has a chat, which only telegram has")
    return str(chat)


def _address(table: Mapping[str, object]) -> tuple[str, Sequence[str]]:
    """Return the one way in which a table says the address, and what it says."""
    ways = [way for way in _WAYS if table.get(way)]
    if len(ways) != 1:
        raise AccountError("must have one of url, url_env and url_command")
    (way,) = ways
    given = table[way]
    if way == "url_command" and isinstance(given, list) and all(isinstance(each, str) for each in given):
        return way, tuple(given)
    if not isinstance(given, str):
        raise AccountError(f"has a {way} that is no text in quotation marks")
    if way == "url":
        check_address(given)
    return way, tuple(given.split()) if way == "url_command" else (given,)


def check_address(url: str) -> None:
    """See that messages can be posted there without anybody between reading them.

    Raises:
        AccountError: It is no such address, which is not told: it may be one with a slip.
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or not url.isprintable():
        raise AccountError("has an address that is none: it must begin with https://")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in ("localhost", "127.0.0.1", "::1")):
        raise AccountError("has an address that does not begin with https://")
