"""The field in which a query is typed: Tab completes, the arrows go through what was typed before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from paperreader.domain.query.completion import Completion, Vocabulary, completion_of


class QueryInput(Input):
    """Completes fields and values, and remembers what is typed while former queries are looked at."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "tab", "complete(1)", "complete", id="filter.complete", tooltip="Complete; again for the next"
        ),
        Binding(
            "shift+tab",
            "complete(-1)",
            "Complete back",
            show=False,
            id="filter.complete_back",
            tooltip="The previous completion",
        ),
        Binding("up", "older", "Former", show=False, id="filter.older", tooltip="An earlier filter"),
        Binding("down", "newer", "Newer", show=False, id="filter.newer", tooltip="A later filter"),
    ]

    @dataclass
    class Offered(Message):
        """This is how the text can go on; `index` is the choice that is taken, -1 for none yet."""

        choices: Sequence[str]
        index: int

    @dataclass
    class Left(Message):
        """There is nothing newer than what is being typed: the reader went on, to the list."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, classes="filter-entry", compact=True)
        self.history: Sequence[str] = ()
        """What was typed before, the newest first."""
        self.vocabulary: Callable[[], Vocabulary] = Vocabulary
        """Tells what can be typed."""
        self._place = -1
        self._draft = ""
        self._completion = Completion()
        self._index = -1
        self._before = self._behind = ""
        self._is_ours = False
        """The text became what it is by a completion."""

    def action_complete(self, step: int) -> None:
        """Complete what is begun, or take the next choice in its place."""
        if self._index < 0:
            self._behind = self.value[self.cursor_position :]
            self._before = self.value[: self.cursor_position]
            self._completion = completion_of(self._before, self.vocabulary())
        choices = self._completion.choices
        if not choices:
            self._offer()
            return
        self._index = (self._index + step) % len(choices) if self._index >= 0 else min(step, 0) % len(choices)
        text = self._before[: self._completion.start] + choices[self._index]
        self._put(text + self._behind, len(text))
        if len(choices) == 1:
            # It is complete: there is nothing left to choose, and the next Tab goes on from there.
            self._completion, self._index = Completion(), -1
        self._offer()

    def action_older(self) -> None:
        """Show what was typed before."""
        if self._place + 1 < len(self.history):
            self._draft = self.value if self._place < 0 else self._draft
            self._go_to(self._place + 1)

    def action_newer(self) -> None:
        """Show what was typed after it, at last what was being typed; from there on the key leads to the list."""
        if self._place < 0:
            self.post_message(self.Left())
        else:
            self._go_to(self._place - 1)

    def _go_to(self, place: int) -> None:
        self._place = place
        self._index = -1
        text = self._draft if place < 0 else self.history[place]
        self._put(text, len(text))

    def _put(self, text: str, cursor: int) -> None:
        self._is_ours = self.value != text
        self.value = text
        self.cursor_position = cursor

    def begin_with(self, text: str) -> None:
        """Have a text that was not typed just now."""
        self.value = text
        self._is_ours = False
        self._begin()

    def _begin(self) -> None:
        self._place = self._index = -1
        self._completion = Completion()

    def take_note(self) -> None:
        """Know that the text changed: by hand, everything begins anew; behind a field its values are offered."""
        if self._is_ours:
            self._is_ours = False
            return
        self._begin()
        if self.cursor_position == len(self.value):
            found = completion_of(self.value, self.vocabulary())
            self._completion = found if found.is_value else Completion()
        self._offer()

    def _offer(self) -> None:
        self.post_message(self.Offered(self._completion.choices, self._index))
