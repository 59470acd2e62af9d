"""A real terminal that tells its background, or does not: at once, late, in pieces, in nonsense; never as keys."""

from pathlib import Path

from tests.terminal.terminal import Terminal

QUESTION = b"\x1b]11;?\x1b\\"
DARK, LIGHT = "15171b", "fafaf7"
NONSENSE = (
    b"\x1b]11;rgb:bbbb/bb\x1b\\",
    b"\x1b]11;bbbbb\x07",
    b"\x1b]11;rgb:/bb/bb\x1b\\",
    b"\x1b]11;rgb:bbbbbbbb/bb/bb\x1b\\",
    b"\x1b]11;" + b"b" * 200 + b"\x1b\\",
    b"\x1b]11;\x1b\\",
    b"\x1b]4;1;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;rgb:bb",
)


def start(home: Path) -> Terminal:
    """Start the reader, and return it when it has asked."""
    reader = Terminal(
        ["--sample"], {"PAPERREADER_HOME": str(home), "COLORTERM": "truecolor"}, columns=80, lines=24
    )
    reader.wait_for_raw(QUESTION)
    return reader


def wait_for_background(reader: Terminal, color: str) -> None:
    """Wait until the rule below the tabs stands on a colour."""
    reader.wait_until(lambda: (rules := reader.colours("─")) and rules[0][0][1] == color, color)


def end(reader: Terminal, home: Path) -> None:
    """Quit; of all that was answered nothing was a key."""
    reader.press("q")
    assert reader.end() == 0
    assert not (home / "bookmarks.json").exists()


def test_the_background_is_followed_whenever_and_however_it_is_told(home: Path) -> None:
    silent = start(home)
    # Nobody waits for an answer.
    wait_for_background(silent, DARK)
    silent.press(*NONSENSE, "j")
    silent.press("\x1b]11;rgb:ff", "ff/ffff/ff", "ff\x1b", "\\")
    wait_for_background(silent, LIGHT)
    end(silent, home)

    # As it was the last time, from the first frame.
    changed = start(home)
    wait_for_background(changed, LIGHT)
    assert "48;2;21;23;27m" not in changed.sent
    changed.press("\x1b]11;rgba:0000/0000/0000/ffff\x07")
    wait_for_background(changed, DARK)
    end(changed, home)
