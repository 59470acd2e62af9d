"""Sending a digest: what commands that send take, and what they say of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import click

from paperreader.cli.output import print_data
from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.mail_account import AccountError, MailAccount, Mailbox, SmtpServer
from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.errors import SettingsError, UsageError
from paperreader.services import Services
from paperreader.services.deliveries import messages
from paperreader.settings import Settings

_IN_SETTINGS = "set it in [mail] of the settings: paperreader settings --edit"


def with_server(settings: Settings, smtp: str | None) -> Settings:
    """Return settings with the mail server of an option in place of theirs.

    Raises:
        click.UsageError: It is no address of a server.
    """
    if smtp is None:
        return settings
    from dataclasses import replace  # noqa: PLC0415 - most give no server

    try:
        SmtpServer.from_url(smtp)
    except AccountError as error:
        raise click.UsageError(f"--smtp {error}") from None
    mail = {name: value for name, value in settings.mail.items() if name != "sendmail"}
    return replace(settings, mail={**mail, "smtp": smtp})


def mails(digest: Digest, account: MailAccount, to: Sequence[str], at: datetime) -> list[Delivery]:
    """Return the mails of a digest, to those of the options, else of the settings, else to the sender.

    Raises:
        click.UsageError: Somebody has no mail address.
        SettingsError: The settings lack what is needed.
    """
    if account.sender is None:
        raise SettingsError("There is no address to mail from", f'from = "me@lab.example": {_IN_SETTINGS}')
    if account.server is None and not account.sendmail:
        raise SettingsError(
            "There is no server to mail by", f'smtp = "smtps://me@smtp.lab.example": {_IN_SETTINGS}'
        )
    try:
        recipients = [Mailbox.from_text(each) for each in to] or account.recipients or (account.sender,)
    except AccountError as error:
        raise click.UsageError(f"--to {error}") from None
    return messages.mails(
        digest, sender=account.sender, recipients=recipients, at=at, is_threaded=account.is_threaded
    )


def webhooks_named(settings: Settings, names: Iterable[str]) -> list[Webhook]:
    """Return the webhooks of the settings by their names.

    Raises:
        UsageError: There is none of that name.
    """
    for name in names:
        if name not in settings.webhooks:
            there = ", ".join(settings.webhooks)
            raise UsageError(
                f"There is no webhook “{name}”",
                f"there are {there}" if there else "add it under [webhooks]: paperreader settings --edit",
            )
    return [settings.webhooks[name] for name in names]


def show(deliveries: Iterable[Delivery]) -> None:
    """Print messages as they would be sent, each under a line that says to whom."""
    for each in deliveries:
        click.echo(f"To {target_of(each)}:", err=True)
        print_data(each.body.decode("utf-8", "replace").replace("\r\n", "\n").rstrip("\n") + "\n")


def target_of(delivery: Delivery) -> str:
    """Return to whom a message goes, in words."""
    return delivery.target if delivery.channel == messages.MAIL else f"the webhook {delivery.target}"


async def send(services: Services) -> bool:
    """Send what is due, and say of each message how it went; tell whether all arrived."""
    has_failed = False
    async for outcome in services.sending.due():
        to = target_of(outcome.delivery)
        if not outcome.error:
            again = ", perhaps for the second time" if outcome.delivery.is_doubtful else ""
            click.echo(f"Sent to {to}{again}", err=True)
            continue
        has_failed = True
        then = (
            "not sent"
            if outcome.is_final
            else "it waits: the next digest, or paperreader outbox send, tries again"
        )
        about = f"{to}: " if outcome.delivery.channel == messages.MAIL else ""
        click.echo(f"paperreader: {about}{outcome.error}; {then}", err=True)
    return not has_failed
