"""What a terminal sends as what it means: characters, whole sequences, pasted texts; never half of one.

A sequence is over where ECMA-48 says so, also where nobody knows its meaning. What breaks off is dropped, and what broke
it is looked at by itself: whatever came before it, a key is a key.
"""

import re
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from paperreader.domain.text import clean_piece

_ESC = 0x1B
_LONGEST = 64
"""Bytes of a sequence that can be meant; a longer one is read to its end, and means nothing."""
_PASTE, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
_CONTROL_SEQUENCE = re.compile(
    rb"\x1b\[[ -#%-?]*[ -/]*"
)  # In any order: the mouse may be at -1; `$` may be an end.
_SINGLE_SHIFT = re.compile(rb"\x1bO[0-9;]*")
_STRING = re.compile(rb"\x1b[\]PX^_][^\x00-\x1f\x7f]*")
"""What answers come in, such as the colour of the background. All three are without what ends them."""
_SHIFTED = frozenset({b"\x1b[3$", b"\x1b[7$", b"\x1b[8$", b"\x1b[23$", b"\x1b[24$"})
"""Keys of rxvt, which end in what ends nothing elsewhere."""
_MOUSE_BYTES = 3
"""What follows in the old report of the mouse, whatever bytes they are."""
_STRING_SILENCE, _LONGEST_STRING = 0.5, 1.0
"""Seconds of silence after which an answer is over, and those after which it is over at all."""
_PASTE_SILENCE = 1.0
_BULK, _AT_ONCE = 32, 0.02
"""Bytes, or seconds after the last ones, by which a paste that goes on is told from keys pressed while its end is missing."""
_NO_TEXT = frozenset({"Cc", "Cs"})
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SEQUENCE_IN_TEXT = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\r\n]*(?:\x07|\x1b\\)|\x1b")


class Character(Struct, frozen=True):
    """A character that was typed, or a control character: Enter, Ctrl+A."""

    text: str


class Sequence(Struct, frozen=True):
    """A whole sequence that begins with ESC; ESC by itself is the key, ESC and a character is that with Alt."""

    text: str


class Pasted(Struct, frozen=True):
    """A text that was pasted, cleaned; its lines end with line feeds."""

    text: str


class Answer(Struct, frozen=True):
    """What the terminal was asked for, a whole string without what ends it; never a key."""

    text: str


Token = Character | Sequence | Pasted | Answer


class _State(Enum):
    WHOLE = "its end is there"
    BEGUN = "its end may still come"
    BROKEN = "something else came"


def is_text(character: str) -> bool:
    """Tell whether a character is one that can be typed: no control, no half of a pair."""
    return unicodedata.category(character) not in _NO_TEXT


class TerminalBytes:
    """Takes bytes as they are read and gives what they mean; `patience` is how long an ESC waits for what follows.

    Times are seconds of any one clock. Silence counts only where somebody listened, and says so by `rest`: who is late
    with reading cuts nothing in two.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._decode = getincrementaldecoder("utf-8")(errors="ignore").decode
        self._held = b""
        self._pasted: bytearray | None = None
        self._began = self._last = self._read = float("-inf")

    @property
    def deadline(self) -> float | None:
        """When what is held is over if nothing follows; None while nothing is held."""
        if self._pasted is not None:
            return self._last + _PASTE_SILENCE
        if not self._held:
            return None
        if len(self._held) > 2 and _STRING.match(self._held):
            return min(self._last + _STRING_SILENCE, self._began + _LONGEST_STRING)
        return self._last + self._patience

    def feed(self, data: bytes, now: float) -> list[Token]:
        """Take what was read at a time and return what is whole."""
        if self._pasted is None or len(data) >= _BULK or now - self._read < _AT_ONCE:
            self._last = now
        self._read = now
        if not self._held:
            self._began = now
        data, self._held = self._held + data, b""
        tokens: list[Token] = []
        at = 0
        while at < len(data):
            if self._pasted is not None:
                data, at = self._go_on_pasting(data[at:], tokens), 0
            elif data[at] == _ESC:
                at = self._take_sequence(data, at, tokens)
            else:
                end = data.find(_ESC, at)
                tokens += self._characters(data[at:] if end < 0 else data[at:end])
                at = len(data) if end < 0 else end
        return tokens

    def rest(self, now: float) -> list[Token]:
        """Take it that nothing more was there at a time, and return what is over by that."""
        deadline = self.deadline
        if deadline is None or now < deadline:
            return []
        held, self._held = self._held, b""
        if self._pasted is not None:
            return [self._end_paste(len(self._pasted))]
        # What is longer was cut.
        return [Sequence("\x1b")] if held == b"\x1b" else []

    def _characters(self, data: bytes) -> Iterator[Token]:
        for character in self._decode(data):
            if character.isascii() or is_text(character):
                yield Character(character)

    def _take_sequence(self, data: bytes, at: int, tokens: list[Token]) -> int:
        """Take the sequence that begins at a place, and return the place behind it."""
        # Half a character is over.
        self._decode(b"", final=True)
        state, end = _end_of_sequence(data, at)
        if state is _State.BEGUN:
            if at:
                self._began = self._read
            # ESC may be the first half of an end.
            self._held = data[at : at + _LONGEST] + (data[-1:] if at + _LONGEST < len(data) else b"")
            return len(data)
        found = data[at:end]
        if state is _State.WHOLE and found == _PASTE:
            self._pasted, self._last = bytearray(), self._read
        elif state is _State.WHOLE and len(found) <= _LONGEST:
            string = _STRING.match(found)
            text = (string[0] if string else found).decode(errors="ignore")
            tokens.append(Answer(text) if string else Sequence(text))
        return end

    def _go_on_pasting(self, data: bytes, tokens: list[Token]) -> bytes:
        """Take what belongs to a paste, and return what follows it."""
        pasted = self._pasted = self._pasted or bytearray()
        seen = max(0, len(pasted) - len(_PASTE_END) + 1)
        pasted += data
        end = pasted.find(_PASTE_END, seen)
        if end < 0:
            return b""
        # A text that holds an end itself has the true one behind it, and no beginning between the two.
        while (further := pasted.find(_PASTE_END, end + 1)) >= 0 and pasted.find(_PASTE, end, further) < 0:
            end = further
        rest = bytes(pasted[end + len(_PASTE_END) :])
        tokens.append(self._end_paste(end))
        return rest

    def _end_paste(self, end: int) -> Token:
        pasted, self._pasted = self._pasted or bytearray(), None
        return Pasted(_pasted_text(bytes(pasted[:end])))


def _end_of_sequence(data: bytes, at: int) -> tuple[_State, int]:
    """Return how far the sequence that begins at a place has come, and the place behind it, or of what broke it."""
    kind = data[at + 1 : at + 2]
    if not kind:
        return _State.BEGUN, at
    if kind == b"[":
        return _end_of_control_sequence(data, at)
    if kind == b"O":
        return _end_of_single_shift(data, at)
    if kind in b"]PX^_":
        return _end_of_string(data, at)
    if kind == b"\x1b":
        return _State.WHOLE, at + 1
    return _end_of_character(data, at)


def _end_of_control_sequence(data: bytes, at: int) -> tuple[_State, int]:
    end = _matched(_CONTROL_SEQUENCE, data, at)
    if data[at:end] in _SHIFTED:
        return _State.WHOLE, end
    last = data[end : end + 1]
    if last == b"M" and end == at + 2:
        return _end_of_mouse_report(data, end + 1)
    if last == b"[" and end == at + 2:
        # A function key of the Linux console.
        return _ended(data, end + 1, b"A", b"E")
    return _ended(data, end, b"@", b"~")


def _end_of_mouse_report(data: bytes, at: int) -> tuple[_State, int]:
    found = data[at : at + _MOUSE_BYTES]
    for place, byte in enumerate(found):
        if byte < 0x20:
            return _State.BROKEN, at + place
    return (_State.WHOLE if len(found) == _MOUSE_BYTES else _State.BEGUN), at + len(found)


def _end_of_single_shift(data: bytes, at: int) -> tuple[_State, int]:
    return _ended(data, _matched(_SINGLE_SHIFT, data, at), b"@", b"~")


def _end_of_string(data: bytes, at: int) -> tuple[_State, int]:
    end = _matched(_STRING, data, at)
    if data[end : end + 1] == b"\x07":
        return _State.WHOLE, end + 1
    if data[end : end + 2] == b"\x1b\\":
        return _State.WHOLE, end + 2
    return (_State.BEGUN if data[end:] in {b"", b"\x1b"} else _State.BROKEN), end


def _end_of_character(data: bytes, at: int) -> tuple[_State, int]:
    lead = data[at + 1]
    length = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    found = data[at + 1 : at + 1 + length]
    try:
        found.decode()
    except UnicodeDecodeError as error:
        is_begun = len(found) < length and error.reason == "unexpected end of data"
        return (_State.BEGUN if is_begun else _State.BROKEN), at + 2
    return _State.WHOLE, at + 1 + length


def _matched(pattern: "re.Pattern[bytes]", data: bytes, at: int) -> int:
    found = pattern.match(data, at)
    return found.end() if found is not None else at


def _ended(data: bytes, at: int, first: bytes, last: bytes) -> tuple[_State, int]:
    """Tell whether the byte that ends a sequence is there, which must be one of a range."""
    end = data[at : at + 1]
    if not end:
        return _State.BEGUN, at
    return (_State.WHOLE, at + 1) if first <= end <= last else (_State.BROKEN, at)


def _pasted_text(pasted: bytes) -> str:
    text = _SEQUENCE_IN_TEXT.sub("", pasted.decode(errors="ignore")).replace("\t", "    ")
    return "\n".join(map(clean_piece, _LINE_BREAK.split(text)))
