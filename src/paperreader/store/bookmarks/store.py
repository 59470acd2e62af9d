"""The kept papers: one small TinyDB file that can be read, compared and merged by hand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import cast

from tinydb import TinyDB

from paperreader.domain.bookmarks import merge_state as merging
from paperreader.domain.bookmarks.bookmark import Bookmark
from paperreader.domain.bookmarks.entry import Outcome
from paperreader.domain.bookmarks.history import (
    Change,
    ChangeKind,
    RecoveryReport,
    Reversal,
    bookmarks_of,
    reverse,
)
from paperreader.domain.bookmarks.merge_state import BookmarkState, Edit, MergeState
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import StoreError, StoreNotWritable, StoreUnreadable
from paperreader.store import files, filesystem, records
from paperreader.store.bookmarks.backups import Backup, Backups
from paperreader.store.bookmarks.conflict_copies import ConflictCopy, conflict_copies
from paperreader.store.bookmarks.documents import (
    KIND,
    KeyTable,
    Reading,
    read_file,
    read_merge_state,
    without_garbage_collection,
)
from paperreader.store.bookmarks.recovery import recover
from paperreader.store.bookmarks.storage import Damaged, DurableStorage
from paperreader.store.bookmarks.undo_log import DO, REDO, UNDO, UndoLog


def _now() -> datetime:
    return datetime.now(UTC)


class BookmarkStore:
    """Bookmarks in a file; what is returned was read from it just now, what is changed is on disk.

    Nothing is read or written before the first call, and the file appears with the first bookmark. A damaged file
    is put aside and made good from what is left of it, from backups and from the changes since; `take_recovery_reports` tells.
    Every method but `has_changed` and `close` raises StoreUnreadable when the file can't be opened and StoreTooNew
    when a newer program wrote it; it is then left alone, and tried again at the next call. Keys that are unknown
    here survive in every document that is not removed.

    Args:
        path: The file.
        state: The folder of the undo log and of the backups, this machine's own; None goes without backups.
        clock: Gives changes their times.
        time_limit: How long changes wait for other programs, in seconds.
    """

    def __init__(
        self, path: Path, state: Path | None = None, *, clock: Clock = _now, time_limit: float = 5.0
    ) -> None:
        self._path = path
        self._storage = DurableStorage(path, KIND, records.VERSION)
        self._database = TinyDB(storage=lambda: self._storage)
        self._database.table_class = KeyTable
        self._reading: Reading | None = None
        """None where the file is to be read, or is not there."""
        self._former = Reading()
        """What was read before that."""
        self._state = state
        self._clock = clock
        self._time_limit = time_limit
        self._log = UndoLog(None if state is None else state / "undo.jsonl")
        self._backups = Backups(None if state is None else state / "backups", read_merge_state)
        self._recovered: list[RecoveryReport] = []
        self._lacks_locks = self._is_told = False
        self.problem: StoreError | OSError | None = None
        """Why the last change could be made but not be backed up, or can't be undone."""

    # Reading ------------------------------------------------------------------------------------------------

    def merge_state(self) -> MergeState:
        """Return all that is known of bookmarks, removals too."""
        try:
            return self._read()
        except Damaged:
            try:
                with self._locked():
                    return self._read_or_mend()
            except StoreNotWritable:
                # What is there can be read all the same; each reading mends it anew.
                return self._mended_merge_state()

    def has_changed(self) -> bool:
        """Tell whether the file is another than the one last read or written here; cheap."""
        return self._storage.has_changed()

    def take_recovery_reports(self) -> tuple[RecoveryReport, ...]:
        """Return what was done about damage since this was last asked: each is told once."""
        told, self._recovered = tuple(self._recovered), []
        return told

    def take_lock_remark(self) -> str:
        """Return what to tell of a disk without locks, once, when a change met it; else nothing."""
        if not self._lacks_locks or self._is_told:
            return ""
        self._is_told = True
        return files.soft_lock_warning(self._path.parent)

    # Changing -----------------------------------------------------------------------------------------------

    def keep_all(self, bookmarks: Sequence[Bookmark], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep papers with one write, all of them or none, and return what became of each.

        A paper that is kept already stays as it is and learns only what was not known of it.

        Args:
            bookmarks: What to keep, each paper once.
            is_trial: Write nothing, only say what would become of them.

        Raises:
            StoreNotWritable: It could not be written.
        """
        edit = partial(merging.import_all, bookmarks=bookmarks, at=self._clock())
        if is_trial:
            before = self.merge_state()
            after = edit(before)
        else:
            before, after = self.apply(ChangeKind.IMPORTED, edit)
        return tuple(_outcome(before, after, each.paper.key) for each in bookmarks)

    def learn(self, paper: Paper) -> None:
        """Add what is newly known of a paper to its bookmark, if it has one; that is no change to undo.

        Raises:
            StoreNotWritable: It could not be written.
        """
        with self._locked():
            before = self._read_or_mend()
            learned = merging.learn(before, paper, self._clock()).changes(before)
            if learned:
                self._write(learned)

    def merge(self, path: Path) -> Change | None:
        """Join the bookmarks of another machine's file to these; return what that changed, None if nothing.

        A conflict copy that was merged is moved to the state folder, so that it is not found again. What claims to
        be of days to come was said when the file was written.

        Raises:
            StoreUnreadable: That file is none of bookmarks, or is damaged; nothing was changed.
            StoreTooNew: A newer program wrote it.
            StoreNotWritable: The result could not be written.
        """
        content, written_at = read_file(path)
        theirs = read_merge_state(content, str(path))

        def join(mine: MergeState) -> MergeState:
            # A clock may lag by years; that it does shows in what was said here before.
            now = max(self._clock(), mine.changed_at)
            return merging.merge(mine, merging.clamp_times(theirs, now, written_at))

        before, after = self.apply(ChangeKind.MERGED, join, is_backed_up=True)
        if self._state is not None and path.absolute() in [
            each.path.absolute() for each in self.conflict_copies()
        ]:
            files.move(path, self._state / "merged")
        return Change.between(ChangeKind.MERGED, before, after)

    def apply(
        self, kind: ChangeKind, edit: Edit, *, is_backed_up: bool = False
    ) -> tuple[MergeState, MergeState]:
        """Make a change with one write, or none if it changes nothing; return the merge state before and after.

        Args:
            kind: What to call it when it is undone.
            edit: The change; it may be called more than once.
            is_backed_up: First make a backup of what there is, if that is possible.

        Raises:
            StoreNotWritable: It could not be written; nothing was changed.
        """
        with self._locked():
            before = self._read_or_mend()
            after = edit(before)
            change = Change.between(kind, before, after)
            if change is not None:
                self._back_up_first(is_wanted=is_backed_up)
                with self._storage.transaction():
                    reading = self._put(change.after)
                self._reading = reading
                self._note(change, DO)
        return before, after

    # Undoing ------------------------------------------------------------------------------------------------

    def depths(self) -> tuple[int, int]:
        """Return how many changes were made and not undone, those forgotten since included, and how many can be redone."""
        return self._log.depths()

    def undo(self) -> Reversal | None:
        """Take the last change back and tell which it was; None if there is none.

        Raises:
            StoreNotWritable: It could not be written.
        """
        return self._reverse(self._log.past, UNDO)

    def redo(self) -> Reversal | None:
        """Make the change undone last again and tell which it was; None if there is none.

        Raises:
            StoreNotWritable: It could not be written.
        """
        return self._reverse(self._log.future, REDO)

    def _reverse(self, change_of: Callable[[], Change | None], way: str) -> Reversal | None:
        with self._locked():
            before = self._read_or_mend()
            change = change_of()
            if change is None:
                return None
            after, skipped = reverse(before, change, self._clock())
            reversal = Change.between(change.kind, before, after) or Change(
                kind=change.kind, before={}, after={}
            )
            self._back_up_first()
            if reversal.after:
                self._write(reversal.after)
            self._note(reversal, way)
        about = bookmarks_of(reversal if reversal.after else change)
        return Reversal(kind=change.kind, is_redo=way == REDO, bookmarks=about, skipped=skipped)

    # Backups and copies -------------------------------------------------------------------------------------

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups, the newest first."""
        return self._backups.all()

    def restore_backup(self, backup: Backup) -> Change | None:
        """Make the bookmarks what they were in a backup, as a change that can be undone; return what it changed.

        Raises:
            StoreUnreadable: The backup can't be read; nothing was changed.
            StoreNotWritable: The result could not be written.
        """
        wanted = read_merge_state(read_file(backup.path)[0], str(backup.path)).bookmarks()
        at = self._clock()

        def put_back(now: MergeState) -> MergeState:
            keys = {each.paper.key for each in wanted}
            gone = [each.paper.key for each in now.bookmarks() if each.paper.key not in keys]
            return merging.restore(merging.remove(now, gone, at), wanted, at)

        before, after = self.apply(ChangeKind.RESTORED, put_back, is_backed_up=True)
        return Change.between(ChangeKind.RESTORED, before, after)

    def conflict_copies(self) -> tuple[ConflictCopy, ...]:
        """Return the copies that sync tools left beside the file."""
        return conflict_copies(self._path)

    def close(self) -> None:
        """Give back what is held; every change is on disk already."""
        self._database.close()

    # ----------------------------------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Locking makes missing folders.
        self._storage.check_place()
        with files.locked(self._path, self._time_limit) as is_stand_in:
            if not self._is_told:
                self._lacks_locks = is_stand_in or not filesystem.has_record_locks(self._path)
            yield

    def _read(self) -> MergeState:
        if self._reading is None or self._storage.has_changed():
            self._former, self._reading = self._reading or self._former, None
            with without_garbage_collection(), self._storage.transaction() as is_there:
                self._reading = self._understood() if is_there else None
        if self._reading is not None:
            return self._reading.merge_state
        if self._backups.all() or self._log.past():
            raise Damaged(self._path, "has disappeared")
        return MergeState()

    def _understood(self) -> Reading:
        bookmarks, removed = (
            {str(each.doc_id): each for each in self._database.table(name)}
            for name in ("bookmarks", "removed")
        )
        try:
            return Reading.of(bookmarks, removed, self._former)
        except StoreUnreadable as error:
            raise Damaged(self._path, f"is damaged: {error.message}") from error

    def _write(self, states: Mapping[PaperKey, BookmarkState], *, is_anew: bool = False) -> None:
        """Write states over those of the same papers, or in place of a file that is damaged."""
        if is_anew:
            self._reading = None
        with self._storage.transaction(is_anew=is_anew):
            reading = self._put(states)
        self._reading = reading

    def _put(self, states: Mapping[PaperKey, BookmarkState]) -> Reading:
        """Put the documents of states in place of those of the same papers; return what is to be read then."""
        before = self._reading or Reading()
        after, former_ids = before.updated(states), before.ids_of(states)
        for name, documents in (("bookmarks", after.bookmarks), ("removed", after.removed)):
            table = cast("KeyTable", self._database.table(name))
            table.put({key: documents[key] for key in map(str, states) if key in documents}, former_ids)
        if not after.removed:
            self._database.drop_table("removed")
        return after

    def _read_or_mend(self) -> MergeState:
        """Return the merge state; the lock is held."""
        try:
            return self._read()
        except Damaged as error:
            return self._mend(error)

    def _mend(self, error: Damaged) -> MergeState:
        path, raw = self._path, self._raw()
        merge_state, report = recover(raw, self._backups, self._log, read_merge_state)
        word = f"damaged-{self._clock():%Y%m%dT%H%M%SZ}"
        aside = None if raw is None else files.put_aside(path, word)
        self._write(merge_state.bookmark_states, is_anew=True)
        self._recovered.append(report(error.what, path, aside))
        return merge_state

    def _mended_merge_state(self) -> MergeState:
        merge_state, report = recover(self._raw(), self._backups, self._log, read_merge_state)
        told = report("is damaged and can't be changed", self._path, None)
        if told not in self._recovered:
            self._recovered.append(told)
        return merge_state

    def _raw(self) -> bytes | None:
        """Return what is in the file, None where there is none."""
        try:
            return files.read(self._path)[0]
        except FileNotFoundError:
            return None

    def _back_up_first(self, *, is_wanted: bool = False) -> None:
        """Begin a change: with a backup where that is wanted, or a file of a former version is to be replaced."""
        self.problem = None
        if is_wanted or self._storage.is_former_version:
            self._try(self._back_up)

    def _note(self, change: Change, way: str) -> None:
        """End a change that was written: log it, and make a backup if one is due."""
        self._try(lambda: self._log.add(change, way))
        if self._backups.is_due(self._clock()):
            self._try(self._back_up)

    def _try(self, work: Callable[[], object]) -> None:
        """Do what makes a change safer; where that fails the change is made all the same, and the problem told."""
        try:
            work()
        except (OSError, StoreError) as error:
            self.problem = self.problem or error

    def _back_up(self) -> None:
        content = self._raw()
        if content is not None:
            self._backups.make(content, self._clock())
            self._log.shorten()


def _outcome(before: MergeState, after: MergeState, key: PaperKey) -> Outcome:
    former = before.bookmark(key)
    if former is None:
        return Outcome.ADDED
    return Outcome.UNCHANGED if after.bookmark(key) == former else Outcome.MERGED
