"""What a key, a click or a command asks of the app; any screen may post these."""

from dataclasses import dataclass

from textual.message import Message

from paperreader.domain.paper import Paper


@dataclass
class ToggleBookmark(Message):
    """Keep the paper, or stop keeping it."""

    paper: Paper


@dataclass
class CopyText(Message):
    """Copy a text; `what` names it in the toast."""

    what: str
    text: str


@dataclass
class OpenLink(Message):
    """Open an address in the browser."""

    url: str
