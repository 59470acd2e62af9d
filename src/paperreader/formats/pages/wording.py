"""How a count, a share and a missing fact are written for people."""

UNKNOWN = "—"
"""Stands wherever something is not known."""


def number(value: int | None) -> str:
    """Return a count, such as `2,100`, or the sign for unknown."""
    return UNKNOWN if value is None else f"{value:,}"


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 as a percentage: `12.4 %`, `< 0.1 %`; or the sign for unknown."""
    if share is None:
        return UNKNOWN
    if 0 < share < 0.0005:
        return "< 0.1 %"
    return f"{share * 100:.1f} %" if share else "0 %"


def not_understood(count: int) -> str:
    """Return how many entries of a listing were left out: `1 entry not understood`."""
    return f"{count:,} {'entry' if count == 1 else 'entries'} not understood"
