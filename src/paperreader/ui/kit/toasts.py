"""What is said in passing, and the one message at a time that must be read."""

from collections.abc import Callable
from time import monotonic

from msgspec import Struct
from textual.app import App
from textual.notifications import Notification, SeverityLevel
from textual.timer import Timer

from paperreader.errors import PaperReaderError
from paperreader.ui.kit import present

_PASSING = 4
"""Seconds that what was said in passing stays."""
_LONG = 10
"""Seconds that a message stays which asks for something to be done, unless it says how many."""
_UNREAD = 4
"""Seconds before which nobody has read a message: one that makes way sooner comes back."""


def tell(app: App[None], sentence: str) -> None:
    """Say in passing what was done."""
    app.notify(sentence, markup=False)


def warn(app: App[None], sentence: str) -> None:
    """Say what could not be done as asked."""
    app.notify(sentence, severity="warning", markup=False)


def complain(app: App[None], error: PaperReaderError) -> None:
    """Say what could not be done, and what to do."""
    app.notify(present.told(error), severity="error", markup=False)


class Warned(Struct, frozen=True):
    """A message that must be read."""

    sentence: str
    is_error: bool = False
    seconds: float = _LONG


class ToastOrder:
    """Says which message is shown: one at a time, the newest, but none in place of one that is more serious."""

    def __init__(self) -> None:
        self.shown: Warned | None = None
        self._since = 0.0
        self.waiting: list[Warned] = []
        """What is shown later, the next one last."""

    def add(self, message: Warned, now: float) -> None:
        """Show a message, or have it wait; one that is shown or waits already does so from now on."""
        former = self.shown
        self.waiting = [each for each in self.waiting if each.sentence != message.sentence]
        if former is not None and former.sentence != message.sentence:
            if former.is_error and not message.is_error:
                self._wait(message)
                return
            if now - self._since < _UNREAD:
                self._wait(former)
        self._show(message, now)

    def go_on(self, now: float) -> None:
        """Show the next message in place of the one whose time is over, if there is one."""
        self._show(self.waiting.pop() if self.waiting else None, now)

    def _wait(self, message: Warned) -> None:
        # Sorting keeps the order of those that are alike: the newest error is the next one.
        self.waiting = sorted([*self.waiting, message], key=lambda each: each.is_error)

    def _show(self, message: Warned | None, now: float) -> None:
        self.shown, self._since = message, now


class Announcements:
    """Says what was done, and shows what must be read, each for its time.

    Args:
        app: Whose clock it is.
        say: Shows what is said in passing; empty when its time is over.
    """

    def __init__(self, app: App[None], say: Callable[[str], None]) -> None:
        self._app = app
        self._say = say
        self._forgetting: Timer | None = None
        self._ending: Timer | None = None
        self.order = ToastOrder()
        """Which message is shown, and which ones wait."""

    def tell(self, sentence: str) -> None:
        """Say something in passing, in place of what was said before."""
        if self._forgetting is not None:
            self._forgetting.stop()
        self._say(sentence)
        self._forgetting = self._app.set_timer(_PASSING, lambda: self._say(""))

    def warn(self, message: Warned) -> None:
        """Show a message, or have it wait."""
        self.order.add(message, monotonic())
        if self.order.shown is message:
            self._show_next()

    def _go_on(self) -> None:
        self.order.go_on(monotonic())
        self._show_next()

    def clear(self) -> None:
        """Say nothing any more, now or later."""
        self.order = ToastOrder()
        self._say("")
        self._show_next()

    def _show_next(self) -> None:
        if self._ending is not None:
            self._ending.stop()
        self._ending = None
        shown = self.order.shown
        # Not by Textual's own message, which would be answered after the next one was shown: two at once.
        notifications = self._app._notifications  # noqa: SLF001 - there is no public way that shows them at once
        notifications.clear()
        if shown is not None:
            severity: SeverityLevel = "error" if shown.is_error else "warning"
            notifications.add(Notification(shown.sentence, "", severity, shown.seconds))
            self._ending = self._app.set_timer(shown.seconds, self._go_on)
        self._app._refresh_notifications()  # noqa: SLF001 - likewise
