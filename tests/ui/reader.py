"""The reader under a pilot, and waiting for what it comes to."""

import asyncio
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.css.query import NoMatches
from textual.pilot import Pilot
from textual.widget import Widget

from paperreader import bootstrap
from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.listing import Listing, ListingOrigin
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.ports import Clock
from paperreader.paths import Paths
from paperreader.services.papers import navigation
from paperreader.settings import Settings
from paperreader.ui.app import PaperReaderApp
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.paper_list import PaperList
from paperreader.ui.kit import toasts

HOSTILE = (
    "[/red]",
    "[Re] x",
    "[@click=app.quit]y[/]",
    "[31mred",
    "ab",
    "x" * 10_000,
    "",
    "[/",
)
"""Titles as they are after they were cleaned, which nothing may act on."""


def fixed_clock() -> datetime:
    """Return a Friday afternoon in New York's morning."""
    return datetime(2026, 8, 21, 15, tzinfo=UTC)


def reader(
    monkeypatch: pytest.MonkeyPatch,
    feed: Feed | None,
    settings: Settings | None = None,
    clock: Clock = fixed_clock,
    **environ: str,
) -> PaperReaderApp:
    """Return the reader on the test's home, at a fixed time unless there is another clock."""
    monkeypatch.setattr(bootstrap, "now", clock)
    home = {"PAPERREADER_HOME": Paths.from_environment(os.environ).data.as_posix()}
    # Nobody listens there: a test that forgets to say where arXiv is must not ask the real one.
    nowhere = {"ARXIV_ENDPOINT": "http://127.0.0.1:9"}
    services = bootstrap.build({**nowhere, **home, **environ}, settings=settings)
    app = PaperReaderApp(services, clock, settings, feed)
    # What is said at the first start would take lines from the list until the first key.
    app.set_reactive(PaperReaderApp.view_state, app.view_state.with_changes({"has_met": True}))
    # Some look at what stands there afterwards.
    monkeypatch.setattr(toasts, "_PASSING", 1)
    _remember_what_is_said(app)
    return app


_SAID: WeakKeyDictionary[PaperReaderApp, list[str]] = WeakKeyDictionary()
"""What each app said in passing: on a busy machine it may be over before a test looks."""


def _remember_what_is_said(app: PaperReaderApp) -> None:
    said, tell = _SAID.setdefault(app, []), app.announcements.tell

    def tell_and_remember(sentence: str) -> None:
        said.append(sentence)
        tell(sentence)

    app.announcements.tell = tell_and_remember  # type: ignore[method-assign]


_CHARACTERS = {"full_stop": ".", "slash": "/", "space": " ", "number_sign": "#", "question_mark": "?"}


def press_at_once(app: PaperReaderApp, *keys: str) -> None:
    """Send keys as a terminal does that had them ready in one read."""
    for key in keys:
        character = key if len(key) == 1 else _CHARACTERS.get(key)
        app.post_message(events.Key(key, character))


def told(app: PaperReaderApp, text: str) -> bool:
    """Tell whether this was said in passing, or a message with it is shown or waits to be."""
    waiting = (each.sentence for each in app.announcements.order.waiting)
    shown = (note.message for note in app._notifications)
    return any(text in said for said in (app.passing, *_SAID.get(app, ()), *shown, *waiting))


_DRAWN = Compositor.render_update


def draw(app: App[Any]) -> None:
    """Draw what is to be drawn on the screen in front, as a terminal would be sent it."""
    _DRAWN(app.screen._compositor, screen_stack=app._background_screens)


def _is(is_so: Callable[[], bool]) -> bool:
    """Tell whether something is so; of what is not mounted yet nothing is."""
    try:
        return is_so()
    except NoMatches:
        return False


async def settled(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Let the app work until something is so, and draw it; a test that never gets there fails."""
    await pilot.pause(0.02)
    for _ in range(4000):
        began = time.perf_counter()
        if _is(is_so):
            await pilot.pause(0)
            if _is(is_so):
                draw(pilot.app)
                return
        # Not with each look `pilot.pause`, which has every widget answer and everything laid out.
        # Twice as long as the look took: some look at all that is drawn.
        await asyncio.sleep(max(0.005, 2 * (time.perf_counter() - began)))
    lines = pilot.app.screen._compositor.render_strips()
    raise AssertionError("it never came to that:\n" + "\n".join(strip.text for strip in lines))


def screen_of(app: PaperReaderApp) -> BrowseScreen:
    """Return the main screen, which must be in front."""
    screen = app.screen
    assert isinstance(screen, BrowseScreen)
    return screen


async def opened(pilot: Pilot[None], app: PaperReaderApp) -> BrowseScreen:
    """Return the main screen once it has papers."""
    await settled(pilot, lambda: isinstance(app.screen, BrowseScreen) and bool(screen_of(app).listing))
    screen = screen_of(app)
    await settled(pilot, lambda: bool(screen.query_one(PaperList).rows))
    return screen


def answer(screen: BrowseScreen, listing: Listing) -> None:
    """Let a listing come as an answer to what the screen asked for last."""

    def take() -> None:
        state = screen._navigation
        screen._navigate(navigation.answer(state, state.request, listing))

    screen.call_later(take)


async def showing(pilot: Pilot[None], screen: BrowseScreen, feed: Feed, papers: tuple[Paper, ...]) -> None:
    """Have the screen show papers as the answer of the feed it shows."""
    answer(screen, Listing(feed=feed, papers=papers, origin=ListingOrigin.SAMPLE))
    rows = screen.query_one(PaperList)
    await settled(pilot, lambda: bool(rows.rows) and rows.rows[0].key == papers[0].key)


def hostile_papers() -> tuple[Paper, ...]:
    """Return papers whose texts try to be more than text."""
    return tuple(
        Paper(
            key=PaperKey(f"2608.{n:05}"), title=title, abstract=title, ai_summary=title, ai_keywords=(title,)
        )
        for n, title in enumerate(HOSTILE)
    )


def text_of(app: PaperReaderApp, selector: str) -> str:
    """Return what a widget of the screen in front shows, as text."""
    widget = app.screen.query_one(selector, Widget)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))
