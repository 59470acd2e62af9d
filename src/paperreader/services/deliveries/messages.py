"""A digest as deliveries: to mailboxes and to webhooks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.mail_account import Mailbox
from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.mail import Envelope, to_mail
from paperreader.formats.webhooks import WEBHOOKS

MAIL, WEBHOOK = "mail", "webhook"
"""The names of the channels."""


def mails(
    digest: Digest,
    *,
    sender: Mailbox,
    recipients: Sequence[Mailbox],
    at: datetime,
    subscription: str = "",
    is_threaded: bool = False,
) -> list[Delivery]:
    """Return a mail for each recipient, with an id of its own that stays the same at each try."""
    made = []
    for recipient in recipients:
        id_ = f"{uuid4().hex}@{sender.domain}"
        envelope = Envelope(
            sender=sender,
            recipient=recipient,
            id=id_,
            at=at,
            subscription=subscription,
            is_threaded=is_threaded,
        )
        made.append(_delivery(id_, MAIL, recipient.address, to_mail(digest, envelope), at))
    return made


def posts(digest: Digest, webhook: Webhook, at: datetime) -> list[Delivery]:
    """Return the messages for a webhook, in their order."""
    return [
        _delivery(uuid4().hex, WEBHOOK, webhook.name, body, at)
        for body in WEBHOOKS[webhook.kind](digest, webhook)
    ]


def _delivery(id_: str, channel: str, target: str, body: bytes, at: datetime) -> Delivery:
    return Delivery(id=id_, channel=channel, target=target, body=body, queued_at=at, next_try_at=at)
