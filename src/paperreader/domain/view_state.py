"""What the screen remembers from one run to the next: how it looked, and where its reader was."""

from collections.abc import Mapping
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

_MOST_QUERIES = 50
_NO_COMMANDS: Mapping[str, int] = {}


class ViewState(Struct, frozen=True):
    """What outlives a run; a field as it is by itself means that nothing was chosen.

    Whoever uses a field decides what to do with a value that is none of theirs, such as of a layout there was once.
    """

    theme: str = ""
    """The name of the colours."""
    theme_instead_of: str = ""
    """What the settings said when they were picked: who changes the setting later wants it to count."""
    background: str = ""
    """Whether the terminal's background was `dark` or `light` when a terminal last told."""
    density: str = ""
    """How many lines a paper takes in the list."""
    layout: str = ""
    """How list and detail share the screen."""
    list_share: int = 0
    """Per cent of the width that the list takes beside the detail."""
    list_share_stacked: int = 0
    """Per cent of the height that it takes above the detail."""
    bookmark_lines: int = 0
    """How many lines the bookmarks take beside the papers."""
    is_bookmarks_hidden: bool = False
    """The bookmarks panel is not shown."""
    feed: str = ""
    """The key of the feed that was shown last."""
    paper: str = ""
    """The key of the paper that was highlighted in it."""
    order: str = ""
    """The order that the feed was shown in."""
    day: str = ""
    """The key of the day of Daily Papers that was shown last."""
    day_paper: str = ""
    """The key of the paper that was highlighted in it."""
    queries: tuple[str, ...] = ()
    """What was typed into the filter, the newest first."""
    has_met: bool = False
    """The first lines of help were shown."""
    commands: Mapping[str, int] = field(default_factory=lambda: _NO_COMMANDS)
    """How often each command of the palette was used, by its id."""

    def queries_with(self, text: str) -> tuple[str, ...]:
        """Return what was typed into the filter, with this as the newest; fifty at most, none of them twice."""
        text = " ".join(text.split())
        return (text, *(each for each in self.queries if each != text))[:_MOST_QUERIES]

    def with_changes(self, changes: Mapping[str, object]) -> Self:
        """Return the state with fields changed, by name."""
        # Each is of its field's type: `store` looks at what comes from outside.
        return replace(self, **changes)
