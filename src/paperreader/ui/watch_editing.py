"""Watches and mutes from the keyboard: new ones, other queries, and taking them away."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

from textual.screen import ModalScreen

from paperreader.domain.query.watch import Watch
from paperreader.errors import PaperReaderError
from paperreader.services.papers.watches import Watches
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question

T = TypeVar("T")
_LETTERS = "123456789abcdefimoprstuvxyz"
"""For those there are; `w` and `n` are for new ones, the rest closes dialogs or moves in them."""


class Front(Protocol):
    """Where it is asked and told."""

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show a dialog and return its answer."""

    def tell(self, sentence: str) -> None:
        """Say what was done."""

    def complain(self, error: PaperReaderError) -> None:
        """Say what could not be done."""

    def show_watches(self) -> None:
        """Show papers by the watches as they are now."""


class WatchEditing:
    """Asks what to do with watches and mutes, and does it."""

    def __init__(self, watches: Watches, front: Front) -> None:
        self._watches = watches
        self._front = front

    async def run(self, suggestion: str) -> None:
        """Ask, with `suggestion` as the query of a new one, until there is nothing more to do."""
        entries = [("w", "New watch: papers to point out"), ("n", "New mute: papers to fold away")]
        by_letter = dict(zip(_LETTERS, self._watches.all, strict=False))
        entries += [(letter, _line(watch)) for letter, watch in by_letter.items()]
        match await self._front.ask(Menu("Watches and mutes", entries)):
            case None:
                return
            case "w" | "n" as kind:
                await self._begin(suggestion, is_mute=kind == "n")
            case letter:
                await self._change(by_letter[letter])

    async def _begin(self, suggestion: str, *, is_mute: bool) -> None:
        what = "fold away" if is_mute else "point out"
        text = await self._front.ask(Question(f"Papers to {what}, as with /", answer=suggestion))
        if not text:
            return
        name = await self._front.ask(Question("A name for it, short: it is shown in the rows", most=40))
        if name:
            await self._save(Watch(name, text, is_mute=is_mute))

    async def _change(self, watch: Watch) -> None:
        choice = await self._front.ask(Menu(watch.name, [("e", "Edit the query"), ("r", "Remove it")]))
        if choice == "e":
            text = await self._front.ask(Question(f"{watch.name}: papers, as with /", answer=watch.text))
            if text and text != watch.text:
                await self._save(Watch(watch.name, text, is_mute=watch.is_mute))
        elif choice == "r":
            await self._do(self._watches.remove(watch), f"Removed {_kind(watch)} {watch.name}: {watch.text}")

    async def _save(self, watch: Watch) -> None:
        await self._do(self._watches.save(watch), f"Saved {_kind(watch)} {watch.name}")

    async def _do(self, change: Awaitable[None], done: str) -> None:
        try:
            await change
        except PaperReaderError as error:
            self._front.complain(error)
        else:
            self._front.show_watches()
            self._front.tell(done)


def _kind(watch: Watch) -> str:
    return "the mute" if watch.is_mute else "the watch"


def _line(watch: Watch) -> str:
    return f"{'mute ' if watch.is_mute else 'watch'}  {watch.name}: {watch.text}"
