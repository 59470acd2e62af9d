"""Copies of the bookmarks that sync tools leave when two machines wrote at the same time."""

import re
from pathlib import Path

from msgspec import Struct

_PATTERNS = (
    ("Syncthing", r"{stem}\.sync-conflict-\d{{8}}-\d{{6}}(?:-\w+)?{suffix}"),
    ("Nextcloud", r"{stem} \(conflicted copy [\d-]+ \d+\){suffix}"),
    ("Nextcloud", r"{stem}_conflict-\d{{8}}-\d{{6}}{suffix}"),
    ("Dropbox", r"{stem} \(.*(?:conflicted copy|in Konflikt|conflit|conflicto).*\){suffix}"),
    ("a sync tool", r"{stem}(?: \(\d+\)|[-. ]conflict.*){suffix}"),
)


class ConflictCopy(Struct, frozen=True):
    """A copy, and the tool whose way of naming it has."""

    path: Path
    tool: str


def conflict_copies(path: Path) -> tuple[ConflictCopy, ...]:
    """Return the copies beside a file, by name; none where its folder can't be read."""
    try:
        names = sorted(path.parent.iterdir())
    except OSError:
        return ()
    found = []
    for each in names:
        tool = _tool(each.name, path)
        if tool is not None and each.is_file():
            found.append(ConflictCopy(each, tool))
    return tuple(found)


def _tool(name: str, path: Path) -> str | None:
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    for tool, pattern in _PATTERNS:
        if re.fullmatch(pattern.format(stem=stem, suffix=suffix), name, re.IGNORECASE):
            return tool
    return None
