"""A digest as a mail: text and HTML that say the same, under headers that no title can break."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from msgspec import Struct

from paperreader.domain.deliveries.mail_account import Mailbox
from paperreader.domain.digests.digest import Digest
from paperreader.domain.text import clean, fold
from paperreader.formats.digests import DIGESTS

_LONGEST_SUBJECT = 150


class Envelope(Struct, frozen=True, kw_only=True):
    """What stands on a mail beside the digest."""

    sender: Mailbox
    recipient: Mailbox
    id: str
    """Its Message-ID, without angle brackets."""
    at: datetime
    subscription: str = ""
    """The name of the subscription it is for; empty for a digest that was asked for once."""
    is_threaded: bool = False
    """It belongs to the thread of its week."""


def to_mail(digest: Digest, envelope: Envelope) -> bytes:
    """Return a whole message in ASCII, its lines ended by CR LF; the same digest and envelope give the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(envelope.sender)
    message["To"] = _address(envelope.recipient)
    message["Subject"] = _subject(digest)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.id}>"
    if envelope.is_threaded:
        thread = f"<{_thread(digest, envelope)}>"
        message["In-Reply-To"] = thread
        message["References"] = thread
    _add_list(message, envelope)
    # No vacation notice answers this (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(DIGESTS["text"](digest), cte="quoted-printable")
    message.add_alternative(DIGESTS["html"](digest), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{re.sub('[^A-Za-z0-9]', '', envelope.id)[:60]}")
    return message.as_bytes()


def _address(mailbox: Mailbox) -> Address:
    user, _, domain = mailbox.address.rpartition("@")
    return Address(mailbox.name, user, domain)


def _subject(digest: Digest) -> str:
    said = " ".join(clean(f"{digest.title} ({digest.counts})").split())
    return said if len(said) <= _LONGEST_SUBJECT else f"{said[: _LONGEST_SUBJECT - 2]} …"


def _add_list(message: EmailMessage, envelope: Envelope) -> None:
    """Say how a subscription ends: by a mail to whoever runs it, as nobody else sends it."""
    if not envelope.subscription:
        return
    name = envelope.subscription
    slug = "-".join(fold(name).split()) or "subscription"
    domain = envelope.sender.domain
    asked = quote(f"unsubscribe {name}", safe="")
    message["List-Id"] = f"<{re.sub('[^a-z0-9-]', '', slug) or 'subscription'}.paperreader.{domain}>"
    message["List-Unsubscribe"] = f"<mailto:{envelope.sender.address}?subject={asked}>"


def _thread(digest: Digest, envelope: Envelope) -> str:
    """Return the id that all mails of a week of one subscription refer to, though no mail has it."""
    year, week, _ = digest.made_at.isocalendar()
    slug = re.sub("[^a-z0-9]+", "-", fold(f"{envelope.subscription} {digest.key}")).strip("-")[:60]
    return f"{year}-w{week:02}.{slug}.paperreader@{envelope.sender.domain}"
