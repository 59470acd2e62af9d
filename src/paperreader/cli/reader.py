"""Opening the reader itself."""

import gc
import os
import sys
from contextlib import suppress

from paperreader import bootstrap
from paperreader.domain.papers.feed import Edition, Feed, Trending
from paperreader.errors import PaperReaderError
from paperreader.services import Services
from paperreader.services.papers.resuming import resume
from paperreader.settings import Settings
from paperreader.system.terminal_output import ResilientOutput

_INSTEAD = "to print papers, use: paperreader ls"


def collect_garbage_seldom() -> None:
    """Look for garbage among what is young, and leave it to the reader when to look through all that is old.

    With thousands of bookmarks that takes a fifth of a second, in which no key is answered.
    """
    gc.freeze()
    gc.set_threshold(700, 10, 1000)
    gc.enable()


def open_reader(feed: Feed | None, *, offline: bool = False) -> int:
    """Open the reader at a feed, at the newest edition for None, and return its exit code when it is left.

    That is not 0 where something else than its user ended it; of a bug it was said.

    Raises:
        PaperReaderError: There is no terminal that can show it, or a setting is wrong.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PaperReaderError("The reader needs a terminal", _INSTEAD)
    if os.environ.get("TERM") == "dumb":
        raise PaperReaderError("This terminal (TERM=dumb) can't show the reader", _INSTEAD)
    settings = bootstrap.settings_of(os.environ)
    # Textual draws what changed when the next of its frames begins: with sixty a second, up to a thirtieth after a key.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    services = bootstrap.build(os.environ, offline=offline, settings=settings)
    _look_ahead(services, feed, settings)
    from paperreader.ui.app import PaperReaderApp  # noqa: PLC0415 - Textual takes 0.3 s

    if sys.__stderr__ is not None:
        # Where Textual draws. It offers no other way to give it a file.
        sys.__stderr__ = ResilientOutput(sys.__stderr__)  # type: ignore[assignment,misc]
    app = PaperReaderApp(services, services.clock, settings, feed)
    app.when_started = collect_garbage_seldom
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - a bug at its very end; of those before the reader knows
        app.crash = app.crash or error
    if app.crash is not None or app.return_code:
        _tell_of_losses(services.bookmarks.pending)
    if app.crash is not None:
        from paperreader.cli import crashes  # noqa: PLC0415 - there should be none

        # Whatever kind of error it is: one that nobody in the reader expected.
        return crashes.report(app.crash)
    return app.return_code or 0


def _look_ahead(services: Services, feed: Feed | None, settings: Settings) -> None:
    """Have papers and bookmarks read while Textual is imported, so that the first frame has them."""
    asked = resume(
        feed,
        services.view_states.read(),
        is_last_wanted=settings.open == "last",
        is_offline=services.library.is_offline,
    ).asked
    if asked is None or isinstance(asked, Edition | Trending):
        services.library.look_ahead(asked)
    services.bookmarks.look_ahead()


def _tell_of_losses(changes: int) -> None:
    """Say how many changes are lost, to whom nobody could ask."""
    if changes:
        # The terminal may be gone.
        with suppress(OSError):
            print(f"paperreader: {changes} change{'s' * (changes > 1)} could not be saved", file=sys.stderr)  # noqa: T201 - not by click, without which the reader starts
