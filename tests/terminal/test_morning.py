"""The installed reader in a real terminal, as somebody uses it in the morning."""

import base64
import signal
from pathlib import Path

import pytest

from tests.display import Display, display
from tests.hub import Hub
from tests.hub.pictures import BLUE, GREEN, GREY, RED, picture_answer, png
from tests.terminal.terminal import Terminal

__all__ = ["display"]

LINK = "https://huggingface.co/papers/2608.90301"


@pytest.fixture
def environ(hub: Hub, home: Path) -> dict[str, str]:
    return {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home)}


def test_read_keep_copy_quit_and_all_is_there_offline(environ: dict[str, str], home: Path) -> None:
    reader = Terminal(["--date", "2026-08-21"], environ)
    reader.wait_for("Fri 21 Aug 2026", "Murmuration", "9 unread", "0 bookmarked")
    reader.press("[")
    reader.wait_for("Thu 20 Aug 2026", "papers · 8 unread")
    reader.press("]")
    reader.wait_for("Fri 21 Aug 2026", "papers · 9 unread")
    reader.press("y")
    reader.wait_for(f"Copied {LINK}")
    reader.wait_for_raw(b"\x1b]52;c;" + base64.b64encode(LINK.encode()))
    reader.press("b")
    reader.wait_for("1 bookmarked")
    reader.press(" ", " ", " ")
    reader.wait_for("6 unread")
    reader.press("b")
    reader.wait_for("2 bookmarked", "Bookmarks 2")
    reader.press("q")
    assert reader.end() == 0
    assert (home / "bookmarks.json").exists()

    again = Terminal(["--offline"], environ)
    again.wait_for("Fri 21 Aug 2026", "6 unread", "2 bookmarked", "archive")
    again.press("q")
    assert again.end() == 0


def test_a_picture_is_drawn_in_its_colours(hub: Hub, environ: dict[str, str], home: Path) -> None:
    hub.pictures["2608.90301"] = picture_answer(png([[RED, GREEN], [BLUE, GREY]]))
    environ |= {"PICTURES_ENDPOINT": hub.url, "COLORTERM": "truecolor"}
    reader = Terminal(["--date", "2026-08-21"], environ, columns=140, lines=60)
    reader.wait_for("Murmuration", "▀")
    reader.wait_for("9 unread")
    red, green, blue, grey = ("ff0000", "00ff00", "0000ff", "808080")
    upper, lower = [(red, red)] * 12 + [(green, green)] * 12, [(blue, blue)] * 12 + [(grey, grey)] * 12
    assert reader.colours("▀") == [upper] * 6 + [lower] * 6
    assert len(list((home / "cache" / "pictures").glob("*.picture"))) == 1
    reader.press("q")
    assert reader.end() == 0


def test_a_link_reaches_the_clipboard_of_a_real_display(environ: dict[str, str], display: Display) -> None:
    reader = Terminal(["--date", "2026-08-21"], {**environ, "DISPLAY": display.name})
    reader.wait_for("Murmuration", "9 unread")
    reader.press("y")
    reader.wait_for(f"Copied {LINK}")
    assert display.clipboard() == LINK
    reader.press("q")
    assert reader.end() == 0


def test_two_readers_on_one_home_keep_each_others_bookmarks(environ: dict[str, str]) -> None:
    one = Terminal(["--date", "2026-08-21"], environ)
    two = Terminal(["--date", "2026-08-21"], environ)
    for reader in (one, two):
        reader.wait_for("9 papers", "0 bookmarked")
    one.press("b")
    one.wait_for("1 bookmarked")
    two.press("j", "b")
    two.wait_for("2 bookmarked")
    one.wait_for("2 bookmarked")
    for reader in (one, two):
        reader.press("q")
        assert reader.end() == 0


def test_without_network_the_first_run_shows_the_sample(home: Path) -> None:
    environ = {"HF_ENDPOINT": "http://127.0.0.1:9", "PAPERREADER_HOME": str(home)}
    reader = Terminal([], environ, columns=80, lines=24)
    reader.wait_for("Built-in sample", "56 papers", "can't be reached", "press r")
    reader.press("q")
    assert reader.end() == 0


def test_quitting_while_the_hub_is_silent_is_clean(hub: Hub, environ: dict[str, str]) -> None:
    with hub.hold("/api/"):
        reader = Terminal(["--date", "2026-08-21"], environ)
        reader.wait_for("Asking Hugging Face for Fri 21 Aug 2026 … q quits")
        reader.press("q")
        assert reader.end() == 0


def test_a_wrong_setting_is_told_before_the_screen_opens(environ: dict[str, str], home: Path) -> None:
    home.mkdir()
    for text, told in (
        ('refresh_minutes = "often"\n', "line 1"),
        ('\n[keys]\n"paper.keep" = "y"\n', "line 3"),
    ):
        (home / "settings.toml").write_text(text)
        reader = Terminal([], environ)
        assert reader.end() == 1
        said = reader.child.before.decode()
        assert f"settings.toml, {told}" in said
        assert "\x1b[?1049h" not in said


def test_the_smallest_terminal_can_be_read_in_and_left(environ: dict[str, str]) -> None:
    reader = Terminal(["--date", "2026-08-21"], environ, columns=40, lines=12)
    reader.wait_for("Murmuration", "9 papers")
    reader.press("\r")
    reader.wait_for("Starling Institute", "arXiv")
    reader.press("h", "B")
    reader.wait_for("Bookmarks 0")
    reader.press("q")
    assert reader.end() == 0


def test_what_the_terminal_gets_is_put_back_at_the_end(environ: dict[str, str]) -> None:
    reader = Terminal(["--date", "2026-08-21"], environ)
    reader.wait_for("Murmuration", "9 papers")
    reader.press("q")
    assert reader.end() == 0
    assert b"\x1b[?7h\x1b[?1049l" in reader.child.before
    assert b"Traceback" not in reader.child.before


def test_a_reader_that_is_told_to_end_gives_the_terminal_back(environ: dict[str, str]) -> None:
    reader = Terminal(["--date", "2026-08-21"], environ)
    reader.wait_for("Murmuration", "9 unread")
    reader.child.kill(signal.SIGTERM)
    assert reader.end() == 128 + signal.SIGTERM
    # No alternate screen, a cursor, no mouse.
    left = reader.raw[reader.raw.rindex(b"\x1b[?1049l") - 200 :]
    assert b"\x1b[?25h" in left
    assert b"\x1b[?1000l" in left
