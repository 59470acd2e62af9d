"""`paperreader fetch --text`: the full texts of all that is kept."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from paperreader.cli.fetch_run import FetchWords, done_of, run_fetch
from paperreader.services import Services
from paperreader.services.reading.text_fetching import TextProgress


def fetch_texts(*, is_quiet: bool) -> None:
    """Fetch them, and tell of it on stderr.

    Raises:
        click.exceptions.Exit: With 1 if one could not be had, with 130 after Ctrl-C.
    """
    run_fetch(_texts, _WORDS, ["paperreader", "fetch", "--text"], is_quiet=is_quiet)


async def _texts(services: Services) -> AsyncGenerator[TextProgress]:
    keys = [bookmark.paper.key for bookmark in await services.bookmarks.all()]
    async with aclosing(services.text_fetching.texts(keys)) as steps:
        async for progress in steps:
            yield progress


def summary(progress: TextProgress) -> str:
    """Return what came of it as a sentence without a full stop."""
    papers = f"{progress.total:,} bookmarked {'paper' if progress.total == 1 else 'papers'}"
    return (
        f"{done_of(progress, papers)}: {_fetched(progress)}, {progress.known:,} already here, "
        f"{len(progress.missing):,} not available"
        + (f", {len(progress.failed):,} failed" if progress.failed else "")
    )


def _facts(progress: TextProgress) -> list[str]:
    facts = [_fetched(progress)]
    if progress.missing:
        facts.append(f"{len(progress.missing):,} not available")
    return facts


def _fetched(progress: TextProgress) -> str:
    return f"{progress.fetched:,} {'text' if progress.fetched == 1 else 'texts'} fetched"


_WORDS = FetchWords(
    unit="papers",
    facts=_facts,
    summary=summary,
    failures=lambda progress: [(failed.key, failed.error) for failed in progress.failed],
)
