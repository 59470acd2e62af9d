"""Why something can't be done here and now: told for a key, shown in the palette, in one place for all."""

from collections.abc import Callable

from msgspec import Struct
from textual.actions import parse
from textual.app import App
from textual.dom import DOMNode

from paperreader.domain.papers.feed import Inbox
from paperreader.ui.browse.browse import BrowseScreen
from paperreader.ui.browse.panes import Panes
from paperreader.ui.kit.row_list import RowList
from paperreader.ui.paper.screen import PaperScreen

_NO_PAPER = "there is no paper here"
_NOTHING = "there is nothing in this list"
_ASKING = frozenset({"tags", "note", "copy_menu", "export"})
"""What is done with papers and asks for something first."""


class Refused(Struct, frozen=True):
    """Something can't be done now."""

    why: str
    is_typed_after: bool = False
    """It would have asked for something: what is typed next is meant for that, and must not act as keys."""

    @property
    def sentence(self) -> str:
        """The reason by itself."""
        return self.why[:1].upper() + self.why[1:]


def refusal(app: App[None], action: str, owner: DOMNode) -> Refused | None:
    """Return why an action can't be done now, None if it can.

    Args:
        app: Whose screen in front is meant by `screen.`.
        action: As a binding names it.
        owner: What declared the binding.
    """
    where, name, parameters = parse(action)
    node: DOMNode = {"screen": app.screen, "app": app}.get(where, owner)
    for kind, why_not in _RULES:
        if isinstance(node, kind):
            return why_not(node, name, str(parameters[0]) if parameters else "")
    return None


def _of_papers(node: DOMNode, name: str, command: str) -> Refused | None:
    """Return why a screen with a paper can't do something."""
    if not isinstance(node, PaperScreen):
        return None
    if name == "paper" and not (node.papers or (command == "export" and _has_papers(node))):
        what = "there is nothing to export here" if command == "export" else _NO_PAPER
        return Refused(what, is_typed_after=command in _ASKING)
    if isinstance(node, BrowseScreen):
        return _of_main_screen(node, name)
    return None


def _of_main_screen(screen: BrowseScreen, name: str) -> Refused | None:
    listing = screen.listing
    match name:
        case "like" if not screen.papers:
            return Refused(_NO_PAPER)
        case "submitter" if screen.paper is None or screen.paper.submitted_by is None:
            return Refused("who submitted this paper is not known")
        case "caught_up" if listing is None or not isinstance(listing.feed, Inbox):
            return Refused("A works in the inbox (5)")
    return None


def _has_papers(screen: PaperScreen) -> bool:
    return bool(screen.snapshot.bookmarks) or (
        isinstance(screen, BrowseScreen) and bool(screen.query_one("#papers", RowList).rows)
    )


def _of_panes(node: DOMNode, name: str, _: str) -> Refused | None:
    return Refused(_NO_PAPER) if isinstance(node, Panes) and name == "mark" and not node.papers else None


def _of_list(node: DOMNode, *_: str) -> Refused | None:
    return Refused(_NOTHING) if isinstance(node, RowList) and not node.rows else None


_RULES: tuple[tuple[type[DOMNode], Callable[[DOMNode, str, str], Refused | None]], ...] = (
    (PaperScreen, _of_papers),
    (Panes, _of_panes),
    (RowList, _of_list),
)
"""Whose actions can be refused, and what says so."""
