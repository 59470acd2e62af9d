"""The token goes to the configured host and nowhere else: the installed program, and everything it leaves behind."""

import base64
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.at_length import few
from tests.hub import Hub
from tests.hub.echo import KNOWN, EchoHub, forms
from tests.terminal.terminal import PATIENCE, Terminal, installed

TOKEN = "hf_Audit0fNobody+Zq7/Xw2kLmPs9"  # noqa: S105 - of nobody

COMMANDS = (
    ["ls", "--date", "2026-08-20", "--format", "jsonl"],
    ["ls", "--trending"],
    ["search", "echo"],
    ["show", KNOWN],
    ["show", KNOWN, "--comments"],
    ["doctor", "--json"],
    ["fetch", "--since", "2026-08-20", "--until", "2026-08-20"],
    ["bookmarks", "add", KNOWN],
    ["export", KNOWN, "--out", "OUT/papers.bib"],
    ["pdf", KNOWN],
)
TO_A_PROXY = [COMMANDS[number] for number in (0, 5, 6, 9, 1, 2, 3, 4, 7, 8)]
"""A listing, the doctor, fetching and a PDF stand for the others."""
CRASH = """
import asyncio, sys
from paperreader.cli import run
from paperreader.ui.browse.browse import BrowseScreen

{}

sys.exit(run(["--date", "2026-08-20"]))
"""
IN_A_SCREEN = """
def crash(self):
    services, library = self.app._services, self._library
    client = library._hub._client
    token, httpx_client = client.policy.token, client._httpx
    environ = services.desktop._clipboard._environ
    secrets = {name: value for name, value in environ.items() if "TOKEN" in name}
    raise RuntimeError("a bug, made for a test")

BrowseScreen.action_reload = crash
"""
WHILE_ASKING = """
reload = BrowseScreen.action_reload

def crash(self):
    from httpcore._backends.anyio import AnyIOStream

    async def write(self, buffer, timeout=None):
        raise RuntimeError("a bug, made for a test")

    AnyIOStream.write = write
    reload(self)

BrowseScreen.action_reload = crash
"""
WHILE_ANSWERED = """
reload = BrowseScreen.action_reload

def crash(self):
    import h11

    def next_event(self):
        raise RuntimeError("a bug, made for a test")

    h11.Connection.next_event = next_event
    reload(self)

BrowseScreen.action_reload = crash
"""
UNCAUGHT = """
import httpcore

async def crash(self):
    from httpcore._backends.anyio import AnyIOStream

    async def write(self, buffer, timeout=None):
        raise httpcore.ProxyError("a bug, made for a test")

    AnyIOStream.write = write
    await self._library._hub._client.get("/api/daily_papers")

BrowseScreen.action_reload = crash
"""


@pytest.fixture
def elsewhere() -> Iterator[Hub]:
    """Another host: the same machine, another port."""
    with Hub() as running:
        yield running


@pytest.fixture
def echo(elsewhere: Hub) -> Iterator[EchoHub]:
    with EchoHub(elsewhere.url) as running:
        yield running


@pytest.fixture
def environ(echo: EchoHub, elsewhere: Hub, home: Path, tmp_path: Path) -> dict[str, str]:
    """The token is in the environment, and nowhere in the home folder."""
    return {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PAPERREADER_HOME": str(home),
        "HF_ENDPOINT": f"{echo.url}/echo",
        "ARXIV_ENDPOINT": elsewhere.url,
        "HF_TOKEN": TOKEN,
        # A debug run: Python says more, and Textual writes down every message.
        "PYTHONDEVMODE": "1",
        "TEXTUAL_LOG": str(tmp_path / "textual.log"),
    }


def found_in(data: bytes) -> list[bytes]:
    return [form for form in forms(TOKEN) if form in data]


def files_with_it(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [str(path) for path in files if found_in(path.read_bytes()) or found_in(str(path).encode())]


def ran(arguments: list[str], environ: dict[str, str], folder: Path) -> tuple[list[str], bytes]:
    """Run a command in a folder and return it with all it said."""
    given = [argument.replace("OUT", str(folder)) for argument in arguments]
    done = subprocess.run(
        [installed(), *given], env=environ, cwd=folder, capture_output=True, check=False, timeout=PATIENCE * 3
    )
    return arguments, done.stdout + done.stderr


def all_ran(
    commands: Sequence[list[str]], environ: dict[str, str], folder: Path
) -> list[tuple[list[str], bytes]]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda arguments: ran(arguments, environ, folder), commands))


def test_the_audit_would_find_it() -> None:
    for text in (
        f"x {TOKEN} y",
        TOKEN[::-1],
        TOKEN[: len(TOKEN) // 2],
        TOKEN[len(TOKEN) // 2 :],
        quote(TOKEN),
    ):
        assert found_in(text.encode())
    for around in ("", "a", "ab", "Bearer "):
        assert found_in(base64.b64encode(f"{around}{TOKEN}{around}".encode()))
    assert not found_in(b"hf_ and a text about an audit of nobody")


def test_a_hub_that_repeats_it_finds_it_nowhere(
    echo: EchoHub, elsewhere: Hub, environ: dict[str, str], tmp_path: Path
) -> None:
    for arguments, said in all_ran(COMMANDS, environ, tmp_path):
        assert said, arguments
        assert found_in(said) == [], arguments
        assert b"Traceback" not in said, said.decode()
    assert echo.requests
    assert {request.headers.get("authorization") for request in echo.requests} == {f"Bearer {TOKEN}"}
    # The PDF, and nothing else, came from there.
    assert [request.path for request in elsewhere.requests] == [f"/pdf/{KNOWN}"]
    assert found_in(repr(elsewhere.requests).encode()) == []
    assert (tmp_path / "papers.bib").exists()
    assert list(tmp_path.rglob("*.pdf"))
    assert files_with_it(tmp_path) == []


@pytest.mark.parametrize("way", ["refuse", "away", "near"])
def test_a_hub_that_refuses_or_sends_elsewhere_gets_it_alone(
    way: str, echo: EchoHub, elsewhere: Hub, environ: dict[str, str], tmp_path: Path
) -> None:
    commands = (["ls", "--date", "2026-08-20"], ["show", KNOWN], ["doctor", "--json"])
    for arguments, said in all_ran(commands, {**environ, "HF_ENDPOINT": f"{echo.url}/{way}"}, tmp_path):
        assert said, arguments
        assert found_in(said) == [], arguments
        if way == "away":
            assert b"unsafe address" in said, arguments
    assert {request.headers.get("authorization") for request in echo.requests} == {f"Bearer {TOKEN}"}
    assert elsewhere.requests == []
    if way == "near":
        assert files_with_it(tmp_path) == []


class _Proxy(socketserver.ThreadingTCPServer):
    """A proxy that lets nobody through, and remembers all it was told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refusal)
        self.told: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Refusal(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Proxy)
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            self.server.told.append(line)
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def proxy() -> Iterator[_Proxy]:
    with _Proxy() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.mark.parametrize(
    ("endpoint", "asked"),
    few(
        [
            pytest.param("https://mirror.invalid", b"CONNECT mirror.invalid:443 ", id="https"),
            pytest.param("http://mirror.invalid", b"GET http://mirror.invalid/", id="http"),
            pytest.param(None, None, id="here"),
        ],
        1,
    ),
)
def test_a_proxy_is_never_told_it(
    endpoint: str | None,
    asked: bytes | None,
    echo: EchoHub,
    proxy: _Proxy,
    environ: dict[str, str],
    tmp_path: Path,
) -> None:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), proxy.url)
    if endpoint is not None:
        environ["HF_ENDPOINT"] = endpoint
    for arguments, said in all_ran(few(TO_A_PROXY, 4), {**environ, **proxies}, tmp_path):
        assert said, arguments
        assert found_in(said) == [], arguments
        assert b"Traceback" not in said, said.decode()
    assert found_in(b"".join(proxy.told)) == []
    if asked is None:
        assert proxy.told == []
        assert {request.headers.get("authorization") for request in echo.requests} == {f"Bearer {TOKEN}"}
    else:
        assert any(line.startswith(asked) for line in proxy.told)
        assert echo.requests == []


def test_the_reader_shows_and_writes_it_nowhere(
    echo: EchoHub, elsewhere: Hub, environ: dict[str, str], tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nenv > "$HOME/editor.env"\nprintf EDITING\n')
    editor.chmod(0o700)
    reader = Terminal(["--date", "2026-08-20"], {**environ, "EDITOR": str(editor)})
    reader.wait_for("Echo", "1 paper", "0 bookmarked")
    reader.press("b", "c")
    reader.wait_for("1 comment")
    reader.press("h")
    reader.wait_for("Bookmarks 1", "1 bookmarked")
    reader.press("n")
    reader.wait_for("Note on")
    reader.press("\x0f")
    reader.wait_for_raw(b"EDITING")
    reader.wait_for("Note on")
    reader.press("\x1b")
    reader.wait_for("1 bookmarked", without="Note on")
    reader.press("r", "P")
    reader.wait_for(".pdf")
    reader.press("q")
    reader.wait_for_raw(b"\x1b[?1049l")
    assert reader.end() == 0
    assert found_in(reader.raw) == []
    assert found_in(reader.text.encode()) == []
    assert TOKEN in echo.requests[0].headers["authorization"]
    assert [request.path for request in elsewhere.requests] == [f"/pdf/{KNOWN}"]
    assert found_in(repr(elsewhere.requests).encode()) == []
    assert "PAPERREADER_HOME" in (tmp_path / "editor.env").read_text()
    assert (tmp_path / "textual.log").stat().st_size
    assert files_with_it(tmp_path) == []


@pytest.mark.parametrize(
    ("crash", "shown"),
    few(
        [
            pytest.param(IN_A_SCREEN, b"in crash", id="in a screen"),
            pytest.param(WHILE_ASKING, b"in _send_event", id="while asking"),
            pytest.param(WHILE_ANSWERED, b"in _receive_event", id="while answered"),
            pytest.param(UNCAUGHT, b"ProxyError: a bug, made for a test", id="a failure nobody caught"),
        ],
        2,
    ),
)
def test_a_crash_tells_what_it_was_about_and_not_the_token(
    crash: str, shown: bytes, echo: EchoHub, environ: dict[str, str], tmp_path: Path
) -> None:
    script = tmp_path / "crash.py"
    script.write_text(CRASH.format(crash))
    reader = Terminal([], environ, instead=[sys.executable, str(script)], columns=200)
    reader.wait_for("Echo", "1 paper")
    reader.press("r")
    assert reader.end() == 70
    assert b"paperreader crashed: " in reader.raw
    assert found_in(reader.raw) == []
    (report,) = Path(environ["PAPERREADER_HOME"]).glob("state/crashes/*")
    said = report.read_bytes()
    assert shown in said
    assert found_in(said) == []
    assert found_in(reader.text.encode()) == []
    assert files_with_it(tmp_path) == []
