"""How a count and a missing fact are written for people."""

UNKNOWN = "—"
"""Stands wherever something is not known."""


def number(value: int | None) -> str:
    """Return a count, such as `2,100`, or the sign for unknown."""
    return UNKNOWN if value is None else f"{value:,}"
