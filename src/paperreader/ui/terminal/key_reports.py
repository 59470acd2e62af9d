"""What a terminal reports, as the events of Textual; what means nothing is none."""

import re
from collections.abc import Iterable, Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from paperreader.ui.terminal.background import background_told
from paperreader.ui.terminal.kitty_graphics import pictures_accepted
from paperreader.ui.terminal.terminal_bytes import Answer, Character, Pasted, Sequence, Token, is_text

_KEY = re.compile(r"\x1b\[([\d:]*)(?:;([\d:]*))?(?:;([\d:]*))?([u~A-FHPQRS])")
"""A key: its code, then with Shift, then on another keyboard; modifiers and what was done; the text."""
_MOUSE = re.compile(r"\x1b\[<(\d{1,3});\d{1,5};\d{1,5}[Mm]")
_MODE = re.compile(r"\x1b\[\?\d{1,5};\d\$y")
_SIZE = re.compile(r"\x1b\[48" + 2 * r";([1-9]\d{0,2})(?::[\d:]*)?" + 2 * r";(\d{1,5})(?::[\d:]*)?" + "t")
"""Lines and columns, then both in pixels, which are 0 where nobody knows."""
_NO_KEYS = frozenset("[O]PX^_")
"""What begins a sequence behind ESC: by itself it is one that was cut."""
_FOCUS = frozenset({"\x1b[I", "\x1b[O"})
_PRESSED, _REPEATED = 1, 2
_SHIFT, _LOCKS = 1, 64 | 128
_OTHER_KEY = "27"
"""What xterm says in place of a key's code, which it puts where others have the text."""
_KEYS_WITHOUT_TEXT = range(0xE000, 0xF900)
"""Where kitty has the codes of keys that type nothing."""
_LARGEST_MODIFIERS = 1 + 255


class KeyReports:
    """Translates what a terminal meant; Textual names the keys, and is shown nothing it would stumble over."""

    def __init__(self) -> None:
        self._names = XTermParser()

    def events(self, tokens: Iterable[Token]) -> Iterator[Message]:
        """Yield what happened."""
        for token in tokens:
            match token:
                case Pasted(text):
                    yield events.Paste(text)
                case Character(text):
                    yield from self._names.feed(text)
                case Answer(text):
                    if (told := background_told(text) or pictures_accepted(text)) is not None:
                        yield told
                case Sequence(text):
                    yield from self._sequence(text)

    def _sequence(self, text: str) -> Iterator[Message]:
        if text == "\x1b":
            yield events.Key("escape", "\x1b")
        elif (size := _SIZE.fullmatch(text)) is not None and "0" in size.groups()[2:]:
            # Textual would divide by it when the mouse moves.
            yield events.Resize.from_dimensions((int(size[2]), int(size[1])), None)
        elif (meant := known(text)) is not None:
            yield from self._names.feed(meant)
        elif len(text) == 2 and text[1] not in _NO_KEYS:
            yield from self._with_alt(text[1])

    def _with_alt(self, character: str) -> Iterator[Message]:
        for event in self._names.feed(character):
            if isinstance(event, events.Key) and len(event.key) == 1:
                name = f"shift+{event.key.lower()}" if event.key.isupper() else event.key
                yield events.Key(f"alt+{name}", event.character)
            else:
                yield event


def known(sequence: str) -> str | None:
    """Return a sequence in the form that Textual knows, None where it has none."""
    if sequence in ANSI_SEQUENCES_KEYS or sequence in _FOCUS:
        return sequence
    if _MODE.fullmatch(sequence) or _is_mouse(sequence) or _SIZE.fullmatch(sequence):
        return sequence
    found = _KEY.fullmatch(sequence)
    return None if found is None else _key(*found.groups(default=""))


def _is_mouse(sequence: str) -> bool:
    # Buttons from the eighth on are none that Textual tells apart from the first three.
    found = _MOUSE.fullmatch(sequence)
    return found is not None and int(found[1]) < 128


def _key(codes: str, modifiers: str, texts: str, end: str) -> str | None:
    """Return the report of a key without what Textual can't take: what was done with it, and its other codes."""
    code, shifted, *_ = *codes.split(":"), "", ""
    pressed, done, *_ = *modifiers.split(":"), "", ""
    modifier = _number(pressed or "1", _LARGEST_MODIFIERS)
    if not modifier or _number(done or "1", _REPEATED) not in {_PRESSED, _REPEATED}:
        # Let go, for one.
        return None
    if code == _OTHER_KEY and end == "~":
        code, end, texts = texts, "u", ""
    text = ":".join(filter(_is_text, texts.split(":")))
    if f"{code or 1}{end}" not in FUNCTIONAL_KEYS:
        if end != "u" or not _is_text(code):
            return None
        text = text or _typed(code, shifted, modifier)
    held = f";{modifier}" if text or modifier > 1 else ""
    return f"\x1b[{code}{held}{text and f';{text}'}{end}"


def _typed(code: str, shifted: str, modifier: int) -> str:
    """Return the code of what a key types by itself, or with Shift; nothing where other keys are held, too."""
    held = modifier - 1 & ~_LOCKS
    if held == _SHIFT:
        return shifted if _is_text(shifted) else ""
    return "" if held else code


def _is_text(code: str) -> bool:
    number = _number(code, 0x10FFFF)
    return number not in _KEYS_WITHOUT_TEXT and is_text(chr(number))


def _number(digits: str, largest: int) -> int:
    """Return the number that digits are; 0 for one that is too large, or none."""
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 7 else 0
    return number if number <= largest else 0
