"""Work that takes minutes beside the reading: indexing the archive, fetching all there is."""

from contextlib import aclosing
from typing import Protocol

from paperreader.domain.papers.feed import day_label
from paperreader.errors import PaperReaderError, StoreError
from paperreader.services.papers.fetching import Fetching, Progress
from paperreader.services.papers.search import ArchiveSearch
from paperreader.ui.kit import present


class Front(Protocol):
    """Where it is said how they stand."""

    def show_chores(self, what: str) -> None:
        """Say how they stand, in a few words; empty when nothing is being done."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def complain(self, error: PaperReaderError) -> None:
        """Say what could not be done."""


class Chores:
    """Does one thing of each kind at a time; each can be stopped at any moment and goes on from there later."""

    def __init__(self, search: ArchiveSearch, fetching: Fetching, front: Front) -> None:
        self._search = search
        self._fetching = fetching
        self._front = front
        self._said: dict[str, str] = {}
        self.is_fetching = False
        """All there is is being fetched."""

    async def index(self) -> None:
        """Index what was archived and never indexed, so that it is found."""
        try:
            async with aclosing(self._search.index()) as steps:
                async for step in steps:
                    self.say("index", f"indexing, {step.left:,} left" if step.left else "indexing")
        except StoreError:
            # Said by whoever searches; what is indexed is found all the same.
            return
        finally:
            self.say("index", "")

    async def fetch(self) -> None:
        """Fetch every day that is not archived, the newest first; cancelled, it leaves what was fetched."""
        last: Progress | None = None
        self.is_fetching = True
        try:
            async with aclosing(self._fetching.days(newest_first=True)) as steps:
                async for last in steps:
                    self.say("fetch", _standing(last))
        except PaperReaderError as error:
            self._front.complain(error)
        else:
            if last is not None:
                self._front.tell(_outcome(last))
        finally:
            self.is_fetching = False
            self.say("fetch", "")

    def say(self, chore: str, what: str) -> None:
        """Say how one of them stands, in a few words; empty when it is not being done."""
        self._said[chore] = what
        self._front.show_chores(" · ".join(filter(None, self._said.values())))


def _standing(progress: Progress) -> str:
    """Return how far fetching has come: `fetching, 120 of 1,300 days`."""
    standing = f"fetching, {progress.done:,} of {progress.total:,} days"
    if progress.waiting_until is not None:
        return f"{standing}, rate limit until {progress.waiting_until.astimezone():%H:%M}"
    return standing


def _outcome(progress: Progress) -> str:
    """Return what came of fetching."""
    days, papers = present.number_of(progress.fetched, "day"), present.number_of_papers(progress.papers)
    fetched = f"Fetched {days} with {papers}" if progress.fetched else "Everything was fetched before"
    if not progress.failed:
        return fetched
    first, *others = [day_label(each.day) for each in progress.failed]
    more = f" and {present.number_of(len(others), 'more day')}" if others else ""
    return f"{fetched}. Not to be had: {first}{more}"
