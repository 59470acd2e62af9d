"""Dialogs: a menu, a question, a note to write, a text to look at."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

_CLOSE = Binding("escape", "close", "close", id="dialog.close", tooltip="Close this")


class Menu(ModalScreen[str | None]):
    """Asks for one of several things, by letter or by cursor; gives its letter, None for none of them."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, heading: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = heading
        self._entries = entries

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading")
            yield OptionList(
                *(
                    Option(Content.assemble((f" {key} ", "$accent bold"), f" {label}"))
                    for key, label in self._entries
                ),
                markup=False,
                compact=True,
            )
            yield Static(Content("a letter, or Enter   Esc closes"), classes="dialog-hint")

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        if any(event.character == key for key, _ in self._entries):
            event.stop()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by cursor."""
        event.stop()
        self.dismiss(self._entries[event.option_index][0])

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Question(ModalScreen[str | None]):
    """Asks for a line of text; None when it was not answered."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, question: str, *, most: int = 0, answer: str = "", can_be_empty: bool = False) -> None:
        super().__init__()
        self._question = question
        self._most = most
        self._answer = answer
        self._can_be_empty = can_be_empty

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-heading")
            yield Input(self._answer, max_length=self._most, compact=True)
            yield Static(Content("Enter goes on   Esc closes"), classes="dialog-hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer; nothing typed is one only where it can be."""
        event.stop()
        answer = event.value.strip()
        self.dismiss(answer if answer or self._can_be_empty else None)

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)


class NoteDialog(ModalScreen[str]):
    """A note to write, several lines of Markdown; closing it gives what stands there."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "escape",
            "close",
            "keep the note",
            id="note.close",
            tooltip="Keep the note and close",
            priority=True,
        )
    ]

    def __init__(self, heading: str, note: str) -> None:
        super().__init__()
        self._heading = heading
        self._note = note

    def compose(self) -> ComposeResult:
        """Lay out the note."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading")
            yield TextArea(self._note, show_line_numbers=False, soft_wrap=True, compact=True)
            yield Static(
                Content("Esc keeps what is written; u in the reader takes it back"), classes="dialog-hint"
            )

    def action_close(self) -> None:
        """Give the note."""
        self.dismiss(self.query_one(TextArea).text)


class TextDialog(ModalScreen[None]):
    """Shows a text that can be scrolled, and selected with the mouse."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _CLOSE,
        Binding("j,down", "scroll(1)", "Down", show=False, id="dialog.down", tooltip="Down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="dialog.up", tooltip="Up"),
    ]

    def __init__(self, heading: str, text: Content) -> None:
        super().__init__()
        self._heading = heading
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading")
            with VerticalScroll():
                yield Static(self._text, markup=False)
            yield Static(Content("Esc closes"), classes="dialog-hint")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
