"""Watches and mutes from the keyboard: new ones, other queries, and taking them away."""

from collections.abc import Awaitable, Callable

from textual.app import App

from paperreader.domain.query.watch import Watch
from paperreader.errors import PaperReaderError
from paperreader.services.papers.watches import Watches
from paperreader.ui.dialogs.menu import Menu
from paperreader.ui.dialogs.question import Question
from paperreader.ui.kit import requests, toasts

_LETTERS = "123456789abcdefimoprstuvxyz"
"""For those there are; `w` and `n` are for new ones, the rest closes dialogs or moves in them."""


class WatchEditing:
    """Asks what to do with watches and mutes, and does it.

    Args:
        watches: The service that keeps them.
        app: Where it is asked and told.
        show: Shows papers by the watches as they are now.
    """

    def __init__(self, watches: Watches, app: App[None], show: Callable[[], None]) -> None:
        self._watches = watches
        self._app = app
        self._show = show

    def edit(self, request: requests.EditWatches) -> None:
        """Ask what to do, and do it."""
        self._app.run_worker(self._edit(request.suggestion), group="watches", exclusive=True)

    async def _edit(self, suggestion: str) -> None:
        entries = [("w", "New watch: papers to highlight"), ("n", "New mute: papers to hide")]
        by_letter = dict(zip(_LETTERS, self._watches.all, strict=False))
        entries += [(letter, _line(watch)) for letter, watch in by_letter.items()]
        match await self._app.push_screen_wait(Menu("Watches and mutes", entries)):
            case None:
                return
            case "w" | "n" as kind:
                await self._begin(suggestion, is_mute=kind == "n")
            case letter:
                await self._change(by_letter[letter])

    async def _begin(self, suggestion: str, *, is_mute: bool) -> None:
        what = "mute" if is_mute else "highlight"
        text = await self._app.push_screen_wait(Question(f"Papers to {what}, as with /", answer=suggestion))
        if not text:
            return
        name = await self._app.push_screen_wait(Question("A short name: it is shown in the list", most=40))
        if name:
            await self._save(Watch(name, text, is_mute=is_mute))

    async def _change(self, watch: Watch) -> None:
        choice = await self._app.push_screen_wait(
            Menu(watch.name, [("e", "Edit the query"), ("r", "Remove it")])
        )
        if choice == "e":
            text = await self._app.push_screen_wait(
                Question(f"{watch.name}: papers, as with /", answer=watch.text)
            )
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
            toasts.complain(self._app, error)
        else:
            self._show()
            toasts.tell(self._app, done)


def _kind(watch: Watch) -> str:
    return "the mute" if watch.is_mute else "the watch"


def _line(watch: Watch) -> str:
    return f"{'mute ' if watch.is_mute else 'watch'}  {watch.name}: {watch.text}"
