"""Opening the reader itself."""

import os
import sys

from paperreader import bootstrap
from paperreader.domain.feed import Feed
from paperreader.errors import PaperReaderError


def open_reader(feed: Feed | None, *, offline: bool = False) -> None:
    """Open the reader at a feed, at the newest edition for None, and return when it is left.

    Raises:
        PaperReaderError: There is no terminal, or a setting is wrong.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PaperReaderError("The reader needs a terminal", "to print a listing use: paperreader ls")
    settings = bootstrap.settings_of(os.environ)
    from paperreader.ui.app import PaperReaderApp  # noqa: PLC0415 - Textual takes 0.3 s

    services = bootstrap.build(os.environ, offline=offline, settings=settings)
    PaperReaderApp(services, bootstrap.now, settings, feed).run()
