"""What the keys of a screen do, as offers: every binding that is in force, once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from textual.app import App
from textual.binding import ActiveBinding
from textual.screen import Screen

from paperreader.ui.kit import keys
from paperreader.ui.palette.offer import Offer
from paperreader.ui.palette.synonyms import SYNONYMS

_ORDER = ("paper", "list", "feed", "reading", "artefact", "detail", "pane", "choose", "app", "filter", "find")
"""What ids begin with, in the order in which their offers stand; what only moves stands last."""


class InForce(Struct, frozen=True):
    """A binding that is in force, with all its keys."""

    active: ActiveBinding
    keys: Sequence[str]
    """As people write them."""


def in_force(screen: Screen[object]) -> Mapping[str, InForce]:
    """Return the bindings in force on a screen by their ids; where an id is there twice, the nearer to the focus."""
    found: dict[str, InForce] = {}
    for active in screen.active_bindings.values():
        id_ = active.binding.id
        if id_ and active.tooltip and active.enabled:
            former = found.get(id_)
            own = [] if keys.is_off(active.binding.key) else [keys.shown(active.binding.key)]
            if former is None:
                found[id_] = InForce(active, own)
            elif former.active.node is active.node:
                found[id_] = InForce(former.active, [*former.keys, *own])
    return found


def offers_of(
    app: App[None], bindings: Mapping[str, InForce], told_of: Callable[[ActiveBinding], tuple[str, str]]
) -> Iterable[Offer]:
    """Yield an offer for each binding.

    Args:
        app: Runs what is picked.
        bindings: Those in force, by id.
        told_of: Returns what a binding acts on, and why it can't do that now.
    """
    for id_ in sorted(bindings, key=_rank):
        one = bindings[id_]
        about, why_not = told_of(one.active)
        yield Offer(
            id_,
            one.active.tooltip,
            RunBinding(app, one.active),
            " ".join(one.keys),
            about,
            SYNONYMS.get(id_, ""),
            why_not,
        )


def _rank(id_: str) -> int:
    owner = id_.partition(".")[0]
    return _ORDER.index(owner) if owner in _ORDER else len(_ORDER) + (owner == "move")


class RunBinding(Struct, frozen=True):
    """Does what a key does, where the key was in force."""

    app: App[None]
    active: ActiveBinding

    async def __call__(self) -> None:
        """Run the action, where the binding was declared."""
        await self.app.run_action(self.active.binding.action, self.active.node)
