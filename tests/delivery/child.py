"""Sends what a subscription has not had yet to two mailboxes, and may be killed at any line on the way.

Arguments: the outbox, the port of a mail server, and the number of the line to be killed at; 0 for none. Prints how many
lines were gone through.
"""

import asyncio
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from paperreader.delivery.smtp import SmtpChannel
from paperreader.domain.deliveries.mail_account import Mailbox, SmtpServer
from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.services.deliveries import messages
from paperreader.services.deliveries.sending import Sending
from paperreader.services.one_thread import OneThread
from paperreader.store.outbox import Outbox

NOW = datetime(2026, 8, 18, 19, 30, tzinfo=UTC)
SENDER = Mailbox("ada@lab.example")
RECIPIENTS = (Mailbox("bruno@home.example"), Mailbox("carla@home.example"))
PAPERS = tuple(Paper(key=PaperKey(f"2608.0000{n}"), title=f"Lamp {n}") for n in (1, 2, 3))
_TRACED = ("store/outbox.py", "deliveries/sending.py", "delivery/smtp.py", "smtplib.py", "formats/mail.py")


async def send(outbox: Outbox, port: int) -> None:
    """Queue what was not had yet, and send what is due."""
    had = outbox.papers_had("lamps")
    news = [DigestPaper(paper=paper) for paper in PAPERS if paper.key not in had]
    if news:
        digest = Digest(
            title="Lamps", name="Lamps", key="lamps", made_at=NOW, papers=tuple(news), count=len(news)
        )
        mails = messages.mails(digest, sender=SENDER, recipients=RECIPIENTS, at=NOW, subscription="lamps")
        outbox.queue("lamps", mails, [each.paper.key for each in news], NOW)

    async def password() -> str:
        return ""

    channel = SmtpChannel(SmtpServer("127.0.0.1", port, is_tls=False), SENDER.address, password)
    thread = OneThread("outbox")
    async for _ in Sending(outbox, thread, {"mail": channel}, lambda: NOW).due():
        pass
    await thread.close()


def _count_lines(kill_at: int) -> list[int]:
    """Count the lines of what sends, in every thread, and end without any more at one of them."""
    count = [0]

    def trace(frame: FrameType, event: str, arg: object) -> object:
        if not frame.f_code.co_filename.endswith(_TRACED):
            return None
        if event == "line":
            count[0] += 1
            if count[0] == kill_at:
                os._exit(9)
        return trace

    threading.settrace(trace)  # type: ignore[arg-type] # as it may be used
    sys.settrace(trace)  # type: ignore[arg-type] # likewise
    return count


def main() -> None:
    """Send, and say how many lines that took."""
    path, port, kill_at = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    count = _count_lines(kill_at)
    outbox = Outbox.open(path)
    asyncio.run(send(outbox, port))
    outbox.close()
    sys.stdout.write(f"{count[0]}\n")


if __name__ == "__main__":
    main()
