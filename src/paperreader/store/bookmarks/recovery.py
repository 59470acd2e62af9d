"""Making good what happened to a damaged file: what is left of it, the newest good backup, the changes since."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from paperreader.domain.bookmarks.history import RecoveryReport
from paperreader.domain.bookmarks.merge_state import MergeState, merge
from paperreader.errors import StoreError
from paperreader.store import files
from paperreader.store.bookmarks.backups import Backups
from paperreader.store.bookmarks.salvage import Salvage, salvaged
from paperreader.store.bookmarks.undo_log import UndoLog

_NOTHING = MergeState()


class _Parts(Struct, frozen=True):
    salvage: Salvage
    backup: MergeState
    backup_at: datetime | None
    log: MergeState


def recover(
    raw: bytes | None, backups: Backups, log: UndoLog, read: Callable[[bytes], MergeState]
) -> tuple[MergeState, Callable[[str, Path, Path | None], RecoveryReport]]:
    """Return all bookmarks that can be had, and what makes a report of it, given what was wrong and the paths.

    Args:
        raw: The content of the damaged file; None if it vanished.
        backups: Of which the newest good one counts.
        log: The changes made, also since that backup.
        read: Returns the merge state in the content of a good file, or raises StoreError.

    Raises:
        StoreTooNew: The damaged file is a newer program's.
    """
    salvage = Salvage(_NOTHING, _NOTHING) if raw is None else salvaged(raw)
    backup, backup_at = _newest_good(backups, read)
    logged = _NOTHING
    for merge_state in log.merge_state():
        logged = merge(logged, merge_state)
    parts = _Parts(salvage, backup, backup_at, logged)
    merge_state = _joined(parts)

    def report(what: str, path: Path, aside: Path | None) -> RecoveryReport:
        own = parts.salvage.intact
        with_backup = merge(own, parts.backup)
        return RecoveryReport(
            what=what,
            path=str(path),
            put_aside=None if aside is None else str(aside),
            salvaged=len({**parts.salvage.hurt.bookmark_states, **own.bookmark_states}),
            from_backup=len(with_backup.changes(own)),
            backup_at=parts.backup_at,
            from_log=len(merge(with_backup, parts.log).changes(with_backup)),
            total=len(merge_state.bookmarks()),
        )

    return merge_state, report


def _joined(parts: _Parts) -> MergeState:
    trusted = merge(parts.backup, parts.log)
    # What says it is of the very same time as a good copy must be like it: otherwise a character changed.
    own = {
        key: bookmark_state
        for key, bookmark_state in parts.salvage.intact.bookmark_states.items()
        if key not in trusted.bookmark_states
        or trusted.bookmark_states[key].changed_at != bookmark_state.changed_at
    }
    known = merge(trusted, MergeState(own))
    return MergeState({**parts.salvage.hurt.bookmark_states, **known.bookmark_states})


def _newest_good(backups: Backups, read: Callable[[bytes], MergeState]) -> tuple[MergeState, datetime | None]:
    for backup in backups.all():
        try:
            return read(files.read(backup.path)[0]), backup.made_at
        except (OSError, StoreError):
            continue
    return _NOTHING, None
