"""`paperreader backup`: the backups of the bookmarks."""

import asyncio

import click

from paperreader.cli.groups import Group
from paperreader.cli.output import print_place
from paperreader.cli.running import with_services
from paperreader.errors import StoreUnreadable
from paperreader.services import Services
from paperreader.store.bookmarks.backups import Backup


@click.group(cls=Group)
def backup() -> None:
    """List and restore backups of the bookmarks; they are made automatically."""


@backup.command("ls")
def list_() -> None:
    """List the backups, newest first: when each was made (UTC), its size in bytes, its file."""

    async def work(services: Services) -> None:
        for each in await services.bookmarks.backups():
            print_place(each.path, f"{name_of(each)}\t{each.size}\t")

    asyncio.run(with_services(work))


@backup.command()
@click.argument("name", metavar="TIME|latest")
def restore(name: str) -> None:
    """Restore the bookmarks from the backup made at TIME, as `ls` prints it. This can be undone."""

    async def work(services: Services) -> None:
        backups = await services.bookmarks.backups()
        chosen = [each for each in backups if name_of(each).startswith(name)]
        if name == "latest":
            chosen = list(backups[:1])
        if len(chosen) != 1:
            what = "There is no backup" if not chosen else "There is more than one backup"
            raise StoreUnreadable(f"{what} of {name}", "see: paperreader backup ls")
        restored = await services.bookmarks.restore_backup(chosen[0])
        click.echo(restored.sentence, err=True)

    asyncio.run(with_services(work))


def name_of(backup: Backup) -> str:
    """Return the time of a backup, as it is printed and asked for."""
    return f"{backup.made_at:%Y-%m-%dT%H:%M:%S}"
