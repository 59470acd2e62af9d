"""The note on a bookmark, written in several lines of Markdown."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from paperreader.ui.dialogs.dialog import Dialog
from paperreader.ui.dialogs.key_line import KeyLine
from paperreader.ui.kit import requests


class NoteDialog(Dialog[str]):
    """Asks for a note in several lines of Markdown; closing it returns what is written."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "escape",
            "close",
            "save the note",
            id="note.close",
            tooltip="Save the note and close",
            priority=True,
        ),
        Binding(
            "ctrl+o",
            "edit",
            "$EDITOR",
            id="note.editor",
            tooltip="Continue in your own editor ($EDITOR)",
            priority=True,
        ),
        Binding(
            "ctrl+c",
            "discard",
            "discard",
            id="note.discard",
            tooltip="Discard what was typed, or copy a selection",
            priority=True,
        ),
        # Ctrl+Z, which undoes elsewhere, belongs to the terminal.
        Binding(
            "ctrl+underscore,ctrl+slash",
            "undo",
            "Undo",
            show=False,
            id="note.undo",
            tooltip="Undo what was typed last",
            priority=True,
        ),
    ]

    def __init__(self, heading: str, note: str) -> None:
        super().__init__()
        self._heading = heading
        self._before = note
        self._text_area = TextArea(
            note, show_line_numbers=False, soft_wrap=True, compact=True, classes="dialog-body"
        )

    def compose(self) -> ComposeResult:
        """Lay out the note."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading dialog-title")
            yield self._text_area
            yield KeyLine("Ctrl+C discards", "Ctrl+O opens $EDITOR", "Esc saves")

    @property
    def note(self) -> str:
        """What is written, also after the dialog was closed."""
        return self._text_area.text

    def on_mount(self) -> None:
        """Put the cursor at the end of the note."""
        self._text_area.move_cursor(self._text_area.document.end)

    def action_edit(self) -> None:
        """Open the note in the user's own editor."""
        self.post_message(requests.EditText(self._text_area.text, self._take))

    def action_discard(self) -> None:
        """Return the note as it was, or copy what is selected: that is what the key does elsewhere."""
        if self._text_area.selected_text:
            self._text_area.action_copy()
        else:
            # Whoever opened this looks at what stands in it.
            self._text_area.text = self._before
            self.dismiss(self._before)

    def action_undo(self) -> None:
        """Take back what was written last."""
        self._text_area.undo()

    def _take(self, text: str) -> None:
        self._text_area.text = text
        self._text_area.move_cursor(self._text_area.document.end)

    def action_close(self) -> None:
        """Return the note."""
        self.dismiss(self._text_area.text)
