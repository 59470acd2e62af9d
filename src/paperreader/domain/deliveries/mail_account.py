"""From whom, to whom and by which server mail goes, as the settings or the command line say."""

import re
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from paperreader.domain.text import clean

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_NAMED = re.compile(r'\s*(?P<name>[^<>"]*?)\s*<(?P<address>[^<>]+)>\s*')
_PORTS = {"smtp": 587, "smtps": 465}
_FIELDS = frozenset({"from", "to", "smtp", "sendmail", "password_command", "thread"})
_SMTP = 'an address such as "smtps://me@smtp.lab.example"'
_NOTHING: Sequence[str] = ()
_T = TypeVar("_T")


class AccountError(ValueError):
    """Says what is wrong with an account, in words that follow its name."""


class Mailbox(Struct, frozen=True):
    """An address of mail, with the name that stands before it."""

    address: str
    name: str = ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what `me@lab.example` or `Me <me@lab.example>` means.

        Raises:
            AccountError: It is no address, or not in ASCII.
        """
        named = _NAMED.fullmatch(text)
        name, address = ("", text.strip()) if named is None else (named["name"], named["address"].strip())
        if not _ADDRESS.fullmatch(address) or clean(text) != text:
            raise AccountError(f"is no mail address: {clean(text)!r}")
        return cls(address, name)

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


class SmtpServer(Struct, frozen=True):
    """A server that takes mail, and who asks it to."""

    host: str
    port: int
    user: str = ""
    is_tls: bool = True
    """TLS from the first byte; else it begins with STARTTLS."""

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Return the server of `smtps://user@host` or `smtp://user@host:587`.

        Raises:
            AccountError: It is no such address, or holds a password.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise AccountError(f"must be {_SMTP}") from error
        if parts.scheme not in _PORTS or not host or parts.path.strip("/") or parts.query:
            raise AccountError(f"must be {_SMTP}")
        if parts.password is not None:
            raise AccountError(
                "must not hold a password: set password_command or the variable PAPERREADER_SMTP_PASSWORD"
            )
        user = unquote(parts.username or "")
        return cls(host, port or _PORTS[parts.scheme], user, parts.scheme == "smtps")

    @property
    def is_loopback(self) -> bool:
        """It is on this machine: TLS protects nothing."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def __str__(self) -> str:
        """Return host and port."""
        return f"{self.host}:{self.port}"


class MailAccount(Struct, frozen=True, kw_only=True):
    """How mail is sent."""

    sender: Mailbox | None = None
    recipients: tuple[Mailbox, ...] = ()
    """Without any, mail goes to the sender."""
    server: SmtpServer | None = None
    sendmail: Sequence[str] = _NOTHING
    """A program that takes mail in place of a server, and its arguments."""
    password_command: Sequence[str] = _NOTHING
    """A program that prints the password, and its arguments."""
    is_threaded: bool = False
    """The mails of a week are one thread."""

    @classmethod
    def from_setting(cls, table: Mapping[str, object]) -> Self:
        """Return the account of the table `[mail]`.

        Raises:
            AccountError: Something in it can't be used; the sentence begins with its name.
        """
        for name in table:
            if name not in _FIELDS:
                raise AccountError(
                    f"{clean(name)} is not a setting of mail: there are {', '.join(sorted(_FIELDS))}"
                )
        sender = table.get("from")
        smtp = table.get("smtp")
        thread = table.get("thread", "none")
        if thread not in ("week", "none"):
            raise AccountError('thread must be "week" or "none"')
        return cls(
            sender=None if sender is None else _read("from", Mailbox.from_text, _text("from", sender)),
            recipients=tuple(
                _read("to", Mailbox.from_text, each) for each in _texts("to", table.get("to", []))
            ),
            server=None if smtp is None else _read("smtp", SmtpServer.from_url, _text("smtp", smtp)),
            sendmail=_texts("sendmail", table.get("sendmail", [])),
            password_command=_texts("password_command", table.get("password_command", [])),
            is_threaded=thread == "week",
        )


def _read(name: str, read: Callable[[str], _T], text: str) -> _T:
    try:
        return read(text)
    except AccountError as error:
        raise AccountError(f"{name} {error}") from error


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise AccountError(f"{name} must be a text in quotation marks")


def _texts(name: str, value: object) -> tuple[str, ...]:
    """Return a list of texts; a single one stands for itself."""
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list) and all(isinstance(each, str) and "\0" not in each for each in texts):
        return tuple(texts)
    raise AccountError(f"{name} must be a text in quotation marks, or a list of them")
