"""Keys and pastes in their order: each is answered before the next is looked at."""

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Generic, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

R = TypeVar("R")
_LOOK, _PATIENCE = 0.05, 2.0
"""Seconds between looks at a key that was not answered, and those after which the next one is taken all the same."""
_ROUNDS = 4
"""How often messages that answer a key may lead to messages that do something more, before the next key."""

_PAUSE = 0.7
"""Seconds without a key after which nobody is typing a word any more."""
_ENDING = frozenset({"enter", "escape"})
_CORRECTING = frozenset({"backspace", "delete"})
_IDLE = 5.0
"""Seconds without a key after which nobody seems to type."""


class KeyAnswered(Message):
    """Follows a key from widget to widget: when it reaches the app, the key was answered."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds


class KeyQueue(Generic[R]):
    """Has keys that arrive together do what they do when they arrive one by one.

    Textual sends every key to the widget that has the focus when the key arrives. With two keys in one read, as of a
    fast typist over a slow line, the second is on its way before the first has moved the focus or opened a dialog:
    `/wave` would narrow nothing and run `w`, `a`, `v` and `e` as commands. Here the second waits.

    Args:
        app: Whose keys they are; it hands them on to `put`, and every KeyAnswered to `answered`.
        send: Sends an event to the widget it is for, as Textual does.
    """

    def __init__(self, app: App[R], send: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._send_event = send
        self._held: deque[events.Key | events.Paste] = deque()
        self._is_under_way = False
        self._followed: Widget | None = None
        self._look: Timer | None = None
        self._patience = _PATIENCE
        self._pressed_at = monotonic()
        self._sent_at = 0.0
        self._typed_until: float | None = None

    @property
    def is_idle(self) -> bool:
        """No key was pressed for a while."""
        return monotonic() - self._pressed_at > _IDLE

    async def put(self, event: events.Key | events.Paste) -> None:
        """Send a key or a paste to its widget, or have it wait for the one before."""
        if self._is_under_way:
            self._held.append(event)
            self._begin_to_look()
        elif not self._is_dropped(event):
            await self._send(event)

    def drop_typed(self) -> None:
        """Drop what is typed after the key that is being answered, as the line would have taken it that did not open.

        That is text and what corrects it, up to the Enter or Esc that would have ended it. Any other key ends it, and so
        does a pause in typing: whoever looks up has seen that there is nothing to type into.
        """
        self._typed_until = self._sent_at + _PAUSE

    def _is_dropped(self, event: events.Key | events.Paste) -> bool:
        if self._typed_until is None:
            return False
        is_end = isinstance(event, events.Key) and event.key in _ENDING
        is_typed = isinstance(event, events.Paste) or event.is_printable or event.key in _CORRECTING or is_end
        if not is_typed or event.time > self._typed_until:
            self._typed_until = None
            return False
        self._typed_until = None if is_end else event.time + _PAUSE
        return True

    async def _send(self, event: events.Key | events.Paste) -> None:
        self._is_under_way = True
        self._pressed_at = monotonic()
        self._sent_at = event.time
        target = self._app.focused or self._app.screen
        if isinstance(event, events.Paste) and isinstance(target, Input):
            event = self._pasted(event.text, target)
        await self._send_event(event)
        self._follow(target, _ROUNDS)
        if self._held:
            self._begin_to_look()

    def _pasted(self, text: str, field: Input) -> events.Paste:
        """Return what a field of one line takes of a text; Textual would take its first line, or nothing."""
        text = _on_one_line(text)
        start, end = sorted(field.selection)
        room = field.max_length - len(field.value) + end - start if field.max_length else len(text)
        if len(text) > room:
            self._app.notify(
                f"Only {field.max_length} characters fit; the rest of the paste is left out",
                severity="warning",
                markup=False,
            )
        return events.Paste(text[: max(0, room)])

    def _begin_to_look(self) -> None:
        # Only while a key waits: a key by itself costs no timer.
        if self._look is None:
            self._patience = _PATIENCE
            self._look = self._app.set_interval(_LOOK, self._look_after)

    def _follow(self, target: Widget, rounds: int) -> None:
        self._followed = target
        # Through the same queues, behind the key.
        if not target.post_message(KeyAnswered(rounds)):
            self._app.call_later(self._take_next)

    async def _look_after(self) -> None:
        # What a closed dialog had still to hand on is never heard of again.
        self._patience -= _LOOK
        if self._followed is None or not self._followed.is_attached or self._patience < 0:
            await self._take_next()

    def answered(self, message: KeyAnswered) -> None:
        """Take the next key, when what the last one asked for has been done."""
        if not self._app.screen_stack:
            # The app is closing: nobody is left to answer what still waits.
            self._held.clear()
        elif self._held and message.rounds:
            # What was answered with a message, as Enter in a line of text is, is under way once more.
            self._follow(self._app.focused or self._app.screen, message.rounds - 1)
        else:
            # Behind what was left to be done later, such as moving the focus.
            self._app.call_later(self._take_next)

    async def _take_next(self) -> None:
        if not self._app.screen_stack:
            return
        screen = self._app.screen
        if self._held and isinstance(screen, ModalScreen) and not screen.is_mounted:
            screen.call_after_refresh(self._take_next)
            return
        if self._look is not None:
            self._look.stop()
            self._look = None
        self._is_under_way = False
        while self._held and self._is_dropped(self._held[0]):
            self._held.popleft()
        if self._held:
            await self._send(self._held.popleft())


def _on_one_line(text: str) -> str:
    """Return the lines of a text behind each other."""
    lines = text.splitlines()
    return text if len(lines) < 2 else " ".join(filter(None, map(str.strip, lines)))
