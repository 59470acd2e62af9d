"""`paperreader search`: ask Hugging Face, or the archive."""

import click

from paperreader.cli.filtering import query_of
from paperreader.cli.groups import QueryCommand
from paperreader.cli.listings import found_options, latest, limit_option, print_papers
from paperreader.cli.output import tell_once
from paperreader.cli.running import from_stores, with_services
from paperreader.domain.papers.feed import Search
from paperreader.domain.query.query import Query
from paperreader.domain.query.search_result import SearchResult
from paperreader.services import Services


@click.command(cls=QueryCommand)
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@click.option(
    "--local",
    is_flag=True,
    help="Search everything that was ever fetched, offline, with the syntax of --filter.",
)
@limit_option
@found_options
def search(words: tuple[str, ...], limit: int | None, format_: str, *, local: bool, is_whole: bool) -> None:
    """Search Hugging Face by meaning and full text, or the archive with --local.

    In the archive, papers with all the words come first; if there are few, papers with some of the words follow.
    """
    query = " ".join(words)
    if not (local or query.strip()):
        raise click.UsageError(
            "give words to search for (to list the whole archive: paperreader search --local '')"
        )
    if local:
        wanted = query_of(query)
        found = from_stores(lambda services: _found(services, wanted, limit))
        if found.sentence:
            click.echo(f"paperreader: {found.sentence}", err=True)
        with_all = len(found.papers) if found.relaxed is None else found.with_all
        print_papers(
            found.papers, format_, limit, is_whole=is_whole, nothing="nothing found", with_all=with_all
        )
    else:
        import asyncio  # noqa: PLC0415 - for who asks the Hub

        papers = asyncio.run(with_services(lambda services: latest(services, Search(query)))).papers
        print_papers(papers, format_, limit, is_whole=is_whole, nothing="nothing found")


async def _found(services: Services, query: Query, limit: int | None) -> SearchResult:
    await finish_index(services)
    if (refusal := await services.library.refusal()) is not None:
        raise refusal
    bookmarks = await services.bookmarks.all() if query.needs_bookmarks else ()
    found = await services.search.find(query, limit, bookmarks, is_relaxed=True)
    if found is None:
        raise AssertionError("nobody else asks")
    return found


async def finish_index(services: Services) -> None:
    """Index what is not indexed yet; say so when there is anything, and where it can't be kept.

    Raises:
        StoreError: The archive is damaged.
    """
    is_writable = await services.library.with_archive(lambda archive: archive.is_writable)
    is_told = False
    async for step in services.search.index():
        if step.why_in_memory is not None:
            tell_once(f"paperreader: {step.why_in_memory.message}: searching without the index takes longer")
        elif step.left and is_writable and not is_told:
            click.echo(f"paperreader: indexing {step.left} papers, once", err=True)
            is_told = True
