"""Getting and printing listings, for the commands that do."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import click

from paperreader.cli.hf_options import printing_options
from paperreader.cli.output import columns_of_stdout, complain_once, print_data, tell_once
from paperreader.domain.papers.feed import Feed, Inbox
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.formats import LISTINGS
from paperreader.formats.pages.wording import not_understood
from paperreader.services import Services
from paperreader.services.papers.library import last_answer

_FORMATS = {
    **{name: name for name in ("table", "json", "jsonl", "ids", "agent")},
    "quiet": "ids",
    "human": "table",
    "auto": "table",
}
listing_options = printing_options(_FORMATS, "table")
"""How a listing is printed: by our names, and by those of `hf papers`."""
found_options = printing_options(_FORMATS | {"agent": "found"}, "table")
"""How what a search found is printed: `agent` has other columns there."""
limit_option = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List at most N papers.")


async def latest(services: Services, feed: Feed | None) -> Listing:
    """Return a feed's listing, the newest edition's for None: fresh if it can be had, else the archived one.

    Raises:
        SourceError: It can't be had and was never archived.
    """
    if isinstance(feed, Inbox):
        answers = services.feeds.listings(feed)
    else:
        answers = services.library.listings(feed) if feed is not None else services.library.opening()
    listing, error = await last_answer(answers)
    if error is not None:
        fetched = f"{listing.fetched_at:%Y-%m-%d %H:%M} UTC"
        click.echo(f"paperreader: {error.message}; showing what was archived at {fetched}", err=True)
    if listing.not_kept is not None:
        complain_once(listing.not_kept)
    if listing.left_out:
        click.echo(f"paperreader: {not_understood(listing.left_out)}", err=True)
    return listing


async def paper_of(services: Services, key: PaperKey) -> Paper:
    """Return a paper that is asked for; say where it is the archived one, or can't be archived.

    Raises:
        SourceError: It can't be had and was never archived.
    """
    answer = await services.library.paper(key)
    if answer.why_archived is not None:
        tell_once(f"paperreader: {answer.why_archived.message}; showing what is archived")
    if answer.not_kept is not None:
        complain_once(answer.not_kept)
    return answer.paper


def print_papers(
    papers: Sequence[Paper],
    format_: str,
    limit: int | None = None,
    parts: Mapping[str, str] = MappingProxyType({}),
    *,
    is_whole: bool = False,
    nothing: str = "no papers",
    with_all: int | None = None,
) -> None:
    """Print papers; a table with the headings of their parts, on a terminal as wide as that unless `is_whole`.

    Where there are none, stderr says `nothing`.

    Of what a search found, `with_all` is how many of the papers, the first ones, have all words.
    """
    if not papers:
        click.echo(f"paperreader: {nothing}", err=True)
    if format_ == "table":
        from paperreader.formats.pages.table import to_table  # noqa: PLC0415 - as `LISTINGS` does: for one command only

        print_data(to_table(papers[:limit], None if is_whole else columns_of_stdout(), parts))
    elif with_all is not None and format_ in {"json", "jsonl"}:
        from paperreader.formats import hub_json  # noqa: PLC0415 - likewise

        print_data((hub_json.to_json if format_ == "json" else hub_json.to_jsonl)(papers[:limit], with_all))
    else:
        print_data(LISTINGS[format_](papers[:limit]))
