"""What a person who opens the reader for the first time is told."""

import re
from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from paperreader.domain.view_state import ViewState
from paperreader.ui.kit import keys

_TEXT = """\
{move.down} and {move.up} move, {pane.enter} reads, {pane.back} goes back
{list.narrow} filters, {paper.keep} bookmarks, {paper.copy} copies links
{app.help} shows all keys, {app.palette} finds by name"""
"""What is said, with ids in the place of keys; a line has room in 40 columns."""


class Welcome(Static):
    """Three lines of help, until the first key.

    Args:
        owners: What declares the keys that are named.
        keymap: The keys of the settings by the id of their binding.
    """

    view_state: reactive[ViewState] = reactive(ViewState())
    """What is remembered: whether they were seen."""

    def __init__(self, owners: Sequence[type], keymap: Mapping[str, str], *, id: str) -> None:  # noqa: A002 - Textual's name
        own = {
            binding.id: keys.shown(keys.keys_of(binding, keymap)[0])
            for owner in owners
            for binding in keys.bindings_of(owner)
        }
        pieces = re.split(r"\{([a-z_.]+)\}", _TEXT)
        # Every other piece is an id.
        parts = [(own[piece], "$accent") if place % 2 else piece for place, piece in enumerate(pieces)]
        super().__init__(Content.assemble(*parts), id=id, markup=False)

    def watch_view_state(self, state: ViewState) -> None:
        """Go when they were seen."""
        self.display = not state.has_met
