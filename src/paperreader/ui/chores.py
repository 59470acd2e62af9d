"""Work that takes minutes beside the reading: indexing the archive, fetching all there is."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing

from textual.app import App, SystemCommand

from paperreader.domain.papers.feed import day_label
from paperreader.errors import PaperReaderError, StoreError
from paperreader.services.papers.fetching import Fetching, Progress
from paperreader.services.papers.search import ArchiveSearch
from paperreader.ui.kit import present, toasts


class Chores:
    """Does one thing of each kind at a time; each can be stopped at any moment and goes on from there later.

    Args:
        search: What indexes.
        fetching: What fetches.
        app: Runs it, and says what came of it.
        show: Says how all of it stands, in a few words; empty when nothing is being done.
    """

    def __init__(
        self, search: ArchiveSearch, fetching: Fetching, app: App[None], show: Callable[[str], None]
    ) -> None:
        self._search = search
        self._fetching = fetching
        self._app = app
        self._show = show
        self._said: dict[str, str] = {}
        self._is_fetching = False

    def commands(self) -> Iterator[SystemCommand]:
        """Yield what can be begun or stopped by name."""
        if self._is_fetching:
            yield SystemCommand("Stop fetching", "what was fetched stays", self._stop_fetching)
        else:
            yield SystemCommand(
                "Fetch all papers",
                "every day since 2023 into the archive, in the background",
                self._begin_to_fetch,
            )

    def _begin_to_fetch(self) -> None:
        self._app.run_worker(self._fetch(), group="fetch")

    def _stop_fetching(self) -> None:
        self._app.workers.cancel_group(self._app, "fetch")
        toasts.tell(self._app, "Fetching paused; it resumes where it stopped")

    def begin_to_index(self, after: Callable[[], Awaitable[None]]) -> None:
        """Index what was archived and never indexed, so that it is found; first wait for something else."""
        self._app.run_worker(self._index(after), group="index")

    async def _index(self, after: Callable[[], Awaitable[None]]) -> None:
        await after()
        try:
            async with aclosing(self._search.index()) as steps:
                async for step in steps:
                    self.say("index", f"indexing, {step.left:,} left" if step.left else "indexing")
        except StoreError:
            # Said by whoever searches; what is indexed is found all the same.
            return
        finally:
            self.say("index", "")

    async def _fetch(self) -> None:
        """Fetch every day that is not archived, the newest first; cancelled, it leaves what was fetched."""
        last: Progress | None = None
        self._is_fetching = True
        try:
            async with aclosing(self._fetching.days(newest_first=True)) as steps:
                async for last in steps:
                    self.say("fetch", _standing(last))
        except PaperReaderError as error:
            toasts.complain(self._app, error)
        else:
            if last is not None:
                toasts.tell(self._app, _outcome(last))
        finally:
            self._is_fetching = False
            self.say("fetch", "")

    def say(self, chore: str, what: str) -> None:
        """Say how one of them stands, in a few words; empty when it is not being done."""
        self._said[chore] = what
        self._show(" · ".join(filter(None, self._said.values())))


def _standing(progress: Progress) -> str:
    """Return how far fetching has come: `fetching, 120 of 1,300 days`."""
    standing = f"fetching, {progress.done:,} of {progress.total:,} days"
    if progress.waiting_until is not None:
        return f"{standing}, rate limit until {progress.waiting_until.astimezone():%H:%M}"
    return standing


def _outcome(progress: Progress) -> str:
    """Return what came of fetching."""
    days, papers = present.number_of(progress.fetched, "day"), present.number_of_papers(progress.papers)
    fetched = f"Fetched {days} with {papers}" if progress.fetched else "Everything is already fetched"
    if not progress.failed:
        return fetched
    first, *others = [day_label(each.day) for each in progress.failed]
    more = f" and {present.number_of(len(others), 'more day')}" if others else ""
    return f"{fetched}. Could not fetch: {first}{more}"
