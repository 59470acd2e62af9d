"""Discussions for the test hub: a builder of comments, the written ones, and a long one."""

import json
from datetime import datetime, timedelta
from typing import Final

from tests.hub.papers import CROWDED, WRITTEN

TALKED_OF: Final = "2608.90301"
"""The written paper with threads, an author who answers, a hidden comment, a deleted account, events and a bot."""
HOSTILE: Final = "2608.90201"
"""The written paper with comments that try to be more than text."""
_LONG: Final = 500


def comment(
    id: str,  # noqa: A002 - the wire's own word
    raw: str | None = "Well said.",
    *,
    by: str | None = "quiet-reader",
    at: str = "2026-08-21T09:00:00.000Z",
    **data: object,
) -> dict[str, object]:
    """Build a comment as it comes with a paper; `data` goes by its names on the wire, None leaves out the text."""
    facts: dict[str, object] = {"numEdits": 0, "reactions": [], "hidden": False}
    if raw is not None:
        facts["latest"] = {"raw": raw, "html": "<p>not what is shown</p>"}
    made: dict[str, object] = {"id": id, "type": "comment", "createdAt": at, "data": {**facts, **data}}
    if by is not None:
        made["author"] = {"name": by, "fullname": by.replace("-", " ").title(), "isPro": False}
    return made


def written_comments() -> dict[str, list[object]]:
    """The written discussions by the id of their paper, and one of 500 comments in 100 threads."""
    discussions: dict[str, list[object]] = json.loads((WRITTEN / "comments.json").read_text(encoding="utf-8"))
    return {**discussions, CROWDED: long_discussion(_LONG)}


def long_discussion(count: int) -> list[object]:
    """Comments in threads of five, each with a paragraph or two, a list and a link."""
    began = datetime.fromisoformat("2026-08-19T08:00:00")
    return [_remark(n, began + timedelta(minutes=n)) for n in range(count)]


def _remark(n: int, at: datetime) -> dict[str, object]:
    text = (
        f"Remark **{n}**: the tide at observatory {n % 40} came *late* again, see "
        f"[the log](https://logs.example/{n}). We looked at every sensor between the pier and the "
        "lighthouse, and found no salt on any of them.\n\n- pier\n- lighthouse\n\nDoes anybody know more?"
    )
    written = f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
    if n % 5:
        return comment(f"n{n}", text, at=written, parentCommentId=f"n{n - n % 5}")
    return comment(f"n{n}", text, at=written)
