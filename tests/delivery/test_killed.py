"""Whoever is killed in the middle of sending loses no paper and sends none under two names."""

import asyncio
import sys
from email import message_from_bytes, policy
from pathlib import Path

from tests.at_length import IS_ALL
from tests.delivery.child import PAPERS, RECIPIENTS
from tests.delivery.smtp_server import serving

_POINTS = 50 if IS_ALL else 6
_CHILD = "tests.delivery.child"


async def _run(outbox: Path, port: int, kill_at: int) -> tuple[int, int]:
    """Return the exit code of the child, and the lines it went through."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", _CHILD, str(outbox), str(port), str(kill_at), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await child.communicate()
    assert child.returncode is not None
    return child.returncode, int(printed or 0)


async def test_killed_at_any_point_and_run_again_each_paper_arrives_under_one_id(tmp_path: Path) -> None:
    async with serving() as (mailboxes, port):
        code, lines = await _run(tmp_path / "whole.sqlite3", port, 0)
        assert (code, lines > 300) == (0, True)
        repeated = 0
        for number in range(_POINTS):
            mailboxes.taken.clear()
            outbox = tmp_path / f"{number}.sqlite3"
            killed, _ = await _run(outbox, port, 1 + number * (lines - 10) // _POINTS)
            assert killed == 9
            assert await _run(outbox, port, 0) >= (0, 0)
            for recipient in RECIPIENTS:
                mails = [
                    message_from_bytes(mail, policy=policy.default)
                    for mail in mailboxes.taken[recipient.address]
                ]
                # What was being sent may have arrived before: then it is sent again as the same message.
                assert len({mail["Message-ID"] for mail in mails}) == 1
                assert len({mail.as_bytes() for mail in mails}) == 1
                repeated += len(mails) - 1
                body = mails[0].get_body(("plain",))
                assert body is not None
                assert all(f"https://arxiv.org/abs/{paper.key}" in body.get_content() for paper in PAPERS)
        # Between the server's answer and the note of it, and nowhere else.
        assert repeated <= max(1, _POINTS // 5)
