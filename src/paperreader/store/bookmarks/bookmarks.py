"""The kept papers: one small TinyDB file that can be read, compared and merged by hand."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from paperreader.domain.bookmarks import merge_state as change
from paperreader.domain.bookmarks.bookmark import Annotations, Bookmark
from paperreader.domain.bookmarks.entry import Outcome
from paperreader.domain.bookmarks.history import Deed, Reversal, Step, bookmarks_of, deed_of, take_back
from paperreader.domain.bookmarks.merge_state import Edit, MergeState
from paperreader.domain.bookmarks.recovered import Recovered
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.errors import StoreError, StoreNotWritable
from paperreader.store import files, filesystem
from paperreader.store.bookmarks.backups import Backup, Backups
from paperreader.store.bookmarks.bookmark_file import BookmarkTables, read_file, read_merge_state
from paperreader.store.bookmarks.conflicts import ConflictCopy, conflict_copies
from paperreader.store.bookmarks.durable import Damaged, DurableStorage
from paperreader.store.bookmarks.recovery import recover
from paperreader.store.bookmarks.undo import DO, REDO, UNDO, UndoLog


def _now() -> datetime:
    return datetime.now(UTC)


class BookmarkStore:
    """Bookmarks in a file; what is returned was read from it just now, what is changed is on disk.

    Nothing is read or written before the first call, and the file appears with the first bookmark. A damaged file
    is put aside and made good from what is left of it, from backups and from the steps since; `take_recovered` tells.
    Every method but `has_changed` and `close` raises StoreUnreadable when the file can't be opened and StoreTooNew
    when a newer program wrote it; it is then left alone, and tried again at the next call. Keys that are unknown
    here survive in every document that is not removed.

    Args:
        tables: The file, or what stands for it in memory.
        file: None in memory.
        state: The folder of the undo log and of the backups, this machine's own; None goes without backups.
        clock: Gives changes their times.
        time_limit: How long changes wait for other programs, in seconds.
    """

    def __init__(
        self,
        tables: BookmarkTables,
        file: DurableStorage | None,
        state: Path | None = None,
        clock: Clock = _now,
        time_limit: float = 5.0,
    ) -> None:
        self._tables = tables
        self._file = file
        self._state = state
        self._clock = clock
        self._time_limit = time_limit
        self._log = UndoLog(None if state is None else state / "undo.jsonl")
        self._backups = Backups(None if state is None else state / "backups", read_merge_state)
        self._recovered: list[Recovered] = []
        self._lacks_locks = self._is_told = False
        self.problem: StoreError | OSError | None = None
        """Why the last change could be made but not be backed up, or can't be undone."""

    @classmethod
    def open(
        cls, path: Path, state: Path | None = None, *, clock: Clock = _now, time_limit: float = 5.0
    ) -> Self:
        """Return the bookmarks kept in a file."""
        file = DurableStorage(path, BookmarkTables.kind, BookmarkTables.version)
        tables = BookmarkTables(TinyDB(storage=lambda: file), str(path))
        return cls(tables, file, state, clock, time_limit)

    @classmethod
    def in_memory(cls, clock: Clock = _now) -> Self:
        """Return bookmarks that are forgotten at the end."""
        return cls(BookmarkTables(TinyDB(storage=MemoryStorage)), None, None, clock)

    # Reading ------------------------------------------------------------------------------------------------

    def merge_state(self) -> MergeState:
        """Return all that was said of bookmarks."""
        try:
            return self._read()
        except Damaged:
            try:
                with self._locked():
                    return self._read_or_mend()
            except StoreNotWritable:
                # What is there can be read all the same; each reading mends it anew.
                return self._mended_merge_state()

    def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, those kept last first, and by key where that is the same."""
        return self.merge_state().bookmarks()

    def holds(self, key: PaperKey) -> bool:
        """Tell whether the paper is kept."""
        return self.merge_state().bookmark(key) is not None

    def has_changed(self) -> bool:
        """Tell whether the file is another than the one last read or written here; cheap."""
        return self._file is not None and self._file.has_changed()

    def take_recovered(self) -> tuple[Recovered, ...]:
        """Return what was done about damage since this was last asked: each is told once."""
        told, self._recovered = tuple(self._recovered), []
        return told

    def take_lock_remark(self) -> str:
        """Return what to tell of a disk without locks, once, when a change met it; else nothing."""
        if not self._lacks_locks or self._is_told or self._file is None:
            return ""
        self._is_told = True
        return files.soft_lock_warning(self._file.path.parent)

    # Changing -----------------------------------------------------------------------------------------------

    def keep(self, bookmark: Bookmark) -> Bookmark:
        """Keep a paper and return its bookmark as it is stored.

        A paper that is kept already stays kept since when it was and learns what is newly known. One that was kept
        before has its tags, note and status again.

        Raises:
            StoreNotWritable: It could not be written.
        """
        _, after = self.apply(Deed.KEPT, partial(change.keep, bookmark=bookmark))
        return after.bookmark(bookmark.paper.key) or bookmark

    def keep_all(self, bookmarks: Sequence[Bookmark], *, is_trial: bool = False) -> tuple[Outcome, ...]:
        """Keep papers with one write, all of them or none, and return what became of each.

        A paper that is kept already stays as it is and learns only what was not known of it.

        Args:
            bookmarks: What to keep, each paper once.
            is_trial: Write nothing, only say what would become of them.

        Raises:
            StoreNotWritable: It could not be written.
        """
        edit = partial(change.take_in, bookmarks=bookmarks, at=self._clock())
        if is_trial:
            before = self.merge_state()
            after = edit(before)
        else:
            before, after = self.apply(Deed.IMPORTED, edit)
        return tuple(_outcome(before, after, each.paper.key) for each in bookmarks)

    def learn(self, paper: Paper) -> None:
        """Add what is newly known of a paper to its bookmark, if it has one; that is no step to undo.

        Raises:
            StoreNotWritable: It could not be written.
        """
        with self._locked():
            before = self._read_or_mend()
            learned = change.learn(before, paper, self._clock()).changes(before)
            if learned:
                self._tables.write(learned)

    def change(self, keys: Collection[PaperKey], annotations: Annotations) -> tuple[Bookmark, ...]:
        """Change annotations of bookmarks with one write; return those that changed, as they were.

        Raises:
            StoreNotWritable: It could not be written.
        """
        edit = partial(change.annotate, keys=keys, annotations=annotations, at=self._clock())
        return self._former(*self.apply(deed_of(annotations), edit))

    def restore(self, bookmarks: Iterable[Bookmark]) -> None:
        """Put bookmarks back exactly as they are with one write, over whatever is kept of the papers now.

        Raises:
            StoreNotWritable: It could not be written.
        """
        self.apply(Deed.RESTORED, partial(change.restore, bookmarks=tuple(bookmarks), at=self._clock()))

    def remove(self, key: PaperKey) -> Bookmark | None:
        """Remove a paper's bookmark and return it; None if there was none.

        Raises:
            StoreNotWritable: It could not be written.
        """
        return next(iter(self.remove_all([key])), None)

    def remove_all(self, keys: Collection[PaperKey]) -> tuple[Bookmark, ...]:
        """Remove bookmarks with one write and return those there were.

        Raises:
            StoreNotWritable: It could not be written.
        """
        edit = partial(change.remove, keys=keys, at=self._clock())
        return self._former(*self.apply(Deed.REMOVED, edit))

    def merge(self, path: Path) -> Step | None:
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
            return change.merge(mine, change.believed(theirs, now, written_at))

        before, after = self.apply(Deed.MERGED, join, is_backed_up=True)
        if self._state is not None and path.absolute() in [
            each.path.absolute() for each in self.conflict_copies()
        ]:
            files.move(path, self._state / "merged")
        return Step.between(Deed.MERGED, before, after)

    def apply(self, deed: Deed, edit: Edit, *, is_backed_up: bool = False) -> tuple[MergeState, MergeState]:
        """Make a change with one write, or none if it changes nothing; return the merge state before and after.

        Args:
            deed: What to call it when it is undone.
            edit: The change; it may be called more than once.
            is_backed_up: First make a backup of what there is, if that is possible.

        Raises:
            StoreNotWritable: It could not be written; nothing was changed.
        """
        with self._locked():
            before = self._read_or_mend()
            after = edit(before)
            step = Step.between(deed, before, after)
            if step is not None:
                self._take(step, DO, is_backed_up=is_backed_up or self._tables.is_former_version)
        return before, after

    # Undoing ------------------------------------------------------------------------------------------------

    def steps(self) -> tuple[int, int]:
        """Return how many steps were taken and not undone, those forgotten since included, and how many can be redone."""
        return self._log.lengths()

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

    def _reverse(self, step_of: Callable[[], Step | None], way: str) -> Reversal | None:
        with self._locked():
            before = self._read_or_mend()
            step = step_of()
            if step is None:
                return None
            after, skipped = take_back(before, step, self._clock())
            taken = Step.between(step.deed, before, after) or Step(deed=step.deed, before={}, after={})
            self._take(taken, way)
        about = bookmarks_of(taken if taken.after else step)
        return Reversal(deed=step.deed, is_redo=way == REDO, bookmarks=about, skipped=skipped)

    # Backups and copies -------------------------------------------------------------------------------------

    def backups(self) -> tuple[Backup, ...]:
        """Return the backups, the newest first."""
        return self._backups.all()

    def restore_backup(self, backup: Backup) -> Step | None:
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
            return change.restore(change.remove(now, gone, at), wanted, at)

        before, after = self.apply(Deed.RESTORED, put_back, is_backed_up=True)
        return Step.between(Deed.RESTORED, before, after)

    def conflict_copies(self) -> tuple[ConflictCopy, ...]:
        """Return the copies that sync tools left beside the file."""
        return () if self._file is None else conflict_copies(self._file.path)

    def close(self) -> None:
        """Give back what is held; every change is on disk already."""
        self._tables.close()

    # ----------------------------------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if self._file is None:
            yield
            return
        # Locking makes missing folders.
        self._file.check_place()
        with files.locked(self._file.path, self._time_limit) as is_stand_in:
            if not self._is_told:
                self._lacks_locks = is_stand_in or not filesystem.has_record_locks(self._file.path)
            yield

    def _former(self, before: MergeState, after: MergeState) -> tuple[Bookmark, ...]:
        return MergeState({key: before.bookmark_state(key) for key in after.changes(before)}).bookmarks()

    def _read(self) -> MergeState:
        merge_state = self._tables.read()
        if merge_state is None and self._file is not None and (self._backups.all() or self._log.past()):
            raise Damaged(self._file.path, "has vanished")
        return merge_state or MergeState()

    def _read_or_mend(self) -> MergeState:
        """Return the merge state; the lock is held."""
        try:
            return self._read()
        except Damaged as error:
            return self._mend(error)

    def _mend(self, error: Damaged) -> MergeState:
        assert self._file is not None  # noqa: S101 - nothing in memory is damaged
        path, raw = self._file.path, self._raw()
        merge_state, report = recover(raw, self._backups, self._log, read_merge_state)
        word = f"damaged-{self._clock():%Y%m%dT%H%M%SZ}"
        aside = None if raw is None else files.put_aside(path, word)
        self._tables.replace(merge_state)
        self._recovered.append(report(error.what, path, aside))
        return merge_state

    def _mended_merge_state(self) -> MergeState:
        assert self._file is not None  # noqa: S101 - likewise
        merge_state, report = recover(self._raw(), self._backups, self._log, read_merge_state)
        told = report("is damaged and can't be written", self._file.path, None)
        if told not in self._recovered:
            self._recovered.append(told)
        return merge_state

    def _raw(self) -> bytes | None:
        """Return what is in the file, None where there is none."""
        if self._file is None:
            return None
        try:
            return files.read(self._file.path)[0]
        except FileNotFoundError:
            return None

    def _take(self, step: Step, way: str, *, is_backed_up: bool = False) -> None:
        """Write what a step changes, then that it was taken, then a backup if one is due."""
        self.problem = None
        if is_backed_up:
            self._try(self._back_up)
        if step.after:
            self._tables.write(step.after)
        self._try(lambda: self._log.add(step, way))
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
