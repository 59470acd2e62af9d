"""The tags of bookmarks, completed as they are typed."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from paperreader.domain.bookmarks.bookmark import completed, completions
from paperreader.ui.dialogs.dialog import CLOSE, Dialog
from paperreader.ui.dialogs.key_line import KeyLine


class _TagSuggester(Suggester):
    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        tags = completions(value, self._tags)
        # Only what can be shown behind the cursor as the rest of what is typed.
        return next((text for tag in tags if (text := completed(value, tag)).startswith(value)), None)


class TagsDialog(Dialog[str | None]):
    """Asks for tags and completes known ones; returns them separated by spaces, None when it was not answered."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        CLOSE,
        Binding("tab", "complete", "complete", id="tags.complete", tooltip="Complete the tag", priority=True),
    ]

    def __init__(self, question: str, tags: Sequence[str], *, answer: str = "") -> None:
        super().__init__()
        self._question = question
        self._tags = tags
        self._input = Input(
            f"{answer} " if answer else "",
            compact=True,
            suggester=_TagSuggester(tags),
            # What is typed goes on from the tags there are.
            select_on_focus=False,
        )
        self._completions = Static(classes="dialog-found one-line", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the question, and the tags that can be meant."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-heading dialog-title")
            yield self._input
            yield self._completions
            yield KeyLine("Enter saves", "Tab completes", "Space separates tags", "Esc closes")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the tags that can be meant."""
        event.stop()
        self._completions.update(Content("  ".join(completions(event.value, self._tags))))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the tags."""
        event.stop()
        self.dismiss(event.value.strip())

    def action_complete(self) -> None:
        """Complete the tag that is being typed."""
        for tag in completions(self._input.value, self._tags)[:1]:
            self._input.value = f"{completed(self._input.value, tag)} "
            self._input.cursor_position = len(self._input.value)

    def action_close(self) -> None:
        """Return no answer."""
        self.dismiss(None)
