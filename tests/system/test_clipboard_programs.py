"""Copying with the desktop's programs: with a real one, and with programs that misbehave."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paperreader.system.clipboard import Clipboard, CopyCertainty, CopyResult
from tests.display import Display
from tests.system.copying import AMPLE, COPY, NOBODY, SENT, Terminal
from tests.system.programs import Lifeline, Programs, seen_on_screen


def on(display: Display, path: str = os.environ["PATH"]) -> dict[str, str]:
    return {"PATH": path, "DISPLAY": display.name}


@pytest.mark.parametrize(
    "text",
    [
        "https://huggingface.co/papers/2601.00001",
        "Größe, 論文, παράδειγμα, 🎉 and e\N{COMBINING ACUTE ACCENT}",
        "two lines\nwith an end\n",
        "a\ttab, a 'quote', a \"quote\" and a $(command)",
        "--version",
        "\n",
        "a line of an abstract " * 50_000,
    ],
    ids=["link", "unicode", "lines", "shell", "option", "newline", "megabyte"],
)
async def test_copied_text_arrives_as_it_is(display: Display, terminal: Terminal, text: str) -> None:
    copied = await Clipboard(on(display), time_limit=AMPLE).copy(text, terminal.send)

    assert copied == CopyResult("xclip", CopyCertainty.VERIFIED)
    assert display.clipboard() == text
    assert terminal.received == []


async def test_the_last_text_copied_is_the_one_kept(display: Display, terminal: Terminal) -> None:
    clipboard = Clipboard(on(display), time_limit=AMPLE)
    for text in ("first", "second"):
        await clipboard.copy(text, terminal.send)

    assert display.clipboard() == "second"


def test_copied_text_stays_when_the_reader_has_ended(display: Display) -> None:
    environ = {**os.environ, **on(display), "SSH_CONNECTION": "", "SSH_TTY": "", "SSH_CLIENT": "", "TMUX": ""}

    argv = [sys.executable, "-X", "dev", "-W", "error", "-c", COPY]
    done = subprocess.run(argv, env=environ, capture_output=True, check=True, text=True, timeout=AMPLE)

    assert (done.stdout, done.stderr) == ("Copied Title\n", "")
    assert display.clipboard() == "Paper lanterns"


async def test_modules_lying_in_the_current_folder_are_not_run(
    display: Display, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "pyperclip", "paperreader"):
        (tmp_path / f"{name}.py").write_text("open('trodden-on', 'w').close()\n")
    monkeypatch.chdir(tmp_path)

    copied = await Clipboard(on(display), time_limit=AMPLE).copy("text", terminal.send)

    assert copied.route == "xclip"
    assert not (tmp_path / "trodden-on").exists()


async def test_a_report_that_can_not_be_read_leaves_it_to_the_terminal(
    programs: Programs, terminal: Terminal, tmp_path: Path
) -> None:
    programs.add_clipboard("xclip", "xclip")
    (tmp_path / "sitecustomize.py").write_text("print('a word of welcome', flush=True)\n")
    environ = {"PATH": programs.path, "DISPLAY": NOBODY, "PYTHONPATH": str(tmp_path)}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT
    assert (programs.folder / "kept").read_text() == "text"


async def test_a_display_where_nobody_answers_leaves_it_to_the_terminal(terminal: Terminal) -> None:
    environ = {"PATH": os.environ["PATH"], "DISPLAY": NOBODY}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT
    assert terminal.received == ["text"]


def test_a_display_where_nobody_answers_leaves_no_trace_on_the_screen() -> None:
    environ = {"PATH": os.environ["PATH"], "DISPLAY": NOBODY}

    assert (
        seen_on_screen(COPY, environ) == "Copied Title (by the terminal: C shows it if it did not arrive)\n"
    )


@pytest.mark.parametrize("route", ["xclip", "tmux"])
def test_what_a_program_says_never_reaches_the_screen(programs: Programs, route: str) -> None:
    programs.add(route, "echo out; echo err >&2; echo direct > /dev/tty; exit 1")
    environ = {"PATH": programs.path, "DISPLAY": NOBODY} | ({"TMUX": "x,1,0"} if route == "tmux" else {})

    assert (
        seen_on_screen(COPY, environ) == "Copied Title (by the terminal: C shows it if it did not arrive)\n"
    )


@pytest.mark.parametrize("route", ["xclip", "tmux"])
async def test_a_program_that_hangs_is_ended_within_the_time_limit(
    programs: Programs, lifeline: Lifeline, terminal: Terminal, route: str
) -> None:
    programs.add(route, lifeline.taken_up, "tail -f /dev/null & wait")
    environ = {"PATH": programs.path, "DISPLAY": NOBODY} | ({"TMUX": "x,1,0"} if route == "tmux" else {})

    begun = time.monotonic()
    # more than a pipe holds, so that the text is stuck half-way
    copied = await Clipboard(environ).copy("text" * 100_000, terminal.send)

    assert time.monotonic() - begun <= 2.0
    assert copied == SENT
    assert terminal.received == ["text" * 100_000]
    lifeline.read_pid()
    lifeline.wait_for_the_end()


async def test_a_program_that_hangs_while_reading_back_is_ended_too(
    programs: Programs, lifeline: Lifeline, terminal: Terminal
) -> None:
    programs.add(
        "xclip", f"case $* in *-o) {lifeline.taken_up}; exec tail -f /dev/null;; esac", "cat > /dev/null"
    )

    copied = await Clipboard({"PATH": programs.path, "DISPLAY": NOBODY}).copy("text", terminal.send)

    assert copied == SENT
    lifeline.read_pid()
    lifeline.wait_for_the_end()


@pytest.mark.parametrize(
    "lines",
    [
        ("exit 1",),
        ("exec 0<&-", "exit 1"),
        ("cat > /dev/null",),
        ("cat > /dev/null", "echo another text"),
        ("cat > /dev/null", r"printf '\377'"),
        ("kill -9 $$",),
        ("kill -9 $PPID",),
    ],
    ids=[
        "fails",
        "does not read",
        "keeps nothing",
        "keeps another text",
        "keeps no text",
        "dies",
        "kills its parent",
    ],
)
async def test_a_program_that_did_not_keep_the_text_did_not_copy_it(
    programs: Programs, terminal: Terminal, lines: tuple[str, ...]
) -> None:
    programs.add("xclip", *lines)

    copied = await Clipboard({"PATH": programs.path, "DISPLAY": NOBODY}, time_limit=AMPLE).copy(
        "text", terminal.send
    )

    assert copied == SENT
    assert terminal.received == ["text"]


@pytest.mark.parametrize("before", ["echo another text", r"printf '\377'"], ids=["text", "no text"])
async def test_a_text_that_arrives_after_the_program_has_ended_was_copied(
    programs: Programs, terminal: Terminal, before: str
) -> None:
    asked = programs.folder / "asked"
    programs.add_clipboard("xclip", "xclip-o")
    first = f"if ! [ -e '{asked}' ]; then : > '{asked}'; {before}; exit; fi"
    programs.add(
        "xclip", f"""case "$*" in *-o) {first}; exec xclip-o;; esac""", f"cat > '{programs.folder}/kept'"
    )

    copied = await Clipboard({"PATH": programs.path, "DISPLAY": NOBODY}, time_limit=AMPLE).copy(
        "text", terminal.send
    )

    assert copied == CopyResult("xclip", CopyCertainty.VERIFIED)
    assert asked.exists()


@pytest.mark.parametrize(
    ("copy", "paste", "variable"),
    [
        ("wl-copy", "wl-paste", "WAYLAND_DISPLAY"),
        ("xclip", "xclip", "DISPLAY"),
        ("xsel", "xsel", "DISPLAY"),
    ],
)
async def test_the_route_is_the_program_that_was_used(
    programs: Programs, terminal: Terminal, copy: str, paste: str, variable: str
) -> None:
    programs.add_clipboard(copy, paste)
    environ = {"PATH": str(programs.folder), variable: NOBODY}

    copied = await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send)

    assert copied == CopyResult(copy, CopyCertainty.VERIFIED)
    assert (programs.folder / "kept").read_text() == "text"


async def test_no_program_to_copy_with_leaves_it_to_the_terminal(
    programs: Programs, terminal: Terminal
) -> None:
    environ = {"PATH": str(programs.folder), "DISPLAY": NOBODY}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT


async def test_a_clipboard_that_ends_with_its_process_is_not_used(
    programs: Programs, terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "qtpy").mkdir()
    (tmp_path / "qtpy" / "__init__.py").touch()
    (tmp_path / "qtpy" / "QtWidgets.py").write_text(
        "class QApplication:\n"
        "    kept = ''\n"
        "    def __init__(self, argv): open('started', 'w').close()\n"
        "    @classmethod\n"
        "    def instance(cls): return None\n"
        "    def clipboard(self): return self\n"
        "    def setText(self, text): self.kept = text\n"
        "    def text(self): return self.kept\n".replace("'started'", repr(str(tmp_path / "started")))
    )
    environ = {"PATH": str(programs.folder), "DISPLAY": NOBODY, "PYTHONPATH": str(tmp_path)}

    assert await Clipboard(environ, time_limit=AMPLE).copy("text", terminal.send) == SENT
    assert (tmp_path / "started").exists()


async def test_the_event_loop_goes_on_while_a_program_copies(
    programs: Programs, lifeline: Lifeline, terminal: Terminal, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    programs.add_clipboard("xclip", "xclip", lifeline.taken_up, f"read go_ahead < '{gate}'")
    clipboard = Clipboard({"PATH": programs.path, "DISPLAY": NOBODY}, time_limit=AMPLE)

    async with asyncio.TaskGroup() as group:
        copying = group.create_task(clipboard.copy("text", terminal.send))
        await lifeline.started()
        await asyncio.to_thread(gate.write_text, "go\n")

    assert copying.result().route == "xclip"


async def test_copying_that_is_cancelled_leaves_nothing_running(
    programs: Programs, lifeline: Lifeline, terminal: Terminal
) -> None:
    programs.add("xclip", lifeline.taken_up, "exec tail -f /dev/null")
    clipboard = Clipboard({"PATH": programs.path, "DISPLAY": NOBODY}, time_limit=AMPLE)

    copying = asyncio.create_task(clipboard.copy("text", terminal.send))
    await lifeline.started()
    copying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await copying

    assert terminal.received == []
    lifeline.read_pid()
    lifeline.wait_for_the_end()
