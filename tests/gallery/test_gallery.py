"""Every state of the reader is drawn as it was accepted, and keeps to what holds on every screen."""

from collections.abc import Mapping

import pytest
from textual.geometry import Size

from paperreader.settings import THEMES
from paperreader.ui.kit import theme
from tests.gallery import contracts, snapshots
from tests.gallery.drawing import SIZES, Visit, frames, visit
from tests.gallery.frame import Frame
from tests.gallery.states import STATES

PENDING: Mapping[str, str] = {
    "titles_are_whole": "rows of the list have two lines whatever their title",
    "scroll_bars_have_room": "rows of the list reach to the scroll bar",
    "tabs_are_all_there": "tabs are left out without a word",
    "words_are_the_same_everywhere": "words are being made the same",
    "dialogs_are_in_the_middle": "the palette is Textual's",
    "papers_stand_behind_dialogs": "the palette is Textual's",
    "dialogs_say_what_ends_them": "the palette is Textual's",
    "lines_end_in_words": "hints of dialogs are cut without a word",
    "symbols_have_an_ascii_form": "some have none",
}
"""Contracts that do not hold everywhere yet, with what is missing."""
THEMED = frozenset({"filter-error", "muted", "full-text-find", "calendar", "copy", "trends"})
"""States that have, between them, all that is drawn in colours."""
_LOCAL = 8
"""Lines of complaints about one contract that are told."""


@pytest.mark.parametrize("name", STATES)
async def test_a_state_is_drawn_as_accepted_and_keeps_the_contracts(name: str) -> None:
    state = STATES[name]
    async with visit(state) as at:
        drawn = await frames(at, SIZES)
        broken = contracts.broken(drawn)
        if name in THEMED:
            broken |= await _broken_in_themes(at)
    told = [_told(contract, all_of_it) for contract, all_of_it in broken.items() if contract not in PENDING]
    # Until all screens are as they are to be, there are no files.
    if snapshots.TEXTS.exists():
        told.append(snapshots.difference(state, drawn))
    assert not any(told), "\n" + "\n".join(filter(None, told))
    if broken:
        pytest.xfail("; ".join(PENDING[contract] for contract in broken))


async def _broken_in_themes(at: Visit) -> dict[str, list[str]]:
    """Return what can't be read in a theme; what a terminal makes of its own sixteen colours is its own affair."""
    found: list[str] = []
    await at.resize(SIZES[0])
    for name in THEMES:
        if name != "ansi":
            worn = theme.theme_of(name)
            at.app.register_theme(worn)
            at.app.theme = worn.name
            await at.pilot.pause(0)
            found += [f"{name} {each}" for each in contracts.text_can_be_read(_one(at.frame()))]
    return {"text_can_be_read": found} if found else {}


def _one(frame: Frame) -> dict[Size, Frame]:
    return {frame.size: frame}


def _told(contract: str, all_of_it: list[str]) -> str:
    more = f"\n  and {len(all_of_it) - _LOCAL} more" if len(all_of_it) > _LOCAL else ""
    return f"{contract}:\n  " + "\n  ".join(all_of_it[:_LOCAL]) + more


def test_all_states_have_names_of_their_own() -> None:
    assert len(STATES) == len({state.caption for state in STATES.values()})
