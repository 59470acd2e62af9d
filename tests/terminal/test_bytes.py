"""The installed reader in a real terminal that sends anything: it lives, the next key works, nothing is kept by it.

As many random strings as PAPERREADER_STRINGS says: some dozens in `make test`, two thousand in `make soak`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.terminal.no_keys import NO_KEYS
from tests.terminal.terminal import Terminal

_STRINGS = int(os.environ.get("PAPERREADER_STRINGS", "20"))
_AT_ONCE = 10
_ESC = b"\x1b"
# Keys, such as Enter, Ctrl+P, Ctrl+Q and Ctrl+Z, do what they do.
_CONTROLS = bytes(sorted(set(range(0x20)) - set(b"\n\r\x10\x11\x1a")))
_UNPRINTABLE = st.lists(st.sampled_from(_CONTROLS + bytes(range(0x7F, 0x100))), max_size=8).map(bytes)
_NUMBERS = st.lists(
    st.integers(0x110000, 10**30) | st.integers(0xD800, 0xDFFF) | st.just(""), max_size=4
).map(lambda numbers: b";".join(str(number).encode() for number in numbers))
_REPORTS = st.builds(
    lambda private, numbers, between, end: _ESC + b"[" + private + numbers + between + end,
    st.sampled_from([b"", b"?", b"<", b">", b"="]),
    _NUMBERS,
    st.sampled_from([b"", b"$", b" ", b"!"]),
    st.sampled_from([bytes([end]) for end in range(0x40, 0x7F) if end not in b"M["]),
)
_STRINGS_SENT = st.builds(
    lambda kind, text, end: _ESC + kind + text + end,
    st.sampled_from([b"]", b"P", b"_", b"^", b"X"]),
    st.lists(st.integers(0x20, 0x7E), max_size=30).map(bytes),
    st.sampled_from([_ESC + b"\\", b"\x07"]),
)
_PASTES = st.binary(max_size=30).map(lambda text: _ESC + b"[200~" + text + _ESC + b"[201~")
_MOUSE = (
    st.binary(min_size=3, max_size=3)
    .filter(lambda place: min(place) >= 0x20)
    .map(lambda place: _ESC + b"[M" + place)
)
NO_KEY = st.one_of(
    _UNPRINTABLE, _REPORTS, _STRINGS_SENT, _PASTES, _MOUSE, st.sampled_from(sorted(NO_KEYS.values()))
)


@pytest.fixture
def reader(home: Path) -> Iterator[Terminal]:
    """Return a reader with the sample in sight; it must still be there afterwards, and have kept nothing."""
    reader = Terminal(["--sample"], {"PAPERREADER_HOME": str(home)})
    reader.wait_for("56 papers", "0 bookmarked")
    yield reader
    see_a_key_work(reader)
    reader.press("q")
    assert reader.end() == 0
    assert not (home / "bookmarks.json").exists()


def see_a_key_work(reader: Terminal) -> None:
    def is_open() -> bool:
        # What was begun and never ended is over after a second, and takes what is pressed before that along.
        reader.press("C")
        # The last line, too: an Esc before that would be the beginning of Alt+Q.
        return "Last copied" in reader.text and "Esc closes" in reader.text

    reader.wait_until(is_open, "the text copied last")
    reader.press(_ESC)
    reader.wait_until(lambda: "Esc closes" not in reader.text, "the list")


def test_what_is_no_key_changes_nothing(reader: Terminal) -> None:
    for sent in NO_KEYS.values():
        # Apart: one that was cut would take its end from the next.
        reader.press(sent)
        reader.wait_until(lambda: True)
        assert reader.is_alive


def test_whatever_a_terminal_sends_the_reader_lives(reader: Terminal) -> None:
    @settings(
        max_examples=max(1, _STRINGS // _AT_ONCE),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(NO_KEY, min_size=_AT_ONCE, max_size=_AT_ONCE))
    def send(strings: list[bytes]) -> None:
        for sent in strings:
            reader.press(sent)
            reader.wait_until(lambda: True)
        see_a_key_work(reader)

    send()
