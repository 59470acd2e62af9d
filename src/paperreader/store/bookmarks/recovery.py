"""Making good what happened to a damaged file: what is left of it, the newest good backup, the steps since."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from paperreader.domain.bookmarks.ledger import Ledger, merge
from paperreader.domain.bookmarks.recovered import Recovered
from paperreader.errors import StoreError
from paperreader.store import files
from paperreader.store.bookmarks.backups import Backups
from paperreader.store.bookmarks.salvage import Salvage, salvaged
from paperreader.store.bookmarks.undo import UndoLog

_NOTHING = Ledger()


@dataclass(frozen=True, slots=True)
class _Parts:
    salvage: Salvage
    backup: Ledger
    backup_at: datetime | None
    log: Ledger


def recover(
    raw: bytes | None, backups: Backups, log: UndoLog, read: Callable[[bytes], Ledger]
) -> tuple[Ledger, Callable[[str, Path, Path | None], Recovered]]:
    """Return all bookmarks that can be had, and what makes a report of it, given what was wrong and the paths.

    Args:
        raw: The content of the damaged file; None if it vanished.
        backups: Of which the newest good one counts.
        log: The steps taken, also since that backup.
        read: Returns the ledger in the content of a good file, or raises StoreError.

    Raises:
        StoreTooNew: The damaged file is a newer program's.
    """
    salvage = Salvage(_NOTHING, _NOTHING) if raw is None else salvaged(raw)
    backup, backup_at = _newest_good(backups, read)
    logged = _NOTHING
    for ledger in log.ledger():
        logged = merge(logged, ledger)
    parts = _Parts(salvage, backup, backup_at, logged)
    ledger = _joined(parts)

    def report(what: str, path: Path, aside: Path | None) -> Recovered:
        own = parts.salvage.intact
        with_backup = merge(own, parts.backup)
        return Recovered(
            what=what,
            path=str(path),
            put_aside=None if aside is None else str(aside),
            salvaged=len({**parts.salvage.hurt.accounts, **own.accounts}),
            from_backup=len(with_backup.changes(own)),
            backup_at=parts.backup_at,
            from_log=len(merge(with_backup, parts.log).changes(with_backup)),
            total=len(ledger.bookmarks()),
        )

    return ledger, report


def _joined(parts: _Parts) -> Ledger:
    trusted = merge(parts.backup, parts.log)
    # What says it is of the very same time as a good copy must be like it: otherwise a character changed.
    own = {
        key: account
        for key, account in parts.salvage.intact.accounts.items()
        if key not in trusted.accounts or trusted.accounts[key].changed_at != account.changed_at
    }
    known = merge(trusted, Ledger(own))
    return Ledger({**parts.salvage.hurt.accounts, **known.accounts})


def _newest_good(backups: Backups, read: Callable[[bytes], Ledger]) -> tuple[Ledger, datetime | None]:
    for backup in backups.all():
        try:
            return read(files.read(backup.path)[0]), backup.made_at
        except (OSError, StoreError):
            continue
    return _NOTHING, None
