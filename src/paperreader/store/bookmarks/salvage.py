"""What can still be read in a damaged file of bookmarks, document by document."""

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from paperreader.domain.bookmarks.merge_state import BookmarkState, MergeState, merge
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import StoreTooNew, StoreUnreadable
from paperreader.store import records

# Where a name begins there is no backslash: of many escaped marks, each would be tried to the end of the line.
_DOCUMENT = re.compile(r'(?<!\\)"(?P<key>(?:[^"\\\n]|\\.)++)"\s*+:\s*+(?=\{)')
_NOT_DOCUMENTS = frozenset(
    {"about", "bookmarks", "removed", "paper", "organization", "submitted_by", "changed"}
)
_DECODER = json.JSONDecoder(strict=False)
_HALF = re.compile("[\ud800-\udfff]")
_NO_UTF8 = re.compile("[\udc80-\udcff]")
_BYTES_BELOW = 0xDC00
# What git leaves in a file it could not merge: ours, perhaps the common ancestor, theirs.
# A side ends at whatever mark comes next: looking for its own beyond that, many marks would cost the fourth power of them.
_SIDE = r"(?:(?!<{7}|\|{7}|={7}|>{7})[^\n]*+\n)*+"
_CONFLICT = re.compile(
    rf"^<{{7}}[^\n]*+\n(?P<ours>{_SIDE})(?:\|{{7}}[^\n]*+\n{_SIDE})?+={{7}}[^\n]*+\n(?P<theirs>{_SIDE})>{{7}}[^\n]*+(?:\n|\Z)",
    re.MULTILINE,
)
_VERSION = re.compile(r'"format"\s*:\s*"paperreader bookmarks"\s*,\s*"version"\s*:\s*(\d{1,9})\b')


class Salvage(Struct, frozen=True):
    """What was read."""

    intact: MergeState
    """Documents that are whole."""
    hurt: MergeState
    """Documents of which something is missing or wrong: better than nothing."""


def salvaged(raw: bytes) -> Salvage:
    """Return what can be read in the content of a damaged file.

    Raises:
        StoreTooNew: It was written by a newer program, and is not ours to mend.
    """
    text = _decoded(raw)
    _check_version(text)
    intact, hurt = MergeState(), MergeState()
    for version in _versions(text):
        for key, bookmark_state, is_whole in _bookmark_states(version):
            found = MergeState({key: bookmark_state})
            if is_whole:
                intact = merge(intact, found)
            else:
                hurt = merge(hurt, found)
    return Salvage(intact, hurt)


def _check_version(text: str) -> None:
    newest = max((int(version) for version in _VERSION.findall(text)), default=0)
    if newest > records.VERSION:
        raise StoreTooNew(
            f"The bookmarks are damaged, and were written by a newer paperreader: "
            f"they have version {newest}, this one reads {records.VERSION}",
            "Update paperreader; the file was not changed",
        )


def _decoded(raw: bytes) -> str:
    encoding = json.detect_encoding(raw)
    if encoding.startswith("utf-8"):
        return raw.decode(encoding, "surrogateescape")
    # It goes by the zeros at the beginning, and a disk may have put them there: what reads more documents is right.
    texts = (raw.decode("utf-8", "surrogateescape"), raw.decode(encoding, "replace"))
    return max(texts, key=lambda text: len(_DOCUMENT.findall(text)))


def _versions(text: str) -> tuple[str, ...]:
    """Return the text, or where git left both sides of a conflict in it, each of them."""
    if not _CONFLICT.search(text):
        return (text,)
    return _CONFLICT.sub(r"\g<ours>", text), _CONFLICT.sub(r"\g<theirs>", text)


def _bookmark_states(text: str) -> Iterator[tuple[PaperKey, BookmarkState, bool]]:
    """Yield what is filed under a key somewhere in the text, and whether it is whole."""
    position = 0
    while (found := _DOCUMENT.search(text, position)) is not None:
        position = found.end()
        if found["key"] in _NOT_DOCUMENTS:
            continue
        try:
            _, end = _DECODER.raw_decode(text, position)
            read = _bookmark_state(_as_latin(found["key"]), text[position:end])
        except (ValueError, RecursionError):
            continue
        # Whatever follows a brace that was lost is inside this one now: the search goes on in it.
        if read is not None:
            yield read


def _bookmark_state(key: str, text: str) -> tuple[PaperKey, BookmarkState, bool] | None:
    record, has_halves = _without_halves(json.loads(_as_latin(text), strict=False))
    is_whole = not (has_halves or _NO_UTF8.search(text) or "\ufffd" in text)
    for is_complete, each in ((True, record), (False, _least(record))):
        try:
            bookmark_state = records.bookmark_state_from_record(each)
        except StoreUnreadable:
            continue
        own_key = PaperKey(key) if bookmark_state.kept is None else bookmark_state.kept.paper.key
        return own_key, bookmark_state, is_whole and is_complete and own_key == PaperKey(key)
    return None


def _without_halves(record: records.Record) -> tuple[records.Record, bool]:
    """Return a record with U+FFFD for halves of surrogate pairs written as escapes, and whether there were any.

    No text with one can be stored.
    """
    text = json.dumps(record, ensure_ascii=False)
    whole, halves = _HALF.subn("\ufffd", text)
    return (json.loads(whole), True) if halves else (record, False)


def _least(record: records.Record) -> records.Record:
    """Return a record with of its paper only what no bookmark can be without."""
    paper = record.get("paper")
    if not isinstance(paper, dict):
        return record
    title = paper.get("title")
    return {**record, "paper": {"key": paper.get("key"), "title": title if isinstance(title, str) else ""}}


def _as_latin(text: str) -> str:
    """Return a text with bytes that are no UTF-8 read as the usual other encoding has them."""
    return _NO_UTF8.sub(lambda found: chr(ord(found[0]) - _BYTES_BELOW), text)
