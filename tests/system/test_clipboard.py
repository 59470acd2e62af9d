"""Copying: which route is chosen, what is refused, and what the user is told."""

import os

import pytest

from paperreader.errors import NoClipboard
from paperreader.system.clipboard import Clipboard, CopyCertainty, CopyResult
from tests.display import Display
from tests.system.copying import AMPLE, NOBODY, SENT, Terminal
from tests.system.programs import Programs


@pytest.mark.parametrize("sign", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
async def test_over_ssh_the_terminal_is_asked_and_no_program_started(
    programs: Programs, terminal: Terminal, sign: str
) -> None:
    records = [programs.add_recorder(name) for name in ("xclip", "tmux", "wl-copy", "wl-paste")]
    environ = {"PATH": programs.path, "DISPLAY": "localhost:10.0", "WAYLAND_DISPLAY": "wayland-0", sign: "x"}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT
    assert terminal.received == ["text"]
    assert not any(record.exists() for record in records)


@pytest.mark.parametrize(
    ("environ", "platform", "routes"),
    [
        ({"DISPLAY": ":0"}, "linux", ("desktop (pyperclip)", "terminal (OSC 52)")),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "freebsd14", ("desktop (pyperclip)", "terminal (OSC 52)")),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ("desktop (pyperclip)", "terminal (OSC 52)")),
        ({}, "darwin", ("desktop (pyperclip)", "terminal (OSC 52)")),
        ({}, "win32", ("desktop (pyperclip)", "terminal (OSC 52)")),
        ({}, "linux", ("terminal (OSC 52)",)),
        ({"DISPLAY": "", "TMUX": "", "SSH_TTY": ""}, "linux", ("terminal (OSC 52)",)),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, "linux", ("terminal (OSC 52)",)),
        ({"SSH_CLIENT": "192.0.2.1 50000 22"}, "darwin", ("terminal (OSC 52)",)),
        ({"DISPLAY": ":0", "TMUX": "/tmp/tmux,1,0"}, "linux", ("tmux", "terminal (OSC 52)")),  # noqa: S108
        ({"SSH_TTY": "/dev/pts/1", "TMUX": "/tmp/tmux,1,0"}, "linux", ("tmux", "terminal (OSC 52)")),  # noqa: S108
    ],
)
def test_the_routes_follow_from_where_the_reader_runs(
    environ: dict[str, str], platform: str, routes: tuple[str, ...]
) -> None:
    assert Clipboard(environ, platform=platform).routes() == routes


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": NOBODY}, {"TMUX": "/nowhere,1,0"}])
async def test_without_a_terminal_and_a_working_program_the_user_is_told_what_to_do(
    environ: dict[str, str],
) -> None:
    with pytest.raises(NoClipboard) as told:
        await Clipboard({"PATH": "/nowhere", **environ}, time_limit=AMPLE, platform="linux").copy(
            "text", None
        )

    assert told.value.message == "The text could not be copied"
    assert ("xclip" in told.value.hint) == ("DISPLAY" in environ)
    assert told.value.hint


async def test_copying_nothing_is_refused_so_that_the_clipboard_is_not_emptied(
    display: Display, terminal: Terminal
) -> None:
    clipboard = Clipboard({"PATH": os.environ["PATH"], "DISPLAY": display.name}, time_limit=AMPLE)
    await clipboard.copy("kept", terminal.send)

    with pytest.raises(NoClipboard, match=r"[Nn]othing to copy"):
        await clipboard.copy("", terminal.send)

    assert display.clipboard() == "kept"
    assert terminal.received == []


async def test_text_that_no_encoding_can_carry_is_refused(terminal: Terminal) -> None:
    with pytest.raises(NoClipboard, match="characters"):
        await Clipboard({}, platform="linux").copy("half of a pair: \ud83c", terminal.send)

    assert terminal.received == []


@pytest.mark.parametrize(
    ("copied", "sentence"),
    [
        (CopyResult("xclip", CopyCertainty.VERIFIED), "Copied Title"),
        (CopyResult("tmux", CopyCertainty.ACCEPTED), "Copied Title (with tmux)"),
        (SENT, "Copied Title (by the terminal: C shows it if it did not arrive)"),
    ],
)
def test_the_sentence_names_the_route_and_how_sure_it_is(copied: CopyResult, sentence: str) -> None:
    assert copied.told("Title") == sentence
