"""Tables as the text of a file: indented JSON with sorted keys, in which a change is one to look at."""

from collections.abc import Mapping

import msgspec

_Known = dict[str, tuple[object, bytes]]
"""Documents by id, each with its text."""


class TableText:
    """Writes tables out; a document that is the same object as the last time is not written out again.

    Of thousands of documents a change touches one, and writing out all of them would hold up the whole program.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def of(self, tables: Mapping[str, Mapping[str, object]]) -> bytes:
        """Return the content of a file."""
        known = self._known
        self._known = {
            name: _documents(documents, known.get(name, {})) for name, documents in sorted(tables.items())
        }
        # Joined once: the text is long, and a copy of it costs more than the change.
        parts = _object([[_name(name), *_table(documents)] for name, documents in self._known.items()], b"\n")
        return b"".join([*parts, b"\n"])


def _documents(documents: Mapping[str, object], known: _Known) -> _Known:
    texts: _Known = {}
    for key in sorted(documents):
        document, former = documents[key], known.get(key)
        if former is None or former[0] is not document:
            former = document, _text(key, document)
        texts[key] = former
    return texts


def _text(key: str, document: object) -> bytes:
    text = msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2)
    # Within a string a line feed is escaped: one that is seen is of the layout.
    return _name(key) + text.replace(b"\n", b"\n    ")


def _table(documents: _Known) -> list[bytes]:
    return _object([[text] for _, text in documents.values()], b"\n  ")


def _name(key: str) -> bytes:
    return msgspec.json.encode(str(key)) + b": "


def _object(members: list[list[bytes]], line: bytes) -> list[bytes]:
    """Return the parts of an object that begins in a line so far in."""
    if not members:
        return [b"{}"]
    parts = [b"{"]
    for member in members:
        parts += [line, b"  ", *member, b","]
    return [*parts[:-1], line, b"}"]
