"""Drawing a state: a start of the reader, keys, and a frame for each size of the terminal."""

import asyncio
import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from unittest.mock import patch

from textual._compositor import Compositor
from textual.geometry import Size
from textual.pilot import Pilot

from paperreader import bootstrap
from paperreader.domain.papers.feed import Feed
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.kit import steady_screen
from tests.gallery.frame import TO_OWN_LETTERS, Frame, frame_of
from tests.gallery.home import clock, furnish
from tests.gallery.papers import days
from tests.hub import Entry, Hub
from tests.parsed_styles import parsed_once

SIZES = (Size(100, 30), Size(140, 42), Size(200, 50), Size(80, 24), Size(40, 12))
"""In the order in which they are drawn: the first is that of the start, the small ones make what they show scroll."""
_FOREIGN = (
    "HF_",
    "ARXIV_",
    "PAPERREADER_",
    "SSH_",
    "TMUX",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "BROWSER",
    "NO_COLOR",
)
_NUMBERS = count(os.getpid() % 0o10000 * 0o10000)
"""For names of homes: of one length, of no two processes at once."""
_LOOKS, _PAUSE = 2000, 0.005
"""How often, and after how many seconds, it is looked whether something has come."""
_COUNTS = "waiting"
"""The worker that counts the papers that wait, a moment after the last change."""
_STANDING = frozenset({"changes"})
"""Workers that run as long as the reader does."""


@dataclass(frozen=True, slots=True)
class State:
    """What is drawn: where the reader starts, the keys that lead there, and how to know that it is there."""

    name: str
    """That of its files."""
    caption: str
    keys: Sequence[str] = ()
    seen: str = ""
    """A text that stands on the screen once it is there, of the papers rather than of the reader."""
    feed: Feed | None = None
    settings: Settings = field(default_factory=Settings)
    is_new: bool = False
    """The home is empty, as at the first start."""
    is_offline: bool = False
    held: str = ""
    """The beginning of a path that is not answered."""
    prepare: Callable[[Path, Hub], None] | None = None
    """Changes the home and what the Hub answers before the start."""
    begun: Callable[[PaperReaderApp], bool] | None = None
    """Tells when the keys can be pressed; as a rule when papers are shown."""
    act: Callable[["Visit"], Awaitable[None]] | None = None
    """Does, with the reader running, what no key does."""


class Visit:
    """The reader on its way to a state."""

    def __init__(self, pilot: Pilot[None], app: PaperReaderApp, *, is_held: bool) -> None:
        self.pilot = pilot
        self.app = app
        self._is_held = is_held

    async def press(self, *keys: str) -> None:
        """Press keys; where one of them opens a dialog, the next goes to it."""
        await self.pilot.press(*keys)
        await self.still()

    async def still(self) -> None:
        """Wait until nothing changes any more."""
        before: list[str] = []
        for _ in range(_LOOKS):
            await self.pilot.pause(0)
            if self._is_up and not self._is_busy:
                now = self.frame().lines
                if now == before:
                    return
                before = now
            await asyncio.sleep(_PAUSE)
        raise AssertionError("it never came to rest:\n" + self.frame().text)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        for _ in range(_LOOKS):
            if self._is_up and is_so():
                return
            await self.pilot.pause(0)
            await asyncio.sleep(_PAUSE)
        raise AssertionError("it never came to that:\n" + self.frame().text)

    async def resize(self, size: Size) -> None:
        """Give the terminal a size."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: self.app.screen.size == size and not self._is_busy)
        # What is laid out anew may have something else laid out anew.
        await self.pilot.pause(0)
        await self.pilot.pause(0)

    def frame(self) -> Frame:
        """Return what is drawn now."""
        screen = self.app.screen
        below = self.app.screen_stack[-2] if screen.is_modal else None
        return frame_of(screen, below)

    def stop_the_time(self) -> None:
        """Have nothing end or begin by itself any more."""
        nodes = [self.app, *self.app.screen_stack]
        nodes += [node for screen in self.app.screen_stack for node in screen.walk_children()]
        for node in nodes:
            for timer in list(node._timers):
                # By this one the screen is laid out and drawn.
                if timer.name != "screen_update":
                    timer.pause()

    @property
    def _is_up(self) -> bool:
        return bool(self.app.screen_stack)

    @property
    def _is_busy(self) -> bool:
        # The worker that opened a dialog waits for its answer; the counts on the tabs are to be there in any case.
        waits = self._is_held or self.app.screen.is_modal
        running = {worker.group for worker in self.app.workers if worker.is_running} - _STANDING
        return _COUNTS in running or (bool(running) and not waits)


async def draw(
    state: State, *, sizes: Sequence[Size] = SIZES, environ: Mapping[str, str] | None = None
) -> dict[Size, Frame]:
    """Return the frames of a state by size."""
    async with visit(state, size=sizes[0], environ=environ) as at:
        return await frames(at, sizes)


async def frames(at: Visit, sizes: Sequence[Size]) -> dict[Size, Frame]:
    """Return the frames of a state that was come to, by size."""
    found = {sizes[0]: at.frame()}
    for size in sizes[1:]:
        await at.resize(size)
        found[size] = at.frame()
    return found


@contextlib.asynccontextmanager
async def visit(
    state: State, *, size: Size = SIZES[0], environ: Mapping[str, str] | None = None
) -> AsyncIterator[Visit]:
    """Start the reader and go to a state; there the time stands."""
    async with contextlib.AsyncExitStack() as stack:
        stack.enter_context(parsed_once())
        # What is looked at is what is there, not what a frame that is put off has left there.
        stack.enter_context(patch.object(steady_screen, "_PATIENCE", 0))
        stack.enter_context(_environment(environ or {}))
        home = await stack.enter_async_context(_home(is_new=state.is_new))
        hub = stack.enter_context(Hub(_days()))
        if state.prepare is not None:
            state.prepare(home, hub)
        held = hub.hold(state.held) if state.held else contextlib.nullcontext()
        services = bootstrap.build(
            {"PAPERREADER_HOME": str(home), "HF_ENDPOINT": hub.url, "ARXIV_ENDPOINT": hub.url},
            offline=state.is_offline,
            settings=state.settings,
        )
        app = PaperReaderApp(services, clock, state.settings, state.feed)
        app.set_reactive(
            PaperReaderApp.view_state, app.view_state.with_changes({"has_met": not state.is_new})
        )
        with held:
            async with app.run_test(size=size.region.size, notifications=True) as pilot:
                at = Visit(pilot, app, is_held=bool(state.held))
                await _go(at, state)
                at.stop_the_time()
                yield at


async def _go(at: Visit, state: State) -> None:
    begun = state.begun or (lambda app: bool(app._browse.listing))
    # What comes after the first papers is begun then: the bookmarks, the counts of the inbox.
    await at.until(lambda: begun(at.app) and at.app._browse._is_ready)
    await at.still()
    await at.press(*state.keys)
    if state.act is not None:
        await state.act(at)
    if state.seen:
        await at.until(lambda: state.seen in at.frame().text)
    await at.still()


@cache
def _days() -> dict[str, list[Entry]]:
    return days()


@cache
def _furnished() -> Path:
    """Return the folder of the home that is copied for each start; it is made once in a process."""
    folder = tempfile.mkdtemp(prefix="paperreader-gallery-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@contextlib.asynccontextmanager
async def _home(*, is_new: bool) -> AsyncIterator[Path]:
    home = Path(tempfile.gettempdir(), f"reader-{next(_NUMBERS):08o}".translate(TO_OWN_LETTERS))
    if not is_new:
        if not any(_furnished().iterdir()):
            await furnish(_furnished(), _days())
        shutil.copytree(_furnished(), home)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Have the environment of a usual terminal, whatever that of whoever draws is, and the time of the gallery."""
    before, now, render = dict(os.environ), bootstrap.now, Compositor.render_update
    for name in list(os.environ):
        if name.startswith(_FOREIGN):
            del os.environ[name]
    os.environ.update({"PYTHONUTF8": "1", "TERM": "xterm-256color", **wanted})
    bootstrap.now = clock
    # Every frame on the way would be drawn for nobody.
    Compositor.render_update = lambda *args, **more: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        bootstrap.now = now
        Compositor.render_update = render  # type: ignore[method-assign]
