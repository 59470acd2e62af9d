"""The palette: one line to type in, and below it what can be done by that name."""

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from paperreader.document.cells import wrap
from paperreader.ui.dialogs.dialog import CLOSE, Dialog
from paperreader.ui.palette.offer import Offer, found
from paperreader.ui.palette.offer_list import Line, OfferList

_HINT = "Enter runs   ↑ ↓ move   Esc closes"
_MOST_LINES = 16
"""Lines of the list, so that the papers stay in sight."""
_NOTHING = (
    "Nothing is called that. You can type what you want to do, such as bookmark, sort or theme; a feed; "
    "a day, week or month; or the id or link of a paper."
)
MOVES = (
    Binding("down,ctrl+n", "move(1)", "Down", show=False, id="palette.down", tooltip="Move down"),
    Binding("up,ctrl+p", "move(-1)", "Up", show=False, id="palette.up", tooltip="Move up"),
    Binding("pagedown", "page(1)", "Page down", show=False, id="palette.page_down", tooltip="Page down"),
    Binding("pageup", "page(-1)", "Page up", show=False, id="palette.page_up", tooltip="Page up"),
)
"""What moves in a list while something is typed."""


class Palette(Dialog[Offer | None]):
    """Asks what to do, by its name; returns that, None for nothing.

    Args:
        offers: What there is, in the order in which it stands while nothing is typed.
        uses: How often each was used, by its id.
        typed: Returns what can be done with a text that names a paper, a day and the like.
    """

    BINDINGS = [CLOSE, *MOVES]  # noqa: RUF012 - Textual's own form

    def __init__(
        self,
        offers: Sequence[Offer],
        uses: Mapping[str, int],
        typed: Callable[[str], Sequence[Offer]] = lambda _: (),
    ) -> None:
        super().__init__()
        self._offers = offers
        self._uses = uses
        self._typed = typed
        self._input = Input(placeholder="a command, a feed, a date, a paper's id or link", compact=True)
        self._list: OfferList[Offer] = OfferList(id="palette-list")
        self._hint = Static(Content(_HINT), classes="dialog-hint one-line")

    def compose(self) -> ComposeResult:
        """Lay out the line and the list."""
        with Vertical(classes="dialog", id="palette"):
            yield self._input
            yield self._list
            yield self._hint

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def on_resize(self, event: events.Resize) -> None:
        """Give the list its room at once: what is typed must not move it."""
        super().on_resize(event)
        self._list.styles.height = min(len(self._offers), _MOST_LINES)
        self._show(self._input.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is meant."""
        event.stop()
        self._show(event.value)

    def _show(self, text: str) -> None:
        offers = [*self._typed(text), *found(self._offers, text, self._uses)]
        lines = [_line(each) for each in offers] or [
            Line([(line, "dim")]) for line in wrap(_NOTHING, max(20, self._list.size.width - 3))
        ]
        self._list.show([lines])
        self._hint.update(Content(_HINT))

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self._list.move(steps)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._list.page(pages)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run what is under the cursor."""
        event.stop()
        self._run()

    def on_offer_list_picked(self, message: OfferList.Picked) -> None:
        """Run what was clicked."""
        message.stop()
        self._run()

    def _run(self) -> None:
        offer = self._list.picked
        if offer is not None and offer.why_not:
            self._hint.update(Content.styled(f"Not now: {offer.why_not}", "$warning"))
        elif offer is not None:
            self.dismiss(offer)

    def action_close(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _line(offer: Offer) -> Line[Offer]:
    look = "dim" if offer.why_not else "plain"
    about = offer.why_not or offer.about
    keys = offer.key.split(" ")[0]
    return Line([(offer.label, look), (f"  {about}" if about else "", "dim")], [(keys, "key")], offer)
