"""What was done about a damaged file of bookmarks."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryReport:
    """A damaged file, where it lies now, and where the bookmarks that are there again came from."""

    what: str
    """What was wrong, such as `is empty` or `is damaged: …`."""
    path: str
    """Of the file."""
    put_aside: str | None
    """Under which path the damaged file lies; None if it had vanished."""
    salvaged: int
    """Bookmarks read from the damaged file."""
    from_backup: int
    """Further ones, or newer words, from the newest good backup."""
    backup_at: datetime | None
    """When that backup was made."""
    from_log: int
    """Further ones, or newer words, from the changes made since."""
    total: int
    """Bookmarks there are now."""

    @property
    def sentence(self) -> str:
        """What to tell the user, without a full stop."""
        sources = [f"{self.salvaged} salvaged from it"] if self.put_aside else []
        if self.from_backup and self.backup_at is not None:
            sources.append(f"{self.from_backup} from the backup of {self.backup_at:%Y-%m-%d %H:%M} UTC")
        if self.from_log:
            sources.append(f"{self.from_log} from the changes since")
        aside = f"; it was put aside as {self.put_aside}" if self.put_aside else ""
        found = ", ".join(sources) or "nothing could be had back"
        there = "1 bookmark is there" if self.total == 1 else f"{self.total} bookmarks are there"
        return f"{self.path} {self.what}. {there}: {found}{aside}"
