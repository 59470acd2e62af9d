"""What the reader did with a paper."""

from enum import StrEnum


class Mark(StrEnum):
    """New until it was under the cursor, then seen; read or skipped when the reader says so."""

    NEW = "new"
    SEEN = "seen"
    READ = "read"
    SKIPPED = "skipped"

    @property
    def is_unread(self) -> bool:
        """Neither read nor skipped."""
        return self in (Mark.NEW, Mark.SEEN)
