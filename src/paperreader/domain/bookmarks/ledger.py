"""All that was said of bookmarks, with its times: what makes the libraries of two machines one.

Every field is a register of its own: the newer change wins, and of two changes at the same time the one with the
greater value, so that it does not matter who merges with whom, how often, and in which order. A removal is a
change like any other. It takes the paper's data away and leaves the reader's own words (status, tags, note) in the
ledger: another machine may have changed one of them later, which brings the bookmark back, and then with all of
them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Generic, TypeVar

from paperreader.domain.bookmarks.bookmark import Bookmark, Status, Words, joined_bookmarks
from paperreader.domain.papers.paper import IS_ABOUT, Paper, PaperKey
from paperreader.domain.utc import FIRST, LAST, in_utc

_T = TypeVar("_T")
_NO_TAGS: tuple[str, ...] = ()
_TICK = timedelta(microseconds=1)
_AHEAD = timedelta(days=1)
"""How much the clock of another machine may be ahead."""
FACTS = {
    each.name: (each.name, *(name for name, about in IS_ABOUT.items() if about == each.name))
    for each in fields(Paper)
    if each.name not in IS_ABOUT
}
"""The fields of a paper that change on their own, each with those that say something about it."""


@dataclass(frozen=True, slots=True)
class Said(Generic[_T]):
    """A value, and when it was given."""

    value: _T
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """That a paper is kept, and what is known of it."""

    paper: Paper
    kept_at: datetime
    found_in: str = ""
    at: datetime
    """When anything of the bookmark was changed last: from a removal before that it is safe."""
    older: tuple[tuple[str, datetime], ...] = ()
    """Fields of the paper that were known earlier and of which `at` knew nothing, by name."""

    def since(self, fact: str) -> datetime:
        """Return when a field of the paper became what it is; long ago if it is unknown."""
        if _is_unknown(self.paper, fact):
            return FIRST
        return next((at for name, at in self.older if name == fact), self.at)


# Without slots: what is worked out once is remembered, as every look at all bookmarks asks every account.
@dataclass(frozen=True, kw_only=True)
class Account:
    """All that was said of one paper's bookmark."""

    kept: Kept | None = None
    """None when it is not kept: never was, or was removed."""
    removed_at: datetime | None = None
    """The last removal, also of what was kept again since."""
    status: Said[Status] | None = None
    tags: Said[tuple[str, ...]] | None = None
    note: Said[str] | None = None

    @cached_property
    def bookmark(self) -> Bookmark | None:
        """The bookmark as it is to be seen."""
        if self.kept is None:
            return None
        return Bookmark(
            paper=self.kept.paper,
            kept_at=self.kept.kept_at,
            found_in=self.kept.found_in,
            status=Status.TO_READ if self.status is None else self.status.value,
            tags=() if self.tags is None else self.tags.value,
            note="" if self.note is None else self.note.value,
        )

    @property
    def changed_at(self) -> datetime:
        """When anything was said last."""
        return max(self._times, default=FIRST)

    @property
    def _times(self) -> list[datetime]:
        said = (self.status, self.tags, self.note, self.kept)
        times = [each.at for each in said if each is not None]
        return times if self.removed_at is None else [*times, self.removed_at]

    def with_kept(self, bookmark: Bookmark) -> "Account":
        """Return the account with the paper kept; what is kept already stays so and learns what is newly known."""
        at = self._next(bookmark.kept_at)
        newer = Kept(paper=bookmark.paper, kept_at=bookmark.kept_at, found_in=bookmark.found_in, at=at)
        if self.kept is None:
            words = Words(status=bookmark.status, tags=bookmark.tags, note=bookmark.note)
            # Nobody wrote what is as it is at first: it must not overrule another machine.
            default = Words(status=Status.TO_READ, tags=(), note="")
            return _with_words(replace(self, kept=newer), words, at, unless=default)
        if self.kept.paper.updated_by(bookmark.paper) == self.kept.paper:
            return self
        return replace(self, kept=_learned(self.kept, bookmark.paper, at))

    def kept_again(self, bookmark: Bookmark, at: datetime) -> "Account":
        """Return the account with the paper kept since when it was, and with the words that are still there."""
        kept_at, found_in = bookmark.kept_at, bookmark.found_in
        kept = Kept(paper=bookmark.paper, kept_at=kept_at, found_in=found_in, at=self._next(at))
        return replace(self, kept=kept)

    def taking_in(self, bookmark: Bookmark, at: datetime) -> "Account":
        """Return the account with a bookmark from elsewhere joined to it: what is there already wins."""
        account = self if self.kept is not None else self.kept_again(bookmark, at)
        former = account.bookmark or bookmark
        return account.like(joined_bookmarks(former, bookmark), at)

    def without(self, at: datetime) -> "Account":
        """Return the account with the bookmark removed."""
        return self if self.kept is None else replace(self, kept=None, removed_at=self._next(at))

    def saying(self, words: Words, at: datetime) -> "Account":
        """Return the account with the reader's own words changed; as it is if the paper is not kept."""
        if self.kept is None:
            return self
        at = self._next(at)
        changed = _with_words(self, words, at)
        return self if changed == self else replace(changed, kept=replace(self.kept, at=at))

    def like(self, bookmark: Bookmark, at: datetime) -> "Account":
        """Return the account with the bookmark exactly as given."""
        if self.bookmark == bookmark:
            return self
        at = self._next(at)
        kept = Kept(paper=bookmark.paper, kept_at=bookmark.kept_at, found_in=bookmark.found_in, at=at)
        words = Words(status=bookmark.status, tags=bookmark.tags, note=bookmark.note)
        return _with_words(replace(self, kept=kept), words, at)

    def retimed(self, time_of: Callable[[datetime], datetime]) -> "Account":
        """Return the account with what `time_of` makes of every time in it."""
        kept = self.kept
        if kept is not None:
            older = tuple((fact, time_of(at)) for fact, at in kept.older)
            kept = replace(kept, kept_at=time_of(kept.kept_at), at=time_of(kept.at), older=older)
        return Account(
            kept=kept,
            removed_at=None if self.removed_at is None else time_of(self.removed_at),
            status=self.status and replace(self.status, at=time_of(self.status.at)),
            tags=self.tags and replace(self.tags, at=time_of(self.tags.at)),
            note=self.note and replace(self.note, at=time_of(self.note.at)),
        )

    def believed(self, limit: datetime, otherwise: datetime) -> "Account":
        """Return the account with `otherwise` in place of every time after a limit, or the last one before that.

        What was said later stays so: a removal would take away what was kept again after it.
        """
        latest = max([otherwise, *(at for at in self._times if at <= limit)])
        return self.retimed(lambda at: at if at <= limit else latest)

    def with_words_back(self, made: "Account", former: "Account", at: datetime) -> "Account":
        """Return the account with those words as `former` has them that are still as `made` has them."""
        at = self._next(at)
        status = _back(self.status, made.status, former.status, Said(Status.TO_READ, at))
        tags = _back(self.tags, made.tags, former.tags, Said(_NO_TAGS, at))
        note = _back(self.note, made.note, former.note, Said("", at))
        if (status, tags, note) == (self.status, self.tags, self.note):
            return self
        kept = None if self.kept is None else replace(self.kept, at=at)
        return replace(self, kept=kept, status=status, tags=tags, note=note)

    def _next(self, at: datetime) -> datetime:
        # A clock may stand still, or lag behind the one of another machine: the later change is later all the same.
        # After the last time there is, where a broken clock or a doctored file has put it, there is none.
        at = in_utc(at)
        return max(at, min(self.changed_at, LAST - _TICK) + _TICK) if self.changed_at != FIRST else at


NOTHING_SAID = Account()
_AS_IT_IS = Words()


def _with_words(account: Account, words: Words, at: datetime, unless: Words = _AS_IT_IS) -> Account:
    """Return the account of a kept paper with the words that are news, and are not those of `unless`."""
    now = account.bookmark
    assert now is not None  # noqa: S101 - the callers have looked
    later = words.said_of(now)
    if later.status not in (now.status, unless.status):
        account = replace(account, status=Said(later.status, at))
    if later.tags not in (now.tags, unless.tags):
        account = replace(account, tags=Said(later.tags, at))
    if later.note not in (now.note, unless.note):
        account = replace(account, note=Said(later.note, at))
    return account


@dataclass(frozen=True)
class Ledger:
    """The accounts of all papers that are or were kept."""

    accounts: Mapping[PaperKey, Account] = field(default_factory=dict)

    def account(self, key: PaperKey) -> Account:
        """Return what was said of a paper's bookmark."""
        return self.accounts.get(key, NOTHING_SAID)

    def bookmark(self, key: PaperKey) -> Bookmark | None:
        """Return a paper's bookmark, None if it is not kept."""
        return self.account(key).bookmark

    @property
    def changed_at(self) -> datetime:
        """When anything was said last."""
        return max((account.changed_at for account in self.accounts.values()), default=FIRST)

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, those kept last first, and by key where that is the same."""
        return self._bookmarks

    @cached_property
    def _bookmarks(self) -> tuple[Bookmark, ...]:
        kept = [bookmark for account in self.accounts.values() if (bookmark := account.bookmark) is not None]
        kept.sort(key=lambda bookmark: bookmark.paper.key)
        kept.sort(key=lambda bookmark: bookmark.kept_at, reverse=True)
        return tuple(kept)

    def updated(self, accounts: Mapping[PaperKey, Account]) -> "Ledger":
        """Return the ledger with some accounts replaced."""
        return Ledger({**self.accounts, **accounts})

    def changes(self, former: "Ledger") -> dict[PaperKey, Account]:
        """Return the accounts that are not as they were in the former ledger."""
        return {
            key: account
            for key, account in self.accounts.items()
            if account is not (before := former.accounts.get(key)) and account != before
        }


Edit = Callable[[Ledger], Ledger]
"""A change of a ledger; it brings its time along, so that it can be made later than it was meant."""


def keep(ledger: Ledger, bookmark: Bookmark) -> Ledger:
    """Return the ledger with a paper kept at the bookmark's time."""
    key = bookmark.paper.key
    return ledger.updated({key: ledger.account(key).with_kept(bookmark)})


def learn(ledger: Ledger, paper: Paper, at: datetime) -> Ledger:
    """Return the ledger with what is newly known of a paper, if that is kept."""
    if ledger.account(paper.key).kept is None:
        return ledger
    return keep(ledger, Bookmark(paper=paper, kept_at=at))


def remove(ledger: Ledger, keys: Iterable[PaperKey], at: datetime) -> Ledger:
    """Return the ledger with some papers no longer kept."""
    return ledger.updated({key: ledger.accounts[key].without(at) for key in keys if key in ledger.accounts})


def say(ledger: Ledger, keys: Iterable[PaperKey], words: Words, at: datetime) -> Ledger:
    """Return the ledger with the words changed in those of the bookmarks that there are."""
    return ledger.updated(
        {key: ledger.accounts[key].saying(words, at) for key in keys if key in ledger.accounts}
    )


def take_in(ledger: Ledger, bookmarks: Iterable[Bookmark], at: datetime) -> Ledger:
    """Return the ledger with bookmarks from elsewhere: what is kept already learns only what was not known."""
    return ledger.updated(
        {each.paper.key: ledger.account(each.paper.key).taking_in(each, at) for each in bookmarks}
    )


def restore(ledger: Ledger, bookmarks: Iterable[Bookmark], at: datetime) -> Ledger:
    """Return the ledger with these bookmarks exactly as they are, over whatever is kept of the papers now."""
    return ledger.updated(
        {each.paper.key: ledger.account(each.paper.key).like(each, at) for each in bookmarks}
    )


def believed(ledger: Ledger, now: datetime, written_at: datetime) -> Ledger:
    """Return another machine's ledger with times that can't be in place of those of days to come.

    Clocks differ by minutes, or by a forgotten hour. What claims to be of next year would win against every change
    made until then; it can have been said no later than its file was written.
    """
    limit = min(now, LAST - _AHEAD) + _AHEAD
    otherwise = min(now, written_at)
    return Ledger({key: account.believed(limit, otherwise) for key, account in ledger.accounts.items()})


def merge(one: Ledger, other: Ledger) -> Ledger:
    """Return what two ledgers know together. Any order and any repetition gives the same."""
    both = {
        key: merge_accounts(account, one.accounts[key])
        for key, account in other.accounts.items()
        if key in one.accounts
    }
    return Ledger({**one.accounts, **other.accounts, **both})


def merge_accounts(one: Account, other: Account) -> Account:
    """Return what two accounts of the same paper say together."""
    if one == other:
        return one
    removed_at = max(one.removed_at or FIRST, other.removed_at or FIRST)
    return Account(
        kept=_spared(_newer_kept(one.kept, other.kept), removed_at),
        removed_at=None if removed_at == FIRST else removed_at,
        status=_newer(one.status, other.status),
        tags=_newer(one.tags, other.tags),
        note=_newer(one.note, other.note),
    )


def _back(
    now: Said[_T] | None, then: Said[_T] | None, wanted: Said[_T] | None, unsaid: Said[_T]
) -> Said[_T] | None:
    """Return a word as it is wanted, said at the time of `unsaid`, if it is still what it was then."""
    values = [(said or unsaid).value for said in (now, then, wanted)]
    return now if values[0] != values[1] or values[1] == values[2] else replace(unsaid, value=values[2])


def _newer(one: Said[_T] | None, other: Said[_T] | None) -> Said[_T] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda said: (said.at, repr(said.value)))


def _newer_kept(one: Kept | None, other: Kept | None) -> Kept | None:
    if one is None or other is None or one == other:
        return one or other
    newer = max(one, other, key=lambda kept: (kept.at, kept.kept_at, kept.found_in))
    source = {fact: _better_known(one, other, fact) for fact in FACTS}
    values = {name: getattr(source[fact].paper, name) for fact, names in FACTS.items() for name in names}
    times = {fact: kept.since(fact) for fact, kept in source.items()}
    older = tuple((fact, at) for fact, at in times.items() if at not in (FIRST, newer.at))
    return replace(newer, paper=replace(newer.paper, **values), older=older)


def _better_known(one: Kept, other: Kept, fact: str) -> Kept:
    return max(one, other, key=lambda kept: (kept.since(fact), repr(_values(kept.paper, fact))))


def _learned(kept: Kept, paper: Paper, at: datetime) -> Kept:
    """Return what is kept with what is newly known; the rest is known since when it was."""
    before = [(fact, kept.since(fact)) for fact in FACTS if _is_unknown(paper, fact)]
    older = tuple((fact, since) for fact, since in before if since != FIRST)
    return replace(kept, paper=kept.paper.updated_by(paper), at=at, older=older)


def _values(paper: Paper, fact: str) -> tuple[object, ...]:
    return tuple(getattr(paper, name) for name in FACTS[fact])


def _is_unknown(paper: Paper, fact: str) -> bool:
    return all(value in (None, (), "") for value in _values(paper, fact))


def _spared(kept: Kept | None, removed_at: datetime) -> Kept | None:
    """Return what a removal leaves: nothing, or the fields that became known after it."""
    if kept is None or kept.at < removed_at:
        return None
    gone = {fact for fact, at in kept.older if at < removed_at}
    if not gone:
        return kept
    unknown = Paper(key=kept.paper.key, title="")
    names = [name for fact in gone for name in FACTS[fact]]
    paper = replace(kept.paper, **{name: getattr(unknown, name) for name in names})
    return replace(kept, paper=paper, older=tuple(pair for pair in kept.older if pair[0] not in gone))
