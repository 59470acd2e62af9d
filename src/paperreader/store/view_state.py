"""The file of what the screen remembers: JSON that may be lost at any time; whatever is wrong in it is as if never said."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from paperreader import plain_file
from paperreader.domain.text import clean
from paperreader.domain.view_state import ViewState

_VERSION = 1
_MOST_BYTES = 1_000_000
_LONGEST = 2000
"""Characters of a text."""
_MOST_QUERIES, _MOST_COMMANDS = 100, 1000
_PATIENCE = 1.0
"""Seconds to wait for another reader that writes it, too."""


class ViewStateFile:
    """One file for all readers of a home: each changes the fields it has news of, and the last to write a field wins."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> ViewState:
        """Return what is remembered, as far as it can be read and understood."""
        try:
            data, _ = plain_file.read(self._path, _MOST_BYTES)
            record = json.loads(data)
        except (OSError, ValueError, RecursionError):
            return ViewState()
        if not isinstance(record, dict) or record.get("version") != _VERSION:
            return ViewState()
        return ViewState().with_changes(dict(_understood(record)))

    def change(self, changes: Mapping[str, object]) -> None:
        """Change fields of what is there now.

        Raises:
            StoreNotWritable: They are as they were.
        """
        # The start reads and does not write.
        from paperreader.store import files  # noqa: PLC0415

        with files.locked(self._path, _PATIENCE):
            former = self.read()
            state = former.with_changes(changes)
            if state != former or not self._path.exists():
                files.write_atomically(self._path, _written(state))


def _written(state: ViewState) -> bytes:
    blank = ViewState()
    chosen = {
        each: value
        for each in state.__struct_fields__
        if (value := getattr(state, each)) != getattr(blank, each)
    }
    record = {"version": _VERSION, **chosen}
    return f"{json.dumps(record, indent=2, sort_keys=True)}\n".encode()


def _understood(record: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, read in _READERS.items():
        if name in record and (value := read(record[name])) is not None:
            yield name, value


def _text(value: object) -> str | None:
    # What others wrote into it must not act on the terminal.
    return clean(value[:_LONGEST]) if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _share(value: object) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 < value < 100 else None  # type: ignore[operator,return-value]


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(text for each in value[:_MOST_QUERIES] if (text := _text(each)))


def _counts(value: object) -> dict[str, int] | None:
    if not isinstance(value, dict):
        return None
    return {
        clean(name): count
        for name, count in list(value.items())[:_MOST_COMMANDS]
        if isinstance(count, int) and not isinstance(count, bool) and count > 0
    }


_READERS: Mapping[str, Callable[[object], object | None]] = {
    "theme": _text,
    "theme_instead_of": _text,
    "background": _text,
    "density": _text,
    "layout": _text,
    "list_share": _share,
    "list_share_stacked": _share,
    "is_bookmarks_hidden": _flag,
    "feed": _text,
    "paper": _text,
    "order": _text,
    "day": _text,
    "day_paper": _text,
    "queries": _texts,
    "has_met": _flag,
    "commands": _counts,
}
"""How each field is read from what JSON may hold; None where that is nothing it can be."""
