"""What a terminal sends: whatever it is, nothing breaks, nothing that was no key is one, and the next key works."""

import os
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from paperreader.domain.text import clean_piece
from paperreader.ui.terminal.key_reports import KeyReports
from paperreader.ui.terminal.terminal_bytes import Character, Pasted, Sequence, TerminalBytes, Token
from tests.terminal.no_keys import NO_KEYS

CASES = int(os.environ.get("PAPERREADER_CASES", "300"))
PATIENCE = 0.1
LATER = 2.0
"""Seconds after which everything that was begun is over."""
PIECES = (
    *(bytes([byte]) for byte in range(0x20)),
    *b"\x1b[ \x1b[< \x1b[? \x1b[M \x1bO \x1b] \x1bP \x1b_ \x1b^ \x1bX \x1b\\ \x07 \x1b\x1b \x1b[[".split(
        b" "
    ),
    *(b"u", b"~", b"A", b"B", b"R", b"M", b"m", b"t", b"$y", b"c", b";", b":", b"0", b"1", b"27", b"106"),
    *(b"1114112", b"55296", b"57358", b"9" * 200, b"q", b"b", b"j", b" ", b"\xe9", b"\xc3", b"\xa9", b"\xff"),
    *(b"\x1b[200~", b"\x1b[201~", b"\x1b[48;24;80;0;0t", b"\x1b[48;24;80;480;800t", b"\x1b[<0;3;3M"),
    *("é".encode(), "日".encode(), "👍🏽".encode(), "\x9b".encode(), "\ue000".encode()),
)
ANYTHING = st.one_of(
    st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=12).map(b"".join),
    st.binary(max_size=40),
)


class Terminal:
    """A terminal that sends, a clock, and what comes out."""

    def __init__(self) -> None:
        self.received = TerminalBytes(PATIENCE)
        self.reports = KeyReports()
        self.now = 0.0

    def tokens(self, *sent: bytes, apart: float = 0.0) -> list[Token]:
        tokens = []
        for data in sent:
            tokens += self.received.feed(data, self.now)
            self.now += apart
            if apart:
                tokens += self.received.rest(self.now)
        return tokens

    def rest(self, seconds: float = LATER) -> list[Token]:
        self.now += seconds
        return self.received.rest(self.now)

    def events(self, *sent: bytes) -> list[Message]:
        return list(self.reports.events([*self.tokens(*sent), *self.rest()]))

    def keys(self, *sent: bytes) -> list[str]:
        return [event.key for event in self.events(*sent) if isinstance(event, events.Key)]


@pytest.mark.parametrize("sent", NO_KEYS.values(), ids=NO_KEYS)
def test_what_is_no_key_is_none_and_the_next_key_works(sent: bytes) -> None:
    terminal = Terminal()
    assert terminal.keys(sent) == []
    assert terminal.keys(b"j") == ["j"]


KEYS = {
    b"\x1b": "escape",
    b"\x1b[27u": "escape",
    b"\x1bx": "alt+x",
    b"\x1bY": "alt+shift+y",
    "\x1bé".encode(): "alt+é",
    b"\x1bq": "alt+q",
    b"\x1b[106;1:1u": "j",
    b"\x1b[106;1:2u": "j",
    b"\x1b[106;1;106u": "j",
    b"\x1b[106:74;2u": "J",
    b"\x1b[106:74:99;2:1u": "J",
    b"\x1b[106;2;74u": "J",
    b"\x1b[106;65u": "j",
    b"\x1b[106;5u": "ctrl+j",
    b"\x1b[27;5;106~": "ctrl+j",
    b"\x1b[1;1:1B": "down",
    b"\x1b[1;5:2A": "ctrl+up",
    b"\x1b[57409;1;46u": "decimal",
    b"\x1b[13u": "enter",
    b"\x1b[A": "up",
    b"\x1bOA": "up",
    b"\x1b[[A": "f1",
    b"\x1b[3$": "shift+delete",
    b"\x1b[Z": "shift+tab",
    b"\x1b[3~": "delete",
    b"\x03": "ctrl+c",
    b"\r": "enter",
    "é".encode(): "é",
    "日".encode(): "日",
}


@pytest.mark.parametrize(("sent", "key"), KEYS.items(), ids=map(repr, KEYS))
def test_a_key_is_one(sent: bytes, key: str) -> None:
    assert Terminal().keys(sent) == [key]
    # However it arrives.
    assert Terminal().keys(*(bytes([byte]) for byte in sent)) == [key]


def test_what_a_key_types_is_typed() -> None:
    for sent, typed in ((b"\x1b[106;1:1u", "j"), (b"\x1b[106:74;2u", "J"), (b"\x1b[57409;1;46u", ".")):
        (event,) = Terminal().events(sent)
        assert isinstance(event, events.Key)
        assert event.character == typed


def test_every_sequence_that_textual_knows_means_what_it_means_there() -> None:
    for sent in ANSI_SEQUENCES_KEYS:
        # Behind a first ESC another begins anew, there too; a control of eight bits is half a character.
        if sent in {"\x1b", "\x1b\x1b", "\x9b"}:
            continue
        meant = [event.key for event in XTermParser().feed(sent) if isinstance(event, events.Key)]
        terminal = Terminal()
        assert terminal.keys(sent.encode()) == meant, sent
        assert terminal.keys(b"j") == ["j"], sent


PASTES = {
    b"one\rtwo": "one\ntwo",
    b"one\r\ntwo\n": "one\ntwo\n",
    b"a\x1bbcd": "abcd",
    b"a\x1b[Bb": "ab",
    b"\x1b[31mred\x1b[0m": "red",
    b"a\x1b]0;b\x07c": "ac",
    b"\x03\x00a\x7f": "a",
    b"\xe9a": "a",
    b"  indented\n\tby a tab": "  indented\n    by a tab",
    b"\x1b[200~twice": "twice",
    b"": "",
    b"an end\x1b[201~ within": "an end within",
}


@pytest.mark.parametrize(("pasted", "text"), PASTES.items(), ids=map(repr, PASTES))
def test_a_paste_is_text(pasted: bytes, text: str) -> None:
    sent = b"\x1b[200~" + pasted + b"\x1b[201~"
    assert Terminal().tokens(sent + b"j") == [Pasted(text), Character("j")]
    if b"\x1b[201~" not in pasted:
        assert Terminal().tokens(*(bytes([byte]) for byte in sent), b"j") == [Pasted(text), Character("j")]


def test_two_pastes_are_two() -> None:
    sent = b"\x1b[200~one\x1b[201~\x1b[200~two\x1b[201~"
    assert Terminal().tokens(sent) == [Pasted("one"), Pasted("two")]


def test_a_paste_without_an_end_is_over_after_a_second_and_keys_work() -> None:
    terminal = Terminal()
    assert terminal.tokens(b"\x1b[200~half a", b"\x03", b"j", apart=0.3) == []
    assert terminal.rest(0.5) == [Pasted("half aj")]
    assert terminal.tokens(b"\x03") == [Character("\x03")]


def test_a_long_paste_over_a_slow_line_is_one() -> None:
    terminal = Terminal()
    lines = [b"%d, and the rest of a line of some length\n" % number for number in range(20)]
    tokens = terminal.tokens(b"\x1b[200~", *lines, b"\x1b[201~", apart=0.9)
    assert tokens == [Pasted(b"".join(lines).decode())]


def test_who_is_late_with_reading_cuts_nothing() -> None:
    terminal = Terminal()
    assert terminal.tokens(b"\x1b[") == []
    terminal.now += 60
    assert terminal.tokens(b"A") == [Sequence("\x1b[A")]
    terminal.tokens(b"\x1b[200~one")
    terminal.now += 60
    assert terminal.tokens(b" two\x1b[201~") == [Pasted("one two")]


def test_a_cut_answer_does_not_swallow_who_types_on() -> None:
    terminal = Terminal()
    typed = terminal.tokens(b"\x1b]11;rgb:15", *(b"j" for _ in range(20)), apart=0.1)
    assert Character("j") in typed
    assert len(typed) >= 9
    assert Terminal().tokens(b"\x1b]11;rgb:15", b"\x03") == [Character("\x03")]


@settings(max_examples=CASES, deadline=None)
@given(ANYTHING)
def test_whatever_comes_nothing_breaks_and_the_next_key_works(sent: bytes) -> None:
    terminal = Terminal()
    for event in terminal.events(sent):
        if isinstance(event, events.Key):
            # What a field would be given.
            (event.character or "").encode()
            assert event.is_printable in {True, False}
        elif isinstance(event, events.Paste):
            assert all(clean_piece(line) == line for line in event.text.split("\n"))
        elif isinstance(event, events.MouseEvent):
            assert event.x >= 0 <= event.y
        elif isinstance(event, events.Resize):
            assert 0 < event.size.width < 1000 > event.size.height > 0
    assert terminal.received.deadline is None
    assert terminal.keys(b"j") == ["j"]


@settings(max_examples=CASES, deadline=None)
@given(ANYTHING, st.lists(st.integers(0, 60), max_size=5))
def test_it_does_not_matter_how_it_is_read(sent: bytes, cuts: list[int]) -> None:
    if sent.count(b"\x1b[201~") > 1:
        # A paste that holds its own end is known by what stands behind it in one read.
        return
    at_once, piece_by_piece = Terminal(), Terminal()
    places = sorted({0, len(sent), *(min(cut, len(sent)) for cut in cuts)})
    pieces = [sent[start:end] for start, end in pairwise(places)]
    together = [*at_once.tokens(sent), *at_once.rest()]
    assert [*piece_by_piece.tokens(*pieces), *piece_by_piece.rest()] == together
