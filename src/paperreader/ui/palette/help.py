"""The help: every key by where it works, that of the pane one is in first, and what the symbols mean."""

from collections.abc import Sequence
from itertools import chain

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from paperreader.document.cells import cell_width, pad
from paperreader.ui.dialogs.dialog import CLOSE, Dialog
from paperreader.ui.palette.offer import Offer, found, words_of
from paperreader.ui.palette.offer_list import Line, OfferList
from paperreader.ui.palette.palette import MOVES

_HINT = "Enter runs the key   Esc closes   ↑ ↓ move   type to filter"
_KEYS = 13
"""Columns for keys, unless they take more."""
_WIDE = 130
"""Columns of the dialog from which there are two columns of keys."""
SYMBOLS = (
    ("•", "new: you have not looked at it"),
    ("·", "seen, not read"),
    ("×", "hidden: not for you"),
    ("★", "bookmarked"),
    ("!", "a change that is not saved yet"),
    ("◆", "a watch matches"),
    ("✎", "comments"),
    ("☆", "stars of its code on GitHub"),
    ("+", "selected"),
    ("▌", "where the cursor is"),
    ("▎", "machine-made, or not by the authors"),
    ("…", "there is more than fits"),
)


class HelpSection(Struct, frozen=True):
    """Keys under a heading."""

    heading: str
    offers: Sequence[Offer]
    is_legend: bool = False
    """What stands in it can't be done, it tells what something means."""

    def matching(self, text: str) -> "HelpSection":
        """Return it with what is meant by a text: by its words, by its key, or all if the heading is meant."""
        typed = words_of(text)
        heading = words_of(self.heading)
        if typed and all(any(word.startswith(each) for word in heading) for each in typed):
            return self
        meant = {id(offer) for offer in found(self.offers, text, {})}
        return HelpSection(self.heading, [each for each in self.offers if id(each) in meant], self.is_legend)


def legend() -> HelpSection:
    """Return what the symbols mean."""
    return HelpSection(
        "Symbols", [Offer("", meaning, lambda: None, symbol) for symbol, meaning in SYMBOLS], is_legend=True
    )


class HelpDialog(Dialog[Offer | None]):
    """Shows keys by sections, filtered by what is typed; returns what is picked, None for nothing."""

    BINDINGS = [CLOSE, *MOVES]  # noqa: RUF012 - Textual's own form

    def __init__(self, sections: Sequence[HelpSection]) -> None:
        super().__init__()
        self._sections = sections
        self._input = Input(placeholder="a key, or what it does", compact=True)
        self._list: OfferList[Offer] = OfferList(id="help-list")
        self._hint = Static(Content(_HINT), classes="dialog-hint one-line")

    def compose(self) -> ComposeResult:
        """Lay out the line and the keys."""
        with Vertical(classes="dialog", id="help"):
            yield self._input
            yield self._list
            yield self._hint

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def on_resize(self, event: events.Resize) -> None:
        """Use all the room there is, for two columns where that does."""
        super().on_resize(event)
        self._list.styles.height = event.size.height
        self._show(self._input.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is meant."""
        event.stop()
        self._show(event.value)

    def _show(self, text: str) -> None:
        sections = [each.matching(text) for each in self._sections] if text.strip() else self._sections
        blocks = [_lines(each) for each in sections if each.offers]
        if not blocks:
            self._list.show([[Line([(f"No key or command matches “{text.strip()}”", "dim")])]])
            return
        columns = _in_two(blocks) if self.app.size.width >= _WIDE else [list(chain(*blocks))]
        offers = [line.offer for line in chain(*columns) if line.offer is not None]
        by_key = (place for place, offer in enumerate(offers) if text.strip() in offer.key.split())
        self._list.show(columns, next(by_key, 0))
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
        """Show everything again; close if that is shown."""
        if self._input.value:
            self._input.value = ""
        else:
            self.dismiss(None)


def _lines(section: HelpSection) -> list[Line[Offer]]:
    lines: list[Line[Offer]] = [Line([(section.heading, "heading")])]
    for offer in section.offers:
        room = _KEYS if cell_width(offer.key) < _KEYS else cell_width(offer.key) + 1
        look = "dim" if offer.why_not else "plain"
        keys, what = (f"  {pad(offer.key, room)}", "key"), (offer.label, look)
        lines.append(Line([keys, what], offer=None if section.is_legend else offer))
    return [*lines, Line([("", "plain")])]


def _in_two(blocks: Sequence[Sequence[Line[Offer]]]) -> list[list[Line[Offer]]]:
    """Return two columns, as equally long as they can be without parting a block."""
    ends = range(1, len(blocks) + 1)
    split = min(ends, key=lambda end: max(sum(map(len, blocks[:end])), sum(map(len, blocks[end:]))))
    return [list(chain(*blocks[:split])), list(chain(*blocks[split:]))]
