"""How far a download has come, and where the bytes of a response belong."""

from msgspec import Struct


class ResumeState(Struct, frozen=True):
    """The part of a file that was downloaded, from which the download can resume."""

    size: int
    """Bytes from its beginning."""
    validator: str
    """What the server called this very content: a strong ETag, or the time of its last change; empty if nothing."""
    total: int | None = None
    """Bytes of the whole file; None where that was not said."""

    @property
    def can_go_on(self) -> bool:
        """Something is here, and the rest of the same content can be asked for."""
        return self.size > 0 and bool(self.validator)

    @property
    def is_whole(self) -> bool:
        """All of it is here."""
        return self.can_go_on and self.size == self.total


NOT_STARTED = ResumeState(0, "")
"""Nothing is here."""


class DownloadStart(Struct, frozen=True):
    """The bytes that follow belong behind `start`: at 0 the file begins anew, whatever was here."""

    start: int
    validator: str
    total: int | None


def format_size(size: int) -> str:
    """Return a number of bytes for people: `2.1 MB`, `300 MB`, `12 kB`."""
    if size < 1_000_000:
        return f"{-(-size // 1000):,} kB"
    return f"{size / 1e6:.1f} MB" if size < 99_950_000 else f"{size / 1e6:,.0f} MB"
