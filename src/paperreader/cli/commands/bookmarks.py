"""`paperreader bookmarks`: list, add, remove, tag and annotate bookmarks, merge them, take changes back."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path

import click

from paperreader.cli.commands.show import key_of
from paperreader.cli.groups import Group, QueryCommand
from paperreader.cli.listings import limit_option, listing_options, paper_of, print_papers
from paperreader.cli.output import print_place
from paperreader.cli.running import with_services
from paperreader.domain.bookmarks.bookmark import Annotations, Status
from paperreader.domain.bookmarks.history import MarkReversal, Reversal
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound
from paperreader.services import Services


@click.group(cls=Group)
def bookmarks() -> None:
    """List your bookmarks and change them."""


papers_argument = click.argument("papers", metavar="ID...", nargs=-1, required=True)


@bookmarks.command("ls")
@limit_option
@listing_options
def list_(limit: int | None, format_: str, *, is_whole: bool) -> None:
    """List the bookmarks, newest first."""

    async def work(services: Services) -> None:
        kept = await services.bookmarks.all()
        papers = [bookmark.paper for bookmark in kept]
        print_papers(papers, format_, limit, is_whole=is_whole, nothing="no bookmarks yet")

    _run(work)


@bookmarks.command()
@papers_argument
def add(papers: tuple[str, ...]) -> None:
    """Bookmark papers, by arXiv id or link."""
    keys = [key_of(paper) for paper in papers]

    async def work(services: Services) -> None:
        for key in keys:
            await services.bookmarks.keep(await paper_of(services, key))
            click.echo(f"Bookmarked {key}", err=True)

    _run(work)


@bookmarks.command()
@papers_argument
def rm(papers: tuple[str, ...]) -> None:
    """Remove bookmarks."""
    keys = _keys(papers)

    async def work(services: Services) -> None:
        removed = await services.bookmarks.remove_all(keys)
        _check_known(keys, {bookmark.paper.key for bookmark in removed})

    _run(work)


@bookmarks.command()
@papers_argument
@click.option("--add", "added", multiple=True, metavar="TAG", help="Add this tag; may be repeated.")
@click.option("--rm", "removed", multiple=True, metavar="TAG", help="Remove this tag; may be repeated.")
def tag(papers: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    """Add tags to bookmarks or remove them."""
    if not (added or removed):
        raise click.UsageError("give --add or --rm, or both")
    _annotate(_keys(papers), Annotations(add_tags=added, remove_tags=removed))


@bookmarks.command(cls=QueryCommand)
@click.argument("paper", metavar="ID")
@click.argument("text")
def note(paper: str, text: str) -> None:
    """Write the note of a bookmark.

    It is Markdown. `-` reads it from standard input; an empty text removes it.
    """
    _annotate(_keys([paper]), Annotations(note=sys.stdin.read() if text == "-" else text))


@bookmarks.command()
@papers_argument
@click.argument("status", type=click.Choice([each.replace(" ", "-") for each in Status]))
def status(papers: tuple[str, ...], status: str) -> None:
    """Set the status of bookmarks.

    It is to-read, reading or read.
    """
    _annotate(_keys(papers), Annotations(status=Status(status.replace("-", " "))))


@bookmarks.command()
@click.argument("file", type=click.Path(path_type=Path))
def merge(file: Path) -> None:
    """Merge another machine's bookmarks into these.

    FILE is that machine's bookmarks file. Where both changed the same field, the newer change wins.
    """

    async def work(services: Services) -> None:
        merged = await services.bookmarks.merge(file)
        click.echo(merged.sentence, err=True)

    _run(work)


@bookmarks.command()
def conflicts() -> None:
    """List the conflict copies that sync tools left.

    They lie beside the bookmarks file; join them with `merge`.
    """

    async def work(services: Services) -> None:
        for copy in await services.bookmarks.conflict_copies():
            print_place(copy.path)

    _run(work)


@bookmarks.command()
def undo() -> None:
    """Undo the last change to the bookmarks."""
    _run(lambda services: _reverse(services.bookmarks.undo, "undo"))


@bookmarks.command()
def redo() -> None:
    """Redo the change that was undone last."""
    _run(lambda services: _reverse(services.bookmarks.redo, "redo"))


async def _reverse(reverse: Callable[[], Awaitable[Reversal | MarkReversal | None]], word: str) -> None:
    reversal = await reverse()
    click.echo(f"Nothing to {word}" if reversal is None else reversal.sentence, err=True)


def _keys(papers: Sequence[str]) -> list[PaperKey]:
    # Of some papers only the title is known; `bookmarks ls --format ids` prints such keys too.
    return [PaperKey(each) if each.startswith("title:") else key_of(each) for each in papers]


def _annotate(keys: Sequence[PaperKey], annotations: Annotations) -> None:
    async def work(services: Services) -> None:
        await services.bookmarks.annotate(keys, annotations)
        _check_known(keys, {bookmark.paper.key for bookmark in await services.bookmarks.all()})

    _run(work)


def _check_known(keys: Sequence[PaperKey], known: Collection[PaperKey]) -> None:
    missing = [key for key in keys if key not in known]
    if missing:
        raise PaperNotFound(f"Not bookmarked: {', '.join(missing)}")


def _run(work: Callable[[Services], Awaitable[None]]) -> None:
    asyncio.run(with_services(work))
