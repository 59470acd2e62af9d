"""How long, how often and how much."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a connection puts up with; times in seconds."""

    connect: float = 5
    """To reach the host."""
    read: float = 10
    """Without any byte arriving."""
    pace: int = 0
    """Bytes that have to come in each stretch of `read` seconds; only where `attempt` does not count."""
    attempt: float = 30
    """For one attempt altogether, redirections included."""
    attempts: int = 4
    patience: float = 45
    """No further attempt begins after this time."""
    wait_scale: float = 1
    """Factor on the waits between attempts, which are about 1, 2 and 4 seconds."""
    answer_bytes: int = 8_000_000
    """Of an answer, as it comes and unpacked; the largest day recorded has 0.35 MB."""


USUAL = Limits()
