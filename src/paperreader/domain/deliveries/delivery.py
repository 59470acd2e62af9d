"""A message that is on its way out."""

from datetime import datetime

from msgspec import Struct


class Delivery(Struct, frozen=True, kw_only=True):
    """A message as it is sent, the same at each try."""

    id: str
    """Unique in the world, such as a Message-ID; whoever receives it twice can tell."""
    channel: str
    """The name of the channel it goes by, such as `mail`."""
    target: str
    """To whom: addresses, the name of a webhook, a path; never a secret."""
    body: bytes
    queued_at: datetime
    """UTC, as all times here."""
    next_try_at: datetime
    tries: int = 0
    """How often it was tried in vain."""
    error: str = ""
    """What went wrong the last time, without a full stop; empty where nothing did."""
    is_doubtful: bool = False
    """It was being sent when the program ended: it may have arrived."""
