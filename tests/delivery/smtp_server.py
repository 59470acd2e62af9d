"""A real SMTP server on loopback, which can be told to refuse, to fail and to hang up."""

import asyncio
import ssl
import warnings
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "ada", "a password of nobody"


class Mailboxes:
    """What arrived, by recipient; and answers that come in place of taking it, by stage."""

    def __init__(self) -> None:
        self.taken: dict[str, list[bytes]] = defaultdict(list)
        self.answers: dict[str, str] = {}
        """Once each, at MAIL, RCPT or DATA; an empty one hangs up."""
        self.sessions: list[Session] = []

    def _answer(self, stage: str, server: SMTP) -> str | None:
        answer = self.answers.pop(stage, None)
        if answer == "":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        return answer

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        """Take the sender."""
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(  # noqa: N802 - likewise
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Take a recipient."""
        answer = self._answer("RCPT", server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        """Take the message."""
        self.sessions.append(session)
        answer = self._answer("DATA", server)
        if answer is not None and answer != "421 gone":
            return answer
        assert isinstance(envelope.content, bytes)
        for address in envelope.rcpt_tos:
            self.taken[address].append(envelope.content)
        return answer or "250 OK"


def _checked(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
    del server, session, envelope, mechanism
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_right, handled=False)


@asynccontextmanager
async def serving(
    tls: ssl.SSLContext | None = None, *, is_implicit: bool = False, has_users: bool = False
) -> AsyncIterator[tuple[Mailboxes, int]]:
    """Serve mail, with STARTTLS or TLS from the first byte; give the mailboxes and the port."""
    mailboxes = Mailboxes()
    is_late = tls is not None and not is_implicit

    def protocol() -> SMTP:
        with warnings.catch_warnings():
            # It does not see that what it is asked through is TLS already.
            warnings.simplefilter("ignore")
            return SMTP(
                mailboxes,
                hostname="localhost",
                tls_context=tls if is_late else None,
                require_starttls=is_late,
                auth_required=has_users,
                auth_require_tls=has_users and is_late,
                authenticator=_checked if has_users else None,
            )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if is_implicit else None)
    async with server:
        yield mailboxes, server.sockets[0].getsockname()[1]
