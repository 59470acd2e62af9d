"""`paperreader ls`: print a listing."""

import os
from collections.abc import Sequence

import click

from paperreader import bootstrap
from paperreader.cli.feeds import edition_options, feed_of_flags
from paperreader.cli.filtering import filter_option, matching, query_of
from paperreader.cli.listings import latest, limit_option, listing_options, print_papers
from paperreader.cli.running import from_stores, with_services
from paperreader.domain.papers.feed import Inbox, Trending
from paperreader.domain.papers.listing import Listing
from paperreader.domain.papers.paper import Paper
from paperreader.domain.query.sorting import SortOrder, sort_papers
from paperreader.services import Services

_SORTS = [str(order) for order in SortOrder] + ["publishedAt", "trending"]


@click.command()
@edition_options
@click.option("--submitter", metavar="NAME", help="What this Hugging Face user submitted.")
@click.option("--inbox", is_flag=True, help="What is recent and unread, day by day.")
@click.option(
    "--sort", type=click.Choice(_SORTS), help="The order; 'publishedAt' and 'trending' as in 'hf papers ls'."
)
@filter_option
@limit_option
@listing_options
@click.option("--offline", is_flag=True, help="Use only what is archived; contact nobody.")
def ls(
    date: str | None,
    week: str | None,
    month: str | None,
    submitter: str | None,
    sort: str | None,
    filter_: str,
    limit: int | None,
    format_: str,
    *,
    trending: bool,
    inbox: bool,
    offline: bool,
    is_whole: bool,
) -> None:
    """List papers: the newest day that has some, or what you ask for."""
    feed = feed_of_flags(
        bootstrap.now(),
        date=date,
        week=week,
        month=month,
        trending=trending,
        submitter=submitter,
        inbox=inbox,
    )
    if feed is None and sort == "trending":
        feed = Trending()
    query = query_of(filter_)

    order = _order(sort)

    async def work(services: Services) -> tuple[Listing, Sequence[Paper]]:
        listing = await latest(services, feed)
        papers = await matching(services, query, listing.papers)
        is_by_rise = order is SortOrder.RISE
        rises = await services.momentum.rises(paper.key for paper in papers) if is_by_rise else {}
        return listing, sort_papers(papers, order, rises)

    if (offline or bootstrap.is_offline(os.environ)) and not isinstance(feed, Inbox):
        listing, papers = from_stores(work)
    else:
        import asyncio  # noqa: PLC0415 - for who asks the Hub

        listing, papers = asyncio.run(with_services(work, offline=offline))
    nothing = "no paper matches" if listing.papers else listing.ending or "no papers"
    parts = listing.parts if order is SortOrder.HUB else {}
    print_papers(papers, format_, limit, parts, is_whole=is_whole, nothing=nothing)
    if listing.ending and papers:
        click.echo(f"paperreader: {listing.ending}", err=True)


def _order(sort: str | None) -> SortOrder:
    if sort in (None, "trending"):
        return SortOrder.HUB
    return SortOrder.NEWEST if sort == "publishedAt" else SortOrder(str(sort))
