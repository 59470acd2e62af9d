"""Opening links: which program is asked, in what order, and what it can't do to the screen."""

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.errors import NoBrowser
from paperreader.system.browser import Browser, openable
from tests.system.programs import Lifeline, Programs, seen_on_screen

_LINK = "https://huggingface.co/papers/2601.00001?a=1&b=2#top"

_AMPLE = 20.0
"""Patience (seconds) that no program ending by itself exhausts, however busy the machine."""

_OPEN = f"""
import asyncio, os
from paperreader.errors import NoBrowser
from paperreader.system.browser import Browser
async def main():
    try:
        print(await Browser(os.environ, time_limit=float(os.environ["LIMIT"])).open({_LINK!r}))
    except NoBrowser as told:
        print(told)
asyncio.run(main())
"""


def browser(programs: Programs, platform: str = "linux", **environ: str) -> Browser:
    """A browser that finds nothing but the test's own programs."""
    return Browser({"PATH": str(programs.folder), **environ}, time_limit=_AMPLE, platform=platform)


def arguments(record: Path) -> list[str]:
    return record.read_text().splitlines()


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
async def test_the_desktop_opens_the_link(programs: Programs, variable: str) -> None:
    record = programs.add_recorder("xdg-open")

    assert await browser(programs, **{variable: ":0"}).open(_LINK) == "xdg-open"
    assert arguments(record) == [_LINK]


async def test_macos_opens_the_link(programs: Programs) -> None:
    record = programs.add_recorder("open")

    assert await browser(programs, "darwin").open(_LINK) == "open"
    assert arguments(record) == [_LINK]


async def test_windows_opens_the_link_for_its_linux(programs: Programs) -> None:
    record = programs.add_recorder("wslview")

    assert await browser(programs, WSL_DISTRO_NAME="Debian").open(_LINK) == "wslview"
    assert arguments(record) == [_LINK]


async def test_linux_inside_windows_may_have_a_desktop_of_its_own(programs: Programs) -> None:
    programs.add_recorder("xdg-open")

    assert await browser(programs, WSL_DISTRO_NAME="Debian", DISPLAY=":0").open(_LINK) == "xdg-open"


@pytest.mark.parametrize("setting", [{}, {"BROWSER": "wslview -e %s"}], ids=["desktop", "BROWSER"])
async def test_powershell_finds_no_code_in_a_link(programs: Programs, setting: dict[str, str]) -> None:
    record = programs.add_recorder("wslview")
    link = "https://example.org/$(calc)/'x';calc/“;calc/論文/%41?a=1&b=[2]"

    await browser(programs, WSL_DISTRO_NAME="Debian", **setting).open(link)

    assert arguments(record)[-1] == (
        "https://example.org/%24%28calc%29/%27x%27%3Bcalc/%E2%80%9C%3Bcalc/%E8%AB%96%E6%96%87/%41?a=1&b=[2]"
    )


async def test_a_link_with_shell_in_it_is_one_plain_argument(programs: Programs) -> None:
    record = programs.add_recorder("xdg-open")
    link = "https://example.org/$(touch$IFS'x');&reboot;*?~#!%20"

    await browser(programs, DISPLAY=":0").open(link)

    assert arguments(record) == [link]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("firefox", [_LINK]),
        ("firefox %s", [_LINK]),
        ("firefox --new-tab %s", ["--new-tab", _LINK]),
        ("firefox --url=%s --quiet", [f"--url={_LINK}", "--quiet"]),
        ("firefox --profile 'my papers'", ["--profile", "my papers", _LINK]),
        ("firefox %s &", [_LINK]),
        ("firefox&", [_LINK]),
        (f"{os.pathsep} {os.pathsep}firefox", [_LINK]),
        (f"'never closed{os.pathsep}firefox", [_LINK]),
        (f"&{os.pathsep}firefox", [_LINK]),
    ],
)
async def test_the_browser_that_was_asked_for_comes_first(
    programs: Programs, setting: str, expected: list[str]
) -> None:
    record = programs.add_recorder("firefox")
    desktop = programs.add_recorder("xdg-open")

    assert await browser(programs, BROWSER=setting, DISPLAY=":0").open(_LINK) == "firefox"
    assert arguments(record) == expected
    assert not desktop.exists()


async def test_a_browser_may_be_named_with_its_folder(programs: Programs) -> None:
    record = programs.add_recorder("firefox")

    assert await browser(programs, BROWSER=f"{programs.folder}/firefox --quiet").open(_LINK) == "firefox"
    assert arguments(record) == ["--quiet", _LINK]


async def test_the_next_browser_is_tried_when_one_fails_or_is_missing(programs: Programs) -> None:
    first = programs.add_recorder("first", "exit 1")
    second = programs.add_recorder("second")
    third = programs.add_recorder("third")
    setting = os.pathsep.join(("missing", "first", "second", "third"))

    assert await browser(programs, BROWSER=setting).open(_LINK) == "second"
    assert first.exists()
    assert second.exists()
    assert not third.exists()


@pytest.mark.parametrize(
    "console",
    ["lynx", "w3m", "links", "links2", "elinks", "www-browser", "/usr/bin/lynx", "lynx -nopause %s"],
)
async def test_browsers_that_need_the_terminal_are_passed_over(programs: Programs, console: str) -> None:
    record = programs.add_recorder(Path(console.split(maxsplit=1)[0]).name)
    programs.add_recorder("firefox")

    assert await browser(programs, BROWSER=f"{console}{os.pathsep}firefox").open(_LINK) == "firefox"
    assert not record.exists()


async def test_the_desktop_is_not_told_of_a_browser_that_was_passed_over(programs: Programs) -> None:
    told = programs.folder / "told"
    programs.add("xdg-open", f"""echo "${{BROWSER-nothing}}" > '{told}'""")

    await browser(programs, BROWSER="lynx", DISPLAY=":0").open(_LINK)

    assert told.read_text() == "nothing\n"


@pytest.mark.parametrize(
    ("platform", "environ"),
    [
        ("linux", {}),
        ("linux", {"BROWSER": "lynx:w3m"}),
        ("linux", {"SSH_TTY": "/dev/pts/1"}),
        ("linux", {"SSH_TTY": "/dev/pts/1", "WSL_DISTRO_NAME": "Debian"}),
        ("darwin", {"SSH_CONNECTION": "x"}),
        ("win32", {"SSH_CONNECTION": "x"}),
    ],
)
async def test_no_browser_within_reach_of_the_user_starts_nothing(
    programs: Programs, platform: str, environ: dict[str, str]
) -> None:
    records = [programs.add_recorder(name) for name in ("xdg-open", "open", "wslview", "lynx", "w3m")]

    with pytest.raises(NoBrowser) as told:
        await browser(programs, platform, **environ).open(_LINK)

    assert "no browser" in told.value.message
    assert "BROWSER" in told.value.hint
    assert not any(record.exists() for record in records)


async def test_over_ssh_a_browser_that_was_asked_for_is_used(programs: Programs) -> None:
    programs.add_recorder("to-my-desk")

    assert await browser(programs, BROWSER="to-my-desk", SSH_TTY="/dev/pts/1").open(_LINK) == "to-my-desk"


async def test_over_ssh_a_forwarded_display_is_used(programs: Programs) -> None:
    programs.add_recorder("xdg-open")

    assert await browser(programs, DISPLAY="localhost:10.0", SSH_TTY="/dev/pts/1").open(_LINK) == "xdg-open"


async def test_when_every_browser_failed_the_user_is_told_which(programs: Programs) -> None:
    programs.add("firefox", "exit 2")
    programs.add("xdg-open", "kill -9 $$")

    with pytest.raises(NoBrowser) as told:
        await browser(programs, BROWSER="firefox:missing", DISPLAY=":0").open(_LINK)

    assert told.value.message == "The link could not be opened with firefox or missing or xdg-open"
    assert told.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="here Windows would really open the link")
async def test_a_windows_that_can_not_open_the_link_is_told(programs: Programs) -> None:
    with pytest.raises(NoBrowser, match="Windows"):
        await browser(programs, "win32").open(_LINK)


@pytest.fixture
def gate(programs: Programs, lifeline: Lifeline) -> Path:
    """Install a firefox that stays until something is written here."""
    path = programs.folder / "gate"
    os.mkfifo(path)
    programs.add("firefox", lifeline.taken_up, f"read closed < '{path}'")
    return path


def close(gate: Path) -> None:
    gate.write_text("closed\n")


def wait_until_reaped(pid: int) -> None:
    for thread in threading.enumerate():
        if thread.name == "reap":
            thread.join(_AMPLE)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_browser_that_stays_took_the_link_and_is_left_alone(
    programs: Programs, lifeline: Lifeline, gate: Path
) -> None:
    environ = {"PATH": programs.path, "BROWSER": "firefox"}

    assert await Browser(environ, time_limit=0.5).open(_LINK) == "firefox"

    pid = lifeline.read_pid()
    assert lifeline.is_held()
    close(gate)
    lifeline.wait_for_the_end()
    wait_until_reaped(pid)


def test_a_browser_closed_when_the_event_loop_is_closed_already_is_no_trouble(
    programs: Programs, lifeline: Lifeline, gate: Path
) -> None:
    environ = {"PATH": programs.path, "BROWSER": "firefox"}

    assert asyncio.run(Browser(environ, time_limit=0.5).open(_LINK)) == "firefox"

    pid = lifeline.read_pid()
    assert lifeline.is_held()
    close(gate)
    wait_until_reaped(pid)


def test_a_browser_that_stays_outlives_the_reader_without_a_word(
    programs: Programs, lifeline: Lifeline, gate: Path
) -> None:
    environ = {"PATH": programs.path, "BROWSER": "firefox", "LIMIT": "0.5"}

    argv = [sys.executable, "-X", "dev", "-W", "error", "-c", _OPEN]
    done = subprocess.run(argv, env=environ, capture_output=True, check=True, text=True, timeout=_AMPLE)

    assert (done.stdout, done.stderr) == ("firefox\n", "")
    lifeline.read_pid()
    assert lifeline.is_held()
    close(gate)
    lifeline.wait_for_the_end()


@pytest.mark.parametrize(
    ("status", "shown"), [(0, "firefox\n"), (1, "The link could not be opened with firefox\n")]
)
def test_what_a_browser_says_never_reaches_the_screen(programs: Programs, status: int, shown: str) -> None:
    programs.add(
        "firefox", "test -t 0 && exit 9", "echo out; echo err >&2; echo direct > /dev/tty", f"exit {status}"
    )
    environ = {"PATH": programs.path, "BROWSER": "firefox", "LIMIT": str(_AMPLE)}

    assert seen_on_screen(_OPEN, environ) == shown


_HOSTILE = [
    "",
    " ",
    "-version",
    "--new-window=https://example.org",
    "-https://example.org",
    " https://example.org",
    "https://example.org ",
    "https://example.org/a b",
    "https://example.org/\n",
    "https://example.org/\r\nx",
    "https://example.org/\tx",
    "https://example.org/\x00",
    "https://example.org/\x1b]52;c;eA==\x07",
    "https://example.org/\x7f",
    "https://example.org/\x9b31m",
    "https://example.org/\N{NO-BREAK SPACE}",
    "https://example.org/\N{LINE SEPARATOR}",
    "https://example.org/\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe",
    "https://example.org/\N{ZERO WIDTH SPACE}",
    "https://example.org/\ud800",
    'https://example.org/"&calc&"',
    "https://example.org/`id`",
    "https://example.org\\@example.com",
    "https://",
    "https:///path",
    "https://:443/",
    "https://?host",
    "https://user@/",
    "https://[::1",
    "https://example.org:port/",
    "https://example.org:70000/",
    "https:example.org",
    "example.org",
    "//example.org/",
    "http//example.org",
    "ftp://example.org/",
    "file:///etc/passwd",
    "file://example.org/etc/passwd",
    "javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,x",
    "vscode://example.org/x",
    "ms-msdt://example.org/x",
    "mailto:someone@example.org",
    "/etc/passwd",
    "%s",
]


@pytest.mark.parametrize("url", _HOSTILE)
async def test_what_is_no_web_address_starts_nothing(programs: Programs, url: str) -> None:
    record = programs.add_recorder("xdg-open")

    assert not openable(url)
    with pytest.raises(NoBrowser, match="not a web address"):
        await browser(programs, DISPLAY=":0").open(url)
    assert not record.exists()


@pytest.mark.parametrize(
    "url",
    [
        _LINK,
        "http://example.org",
        "HTTPS://EXAMPLE.ORG/PAPERS",
        "https://example.org:8443/a/../b",
        "http://127.0.0.1:8000/papers",
        "http://[::1]:8000/",
        "https://例え.example/論文",
        "https://example.org/Paper_(craft)?q=a+b&c=%20;d='e'#f~g",
    ],
)
def test_a_web_address_may_be_opened(url: str) -> None:
    assert openable(url)


_NASTY = st.sampled_from("- \t\n\r\0\x1b\x7f\x85\x9b\xa0\u200b\u202e\u2028\ud800\"'`\\<>^{|}")


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.one_of(st.sampled_from(["https://", "http://", "example.org", "/", ":", "@"]), _NASTY)
        ).map("".join),
        st.tuples(st.text(max_size=3), st.just("https://example.org/"), st.text(max_size=9)).map("".join),
    )
)
def test_no_control_character_space_or_option_is_ever_openable(url: str) -> None:
    if openable(url):
        assert url.isprintable()
        assert not any(character.isspace() for character in url)
        assert url.lower().startswith(("http://", "https://"))
        assert url.encode()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABC0123456789-._~/?&=+%", max_size=60))
def test_any_plain_path_is_openable(path: str) -> None:
    assert openable(f"https://example.org/{path}")
