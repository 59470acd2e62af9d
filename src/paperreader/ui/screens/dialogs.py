"""Dialogs: the copy menu, a question to the Hub, a text to look at."""

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

_CLOSE = Binding("escape", "close", "Close", id="dialog.close", tooltip="Close this")


class CopyMenu(ModalScreen[Copy | None]):
    """Asks what to copy of a paper; offers only what the paper has."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._copies = [copy for copy in COPIES if copy.text(paper) is not None]

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Copy", "bold"))
            yield OptionList(
                *(Option(Content(f"{copy.key}  {copy.label}")) for copy in self._copies), markup=False
            )

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


class SearchPrompt(ModalScreen[str | None]):
    """Asks what to search on the Hub."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled("Ask the Hub, by meaning and full text", "bold"))
            yield Input(max_length=250)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search, unless nothing was typed."""
        event.stop()
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Search nothing."""
        self.dismiss(None)


class TextDialog(ModalScreen[None]):
    """Shows a text that can be selected with the mouse."""

    BINDINGS = [_CLOSE]  # noqa: RUF012 - Textual's own form

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self._heading = heading
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content.styled(self._heading, "bold"))
            yield Static(Content(self._text))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
