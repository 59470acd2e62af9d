"""When a delivery that failed for now is tried again, and when no more."""

from datetime import datetime, timedelta

_PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""After the first tries; the last one after all that follow."""
_LONGEST = timedelta(days=4)
"""After which a mail server gives up, too (RFC 5321, 4.5.4.1)."""


def next_try(
    queued_at: datetime, now: datetime, tries: int, wanted: timedelta | None = None
) -> datetime | None:
    """Return when to try again; None where it has been tried for long enough.

    Args:
        queued_at: When the delivery was queued.
        now: When it failed.
        tries: How often it has failed, with this time.
        wanted: The pause the receiver asks for; a shorter one than ours makes no difference.
    """
    if now - queued_at >= _LONGEST:
        return None
    pause = _PAUSES[min(tries, len(_PAUSES)) - 1]
    return now + max(pause, min(wanted or pause, _LONGEST))
