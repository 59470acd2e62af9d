"""How long, how often and how much a host is asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of time and size; times in seconds."""

    connect: float = 5
    """To reach the host."""
    read: float = 10
    """Without any byte arriving."""
    min_throughput: int = 0
    """Bytes that have to come in each stretch of `read` seconds; only where `attempt` does not count."""
    attempt: float = 30
    """For one attempt altogether, redirects included."""
    attempts: int = 4
    patience: float | None = 45
    """No further attempt begins after this time; None for no such limit."""
    wait_scale: float = 1
    """Factor on the waits between attempts, which are about 1, 2 and 4 seconds."""
    answer_bytes: int = 8_000_000
    """Of a body, as it comes and decompressed; the largest day recorded has 0.35 MB."""


USUAL = Limits()
