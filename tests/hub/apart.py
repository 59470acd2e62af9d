"""The hub in a process of its own, for whoever measures the memory of theirs."""

import contextlib
import multiprocessing
from collections.abc import Iterator
from multiprocessing.managers import BaseManager
from typing import cast

from tests.hub.papers import Entry
from tests.hub.server import Hub


class HubApart(Hub):
    """A hub that is looked at by calls alone: nothing else reaches another process."""

    def open(self) -> str:
        """Begin to serve, and return the address."""
        return self.__enter__().url

    def slow_down(self, seconds: float) -> None:
        """Let so many seconds pass before each answer."""
        self.delay = seconds

    def forget(self) -> None:
        """Forget what was asked for."""
        self.requests.clear()


class _Process(BaseManager):
    pass


_Process.register("hub", HubApart)


@contextlib.contextmanager
def hub_apart(days: dict[str, list[Entry]] | None = None) -> Iterator[HubApart]:
    """Run a hub beside this process; only its methods may be used, and `url`."""
    # Spawned: a fork would begin with all that this process holds, and with its threads' locks as they are.
    with _Process(ctx=multiprocessing.get_context("spawn")) as process:
        hub = cast("HubApart", process.__getattribute__("hub")(days))
        hub.url = hub.open()
        try:
            yield hub
        finally:
            hub.close()
