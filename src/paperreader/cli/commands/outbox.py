"""`paperreader outbox`: what waits to be sent; sent now, or dropped."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import click

from paperreader.cli import delivering
from paperreader.cli.groups import Group
from paperreader.cli.running import with_services
from paperreader.domain.deliveries.delivery import Delivery
from paperreader.errors import UsageError
from paperreader.services import Services


@click.group(cls=Group)
def outbox() -> None:
    """List what waits to be sent, send it, or drop it."""


@outbox.command("ls")
def list_() -> None:
    """List what waits: to whom, since when, and why."""

    async def work(services: Services) -> None:
        waiting = await services.sending.waiting()
        for number, each in enumerate(waiting, start=1):
            click.echo(
                f"{number}\t{delivering.target_of(each)}\t{each.queued_at:%Y-%m-%d %H:%M} UTC\t{_why(each)}"
            )
        if not waiting:
            click.echo("paperreader: nothing waits to be sent", err=True)

    _run(work)


@outbox.command()
def send() -> None:
    """Send what is due now."""

    async def work(services: Services) -> bool:
        return await delivering.send(services)

    if not _run(work):
        raise click.exceptions.Exit(1)


@outbox.command()
@click.argument("numbers", metavar="N...", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "is_all", is_flag=True, help="Drop everything.")
def drop(numbers: Sequence[int], *, is_all: bool) -> None:
    """Drop what is not to be sent any more, by its number in the list."""
    if is_all == bool(numbers):
        raise click.UsageError("give the numbers of what to drop, or --all")

    async def work(services: Services) -> None:
        waiting = await services.sending.waiting()
        for number in numbers:
            if number > len(waiting):
                raise UsageError(f"There is no number {number}", "paperreader outbox ls has the numbers")
        dropped = waiting if is_all else [waiting[number - 1] for number in dict.fromkeys(numbers)]
        await services.sending.drop(dropped)
        for each in dropped:
            click.echo(f"Dropped: {delivering.target_of(each)}", err=True)

    _run(work)


def _why(delivery: Delivery) -> str:
    if delivery.error:
        return f"{delivery.error}; next try {delivery.next_try_at:%Y-%m-%d %H:%M} UTC"
    return "it may have arrived" if delivery.is_doubtful else "not tried yet"


def _run(work: Callable[[Services], Awaitable[object]]) -> object:
    return asyncio.run(with_services(work))
