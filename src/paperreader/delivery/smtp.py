"""Mail by SMTP: never in the clear but on this machine, and never to a server whose certificate is not trusted."""

import asyncio
import smtplib
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.mail_account import SmtpServer
from paperreader.domain.text import clean
from paperreader.errors import DeliveryDelayed, DeliveryRefused

_TIME_LIMIT = 30.0
"""Seconds for each answer of the server."""
_PERMANENT = 500
"""Codes from which on a server will never take what it was given (RFC 5321, 4.2.1)."""
_LONGEST_REASON = 300
_HINT = "see [mail] in the settings: paperreader settings --edit"


class SmtpChannel:
    """Gives each message to one server, in a conversation of its own.

    Args:
        server: The server of the settings.
        sender: The address that bounces go to.
        password: Returns the user's password; asked only where there is a user.
        trust: What makes a certificate trusted; None for what this machine trusts.
        time_limit: Seconds for each answer.
    """

    def __init__(
        self,
        server: SmtpServer,
        sender: str,
        password: Callable[[], Awaitable[str]],
        *,
        trust: ssl.SSLContext | None = None,
        time_limit: float = _TIME_LIMIT,
    ) -> None:
        self._server = server
        self._sender = sender
        self._password = password
        self._trust = trust
        self._time_limit = time_limit

    async def send(self, delivery: Delivery) -> None:
        """Give a message to the server, which has it when this returns.

        Raises:
            DeliveryDelayed: The server can't be reached, trusted or used now.
            DeliveryRefused: It will not take this message, or not for this recipient.
        """
        password = await self._password() if self._server.user else ""
        smtp = await asyncio.to_thread(self._sent, delivery, password)
        # Beside: whoever is killed while the server answers this would send again what has arrived.
        asyncio.get_running_loop().run_in_executor(None, _say_goodbye, smtp)

    def _sent(self, delivery: Delivery, password: str) -> smtplib.SMTP:
        """Return the conversation in which a message was given to the server."""
        try:
            smtp = self._connected()
        except ssl.SSLCertVerificationError as error:
            why = f"The certificate of {self._server} is not trusted: {error.verify_message}"
            raise DeliveryDelayed(why, _HINT) from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryDelayed(f"{self._server} can't be reached: {_reason(error)}", _HINT) from error
        try:
            self._log_in(smtp, password)
            self._give(smtp, delivery)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        trust = self._trust or ssl.create_default_context()
        if server.is_tls:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=self._time_limit, context=trust)
        smtp = smtplib.SMTP(server.host, server.port, timeout=self._time_limit)
        try:
            self._secure(smtp, trust)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _secure(self, smtp: smtplib.SMTP, trust: ssl.SSLContext) -> None:
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=trust)
        elif not self._server.is_loopback:
            raise DeliveryDelayed(
                f"{self._server} offers no TLS: nothing was sent, since anybody between could read it",
                "use a server with TLS, such as smtps:// on port 465",
            )

    def _log_in(self, smtp: smtplib.SMTP, password: str) -> None:
        if not self._server.user:
            return
        try:
            smtp.login(self._server.user, password)
        except smtplib.SMTPAuthenticationError as error:
            # Not from the error, which may quote what was sent.
            why = f"{self._server} does not accept user and password ({error.smtp_code})"
            raise DeliveryDelayed(why, "check the user in smtp and where the password comes from") from None
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryDelayed(f"{self._server} takes no password: {_reason(error)}", _HINT) from None

    def _give(self, smtp: smtplib.SMTP, delivery: Delivery) -> None:
        try:
            smtp.sendmail(self._sender, [delivery.target], delivery.body)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise self._refusal(code, answer) from error
        except smtplib.SMTPResponseException as error:
            raise self._refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise DeliveryDelayed(f"{self._server} broke off: {_reason(error)}") from error

    def _refusal(self, code: int, answer: bytes | str) -> DeliveryDelayed | DeliveryRefused:
        told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        why = f"{self._server} answered {code} {clean(' '.join(told.split()))[:_LONGEST_REASON]}".rstrip()
        return DeliveryRefused(why) if code >= _PERMANENT else DeliveryDelayed(why)


def _say_goodbye(smtp: smtplib.SMTP) -> None:
    # The server has the message: how the conversation ends makes no difference.
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    smtp.close()


def _reason(error: Exception) -> str:
    return clean(" ".join(str(error).split()))[:_LONGEST_REASON] or type(error).__name__
