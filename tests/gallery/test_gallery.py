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

EXEMPT: Mapping[tuple[str, str], str] = {
    ("compact", "titles_are_whole"): "one line for each paper is what compact means",
    ("themes", "dialogs_are_in_the_middle"): "it stands aside: the papers are what one looks at",
}
"""States that one contract is not about, and why."""
THEMED = frozenset({"filter-error", "muted", "full-text-find", "calendar", "copy", "trends"})
"""States that have, between them, all that is drawn in colours."""
_TOLD = 8
"""Lines of complaints about one contract that are told."""


@pytest.mark.parametrize("name", STATES)
async def test_a_state_is_drawn_as_accepted_and_keeps_the_contracts(name: str) -> None:
    state = STATES[name]
    async with visit(state) as at:
        drawn = await frames(at, SIZES)
        broken = contracts.broken(drawn)
        if name in THEMED:
            broken |= await _broken_in_themes(at)
    told = [
        _told(contract, all_of_it) for contract, all_of_it in broken.items() if (name, contract) not in EXEMPT
    ]
    # Until all screens are as they are to be, there are no files.
    if snapshots.TEXTS.exists():
        told.append(snapshots.difference(state, drawn))
    assert not any(told), "\n" + "\n".join(filter(None, told))


async def _broken_in_themes(at: Visit) -> dict[str, list[str]]:
    """Return what can't be read in a theme; what a terminal makes of its own sixteen colours is its own affair."""
    found: list[str] = []
    await at.resize(SIZES[0])
    for name in THEMES:
        if name not in {"ansi", "auto"}:
            worn = theme.theme_of(name)
            at.app.register_theme(worn)
            at.app.theme = worn.name
            await at.pilot.pause(0)
            found += [f"{name} {each}" for each in contracts.text_can_be_read(_one(at.frame()))]
    return {"text_can_be_read": found} if found else {}


def _one(frame: Frame) -> dict[Size, Frame]:
    return {frame.size: frame}


def _told(contract: str, all_of_it: list[str]) -> str:
    more = f"\n  and {len(all_of_it) - _TOLD} more" if len(all_of_it) > _TOLD else ""
    return f"{contract}:\n  " + "\n  ".join(all_of_it[:_TOLD]) + more


def test_what_is_exempt_is_there() -> None:
    assert {name for name, _ in EXEMPT} <= set(STATES)
    assert {contract for _, contract in EXEMPT} <= set(contracts.CONTRACTS)


def test_all_states_have_names_of_their_own() -> None:
    assert len(STATES) == len({state.caption for state in STATES.values()})
