"""Dialogs: the copy menu, a question, a text to look at."""

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from paperreader.domain.paper import Paper
from paperreader.formats.copies import COPIES, Copy

_CLOSE = Binding("escape", "close", "close", id="dialog.close", tooltip="Close this")


class CopyMenu(ModalScreen[Copy | None]):
    """Asks what to copy of a paper; offers only what the paper has."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._copies = [copy for copy in COPIES if copy.text(paper)]

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog"):
            yield Static(Content("Copy"), classes="dialog-heading")
            yield OptionList(
                *(
                    Option(Content.assemble((f" {copy.key} ", "$accent bold"), f" {copy.label}"))
                    for copy in self._copies
                ),
                markup=False,
                compact=True,
            )
            yield Static(Content("a letter, or Enter   Esc closes"), classes="dialog-hint")

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        for copy in self._copies:
            if event.key == copy.key:
                event.stop()
                self.dismiss(copy)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by cursor."""
        event.stop()
        self.dismiss(self._copies[event.option_index])

    def action_close(self) -> None:
        """Copy nothing."""
        self.dismiss(None)


class Question(ModalScreen[str | None]):
    """Asks for a line of text; None when it was not answered."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, question: str, *, most: int) -> None:
        super().__init__()
        self._question = question
        self._most = most

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-heading")
            yield Input(max_length=self._most, compact=True)
            yield Static(Content("Enter asks   Esc closes"), classes="dialog-hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer, unless nothing was typed."""
        event.stop()
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)


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
