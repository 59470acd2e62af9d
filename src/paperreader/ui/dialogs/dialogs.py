"""Dialogs: a menu, a question, tags, a note to write, a text to look at."""

from collections.abc import Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from paperreader.domain.bookmarks.bookmark import completed, completions
from paperreader.ui.kit import requests
from paperreader.ui.kit.pointing import SteadyScreen

T = TypeVar("T")
_CLOSE = Binding("escape", "close", "close", id="dialog.close", tooltip="Close this")
_CLOSE_ALSO = Binding("h,left,q", "close", "close", show=False, id="dialog.back", tooltip="Close this")
_LOW = 18
"""Lines of a terminal below which a dialog goes without the room around its texts."""
_AROUND, _AROUND_LOW = 8, 2
"""Lines that are not for what scrolls: heading, hint, the room around them and around the dialog."""


class Dialog(ModalScreen[T], SteadyScreen[T]):
    """A box over the screen: heading, something in the middle that scrolls if it must, and a hint."""

    # The order of the bases matters: Textual takes styles from the first one only.

    def on_resize(self, event: events.Resize) -> None:
        """Leave the heading and the hint in sight, however low the terminal."""
        is_low = event.size.height < _LOW
        self.set_class(is_low, "low")
        for body in self.query(".dialog-body").results(Widget):
            body.styles.max_height = max(1, event.size.height - (_AROUND_LOW if is_low else _AROUND))


class Menu(Dialog[str | None]):
    """Asks for one of several things, by letter or by cursor; gives its letter, None for none of them."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _CLOSE,
        _CLOSE_ALSO,
        Binding("j", "move('down')", "Down", show=False, id="dialog.down", tooltip="Down"),
        Binding("k", "move('up')", "Up", show=False, id="dialog.up", tooltip="Up"),
    ]

    def __init__(self, heading: str, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading = heading
        self._entries = entries

    def compose(self) -> ComposeResult:
        """Lay out the menu."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading one-line")
            yield OptionList(
                *(
                    Option(Content.assemble((f" {key} ", "$accent bold"), f" {label}"))
                    for key, label in self._entries
                ),
                markup=False,
                compact=True,
                classes="dialog-body",
            )
            yield Static(Content("a letter, or Enter   Esc closes"), classes="dialog-hint")

    def on_key(self, event: events.Key) -> None:
        """Choose by letter."""
        if any(event.character == key for key, _ in self._entries):
            event.stop()
            # Nor is it one of the keys that close.
            event.prevent_default()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by cursor."""
        event.stop()
        self.dismiss(self._entries[event.option_index][0])

    async def action_move(self, way: str) -> None:
        """Move the cursor."""
        await self.query_one(OptionList).run_action(f"cursor_{way}")

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Question(Dialog[str | None]):
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


class _TagSuggester(Suggester):
    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        found = completions(value, self._tags)
        # Only what can be shown behind the cursor as the rest of what is typed.
        return next((text for tag in found if (text := completed(value, tag)).startswith(value)), None)


class TagsDialog(Dialog[str | None]):
    """Asks for tags and completes the ones there are; None when it was not answered."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _CLOSE,
        Binding("tab", "complete", "complete", id="tags.complete", tooltip="Complete the tag", priority=True),
    ]

    def __init__(self, question: str, tags: Sequence[str], *, answer: str = "") -> None:
        super().__init__()
        self._question = question
        self._tags = tags
        self._entry = Input(
            f"{answer} " if answer else "",
            compact=True,
            suggester=_TagSuggester(tags),
            # What is typed goes on from the tags there are.
            select_on_focus=False,
        )
        self._found = Static(classes="dialog-found one-line", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the question, and the tags there are."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-heading one-line")
            yield self._entry
            yield self._found
            yield Static(
                Content("Space parts tags   Tab completes   Enter goes on   Esc closes"),
                classes="dialog-hint",
            )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the tags that can be meant."""
        event.stop()
        self._found.update(Content("  ".join(completions(event.value, self._tags))))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the tags."""
        event.stop()
        self.dismiss(event.value.strip())

    def action_complete(self) -> None:
        """Complete the tag that is being typed."""
        for tag in completions(self._entry.value, self._tags)[:1]:
            self._entry.value = f"{completed(self._entry.value, tag)} "
            self._entry.cursor_position = len(self._entry.value)

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)


class NoteDialog(Dialog[str]):
    """A note to write, several lines of Markdown; closing it gives what stands there."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(
            "escape",
            "close",
            "keep the note",
            id="note.close",
            tooltip="Keep the note and close",
            priority=True,
        ),
        Binding(
            "ctrl+o",
            "edit",
            "your editor",
            id="note.editor",
            tooltip="Write on in your own editor ($VISUAL, $EDITOR)",
            priority=True,
        ),
        # Ctrl+Z, which undoes elsewhere, belongs to the terminal.
        Binding(
            "ctrl+underscore,ctrl+slash",
            "undo",
            "Undo",
            show=False,
            id="note.undo",
            tooltip="Take back what was written last",
            priority=True,
        ),
    ]

    def __init__(self, heading: str, note: str) -> None:
        super().__init__()
        self._heading = heading
        self._text = TextArea(
            note, show_line_numbers=False, soft_wrap=True, compact=True, classes="dialog-body"
        )

    def compose(self) -> ComposeResult:
        """Lay out the note."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading one-line")
            yield self._text
            yield Static(Content("Esc keeps it   Ctrl+O your editor"), classes="dialog-hint")

    @property
    def note(self) -> str:
        """What stands there, also when the screen is gone."""
        return self._text.text

    def on_mount(self) -> None:
        """Go on writing where the note ends."""
        self._text.move_cursor(self._text.document.end)

    def action_edit(self) -> None:
        """Have the note written in the reader's own editor."""
        self.post_message(requests.EditText(self._text.text, self._take))

    def action_undo(self) -> None:
        """Take back what was written last."""
        self._text.undo()

    def _take(self, text: str) -> None:
        self._text.text = text
        self._text.move_cursor(self._text.document.end)

    def action_close(self) -> None:
        """Give the note."""
        self.dismiss(self._text.text)


class TextDialog(Dialog[None]):
    """Shows a text that can be scrolled, and selected with the mouse."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        _CLOSE,
        _CLOSE_ALSO,
        Binding("j,down", "scroll(1)", "Down", show=False, id="dialog.down", tooltip="Down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="dialog.up", tooltip="Up"),
        Binding("g,home", "edge(-1)", "Top", show=False, id="dialog.top", tooltip="To the beginning"),
        Binding("G,end", "edge(1)", "End", show=False, id="dialog.end", tooltip="To the end"),
        Binding(
            "ctrl+d,pagedown,space",
            "page(1)",
            "Page down",
            show=False,
            id="dialog.page_down",
            tooltip="A page down",
        ),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="dialog.page_up", tooltip="A page up"),
    ]

    def __init__(self, heading: str, text: Content) -> None:
        super().__init__()
        self._heading = heading
        self._text = text
        self._body = VerticalScroll(Static(self._text, markup=False), classes="dialog-body")

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-heading one-line")
            yield self._body
            yield Static(Content("j k scroll   Esc closes"), classes="dialog-hint")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._body.scroll_relative(y=lines, animate=False)

    def action_edge(self, side: int) -> None:
        """Scroll to the beginning or the end."""
        self._body.scroll_to(y=0 if side < 0 else self._body.max_scroll_y, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by what is seen."""
        self.action_scroll(pages * max(1, self._body.size.height - 1))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
