"""Ten thousand hostile texts in a real terminal: none reaches it as more than text, none leaves its place.

As many as PAPERREADER_HOSTILE says: some dozens in `make test`, ten thousand in `make soak`.
"""

import json
import os
import random
import re
import shlex
import shutil
import sqlite3
import subprocess
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count, islice
from pathlib import Path

import pytest

from paperreader.paths import Paths
from paperreader.store.view_state import ViewStateFile
from tests.at_length import few
from tests.hub import Hub
from tests.hub.artefacts import repository
from tests.hub.papers import Entry
from tests.terminal.hostile import (
    TEXTS_OF_A_PAPER,
    foreign,
    hostile_comments,
    hostile_entry,
    hostile_text,
    hostile_texts,
)
from tests.terminal.terminal import PASSED_ON, PATIENCE, Terminal, installed

_SEED = int(os.environ.get("PAPERREADER_SEED", "608"))
_COUNT = int(os.environ.get("PAPERREADER_HOSTILE", "50"))
_DAY = "2026-08-21"
_PAPERS_OF_A_DAY = 90
_RULE = 55
"""The column of the rule between list and detail, 120 columns wide."""
_ROW = re.compile(r"[▌ ][•· ×+][ 0-9k.]{5}  \S.*|[▌ ]        .*|[▌ ]Bookmarks .*|[ ─]*")


@pytest.fixture
def texts() -> Iterator[str]:
    return hostile_texts(random.Random(_SEED))  # noqa: S311 - it has to be repeatable


def papers(texts: Iterator[str], number: int) -> list[Entry]:
    return [hostile_entry(n, texts, _DAY) for n in range(number)]


def check_frame(reader: Terminal, *, papers_shown: int) -> None:
    """Fail unless everything around the rows is where it has to be, and says what the reader says."""
    lines = reader.lines
    assert re.fullmatch(
        r" 1 Daily   2 Weekly   3 Monthly   4 Trending .* ‹  Fri 21 Aug 2026  › ", lines[0]
    ), reader.text
    assert lines[1] == "─" * _RULE + "┬" + "─" * (119 - _RULE)
    assert lines[-3] == "─" * _RULE + "┴" + "─" * (119 - _RULE)
    assert f" {papers_shown} papers · " in lines[-2]
    assert re.fullmatch(r" (?:h back  )?j k move  .*\? help  ", lines[-1])
    for line in range(2, 37):
        row = "".join(reader.cell(column, line) for column in range(_RULE))
        assert _ROW.fullmatch(row.rstrip()), (row, reader.text)
        assert reader.cell(_RULE, line) == "│", (row, reader.text)
    assert reader.is_alive


def is_highlighted(reader: Terminal, votes: int) -> bool:
    return re.search(rf"^▌..{{0,3}}{votes} ", reader.text, re.MULTILINE) is not None


def walk(reader: Terminal, number: int, papers: Iterable[int]) -> None:
    """Go down the list of so many papers, paper by paper, and look at the frame at each."""
    for paper in papers:
        reader.wait_until(partial(is_highlighted, reader, 900 - paper))
        check_frame(reader, papers_shown=number)
        reader.press("j")


def meet(environ: dict[str, str]) -> None:
    """Have the reader started before: below the rows there is nothing."""
    ViewStateFile(Paths.from_environment(environ).view_state_file).change({"has_met": True})


def test_in_list_and_detail_none_gets_out_of_its_place(texts: Iterator[str], home: Path) -> None:
    left = -(-_COUNT // TEXTS_OF_A_PAPER)
    for session in count():
        number = min(left, _PAPERS_OF_A_DAY)
        with Hub({_DAY: papers(texts, number)}) as hub:
            folder = str(home / str(session))
            environ = {"HF_ENDPOINT": hub.url, "PAPERREADER_HOME": folder}
            meet(environ)
            reader = Terminal(["--date", _DAY], environ)
            reader.wait_for(f"{number} papers")
            walk(reader, number, range(number))
            reader.press("q")
            assert reader.end() == 0
            assert foreign(reader.sent) == []
        left -= number
        if not left:
            break


@contextmanager
def hostile_hub(texts: Iterator[str]) -> Iterator[Hub]:
    """Run a hub on which everything is hostile."""
    with Hub({_DAY: papers(texts, _PAPERS_OF_A_DAY)}) as running:
        for number in range(_PAPERS_OF_A_DAY):
            id_ = f"2608.{20_000 + number}"
            running.comments[id_] = hostile_comments(texts)
            names = ["tide/reef", *islice(texts, 8)]
            running.artefacts[id_] = {"models": [repository(name) for name in names]}
            running.texts[f"/papers/{id_}.md"] = hostile_text(texts)
        yield running


@pytest.fixture
def hub(texts: Iterator[str]) -> Iterator[Hub]:
    with hostile_hub(texts) as running:
        yield running


@pytest.fixture
def environ(hub: Hub, home: Path, browser: Path) -> dict[str, str]:
    environ = {
        "HF_ENDPOINT": hub.url,
        "ARXIV_ENDPOINT": hub.url,
        "PAPERREADER_HOME": str(home),
        "BROWSER": f"{browser} %s",
    }
    meet(environ)
    return environ


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """Return a browser that writes down what it is given, one argument a line, in a file beside it."""
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{tmp_path / "opened"}"\n')
    program.chmod(0o700)
    return program


def test_in_discussions_dialogs_and_messages_none_gets_out_either(environ: dict[str, str]) -> None:
    reader = Terminal(["--date", _DAY], environ)
    reader.wait_for(f"{_PAPERS_OF_A_DAY} papers", "0 bookmarked")
    papers_read = 40 if _COUNT >= 10_000 else 4
    for paper in range(papers_read):
        reader.press("b")
        reader.wait_for(f"{paper + 1} bookmarked")
        reader.press("Y")
        reader.wait_for("Copy")
        reader.press("t")
        reader.wait_for("j k move", without="Esc close")
        reader.press("c")
        # Drawn from the top: what its last line says is there when all of it is.
        reader.wait_for("8 comments", "h back", "? help")
        for _ in range(8):
            reader.press("j")
        reader.press("G")
        check_around(reader, r" 8 comments  [^─]*─+", r" h back  j k move .*\? help  ")
        reader.press("q")
        reader.wait_for(" papers · ")
        reader.press("j")
    reader.press("q")
    assert reader.end() == 0
    # Each title was copied, as the terminal's clipboard takes it.
    found = foreign(reader.sent)
    assert [each for each in found if not each.startswith(r'"\u001b]52;c;')] == []
    assert len(found) == papers_read


def check_around(reader: Terminal, first: str, last: str) -> None:
    """Fail unless the first and last lines say what the reader says, and the edges are empty."""
    assert re.fullmatch(first, reader.lines[0]), reader.text
    assert re.fullmatch(last, reader.lines[-1]), reader.text
    for line in range(1, 39):
        assert reader.cell(0, line) in " ▌", reader.text
        assert reader.cell(119, line) in " …▁▂▃▄▅▆▇█▔", reader.text


def test_in_full_texts_and_among_artefacts_none_gets_out_either(environ: dict[str, str]) -> None:
    reader = Terminal(["--date", _DAY], environ)
    reader.wait_for(f"{_PAPERS_OF_A_DAY} papers", "0 bookmarked")
    papers_read = 40 if _COUNT >= 10_000 else 4
    for paper in range(papers_read):
        reader.wait_until(partial(is_highlighted, reader, 900 - paper))
        reader.press("f")
        reader.wait_for("Tab outline", "left ─")
        check_around(reader, r" .* left ─+", r" h back  j k move  Space read on .*\? help  ")
        reader.press("\t")
        reader.wait_for("Esc closes")
        reader.press("\r")
        reader.wait_for("Tab outline", without="Esc closes")
        reader.press("G")
        reader.wait_for("100 % · the end ─")
        check_around(reader, r" .* 100 % · the end ─+", r" h back  j k move  Space read on .*\? help  ")
        reader.press("q")
        reader.wait_for(" papers · ")
        reader.press("a")
        reader.wait_for("Models", "h back", "? help")
        check_around(reader, r" .*─+", r" h back .*\? help  ")
        reader.press("q")
        reader.wait_for(" papers · ")
        reader.press("j")
    reader.press("q")
    assert reader.end() == 0
    assert foreign(reader.sent) == []


def test_clicks_anywhere_on_them_do_what_the_reader_does(environ: dict[str, str], tmp_path: Path) -> None:
    reader = Terminal(["--date", _DAY], environ)
    reader.wait_for(f"{_PAPERS_OF_A_DAY} papers", "0 bookmarked")
    step = 3 if _COUNT >= 10_000 else 13
    for line in range(3, 34, min(4, step // 3)):
        for column in (*range(2, 55, step), *range(58, 120, step)):
            reader.press(f"\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m")
        reader.wait_for(" papers · ")
    reader.wait_for("0 bookmarked", f"{_PAPERS_OF_A_DAY} papers", without="Opened with")
    check_frame(reader, papers_shown=_PAPERS_OF_A_DAY)
    reader.press("q")
    assert reader.end() == 0
    assert foreign(reader.sent) == []
    opened = (tmp_path / "opened").read_text().splitlines() if (tmp_path / "opened").exists() else []
    # Addresses in the detail are the reader's own lines, and can be clicked.
    assert [url for url in opened if not re.fullmatch(r"https://\S*2608\.2\d{4}\S*", url)] == []


@pytest.mark.parametrize(
    "arguments",
    few(
        [
            "ls --date 2026-08-21",
            "ls --date 2026-08-21 --format json",
            "export --format csv 2608.20005 2608.20006 2608.20007",
            "search tide",
            "show 2608.20003",
            "show --comments 2608.20004",
            "export --format bibtex 2608.20005 2608.20006 2608.20007",
            "export --format markdown 2608.20005 2608.20006 2608.20007",
            "export --format ris 2608.20005 2608.20006 2608.20007",
        ],
        4,
    ),
)
def test_what_is_printed_holds_none(arguments: str, environ: dict[str, str]) -> None:
    assert len(_said(arguments, environ)) > 100


def _said(arguments: str, environ: dict[str, str]) -> str:
    """Return what a command says, having failed if any of it is foreign."""
    said = subprocess.run(
        [installed(), *arguments.split()],
        env={**PASSED_ON, **environ},
        capture_output=True,
        timeout=PATIENCE,
        check=True,
        text=True,
    )
    assert foreign(said.stdout, is_drawn=False) == []
    assert foreign(said.stderr, is_drawn=False) == []
    return said.stdout


class Tmux:
    """The reader in tmux, a terminal with a mind of its own about widths."""

    def __init__(self, socket: Path, environ: dict[str, str]) -> None:
        self._socket = str(socket)
        self._environ = {**PASSED_ON, **environ}
        command = f"exec {shlex.quote(installed())} --date {_DAY}"
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "-s", "reader", command)

    def run(self, *arguments: str) -> str:
        argv = ["tmux", "-S", self._socket, *arguments]
        said = subprocess.run(
            argv, env=self._environ, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        return said.stdout

    def wait_for(self, pattern: str) -> str:
        """Return the screen when it matches."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            text = self.run("capture-pane", "-p", "-t", "reader")
            if re.search(pattern, text, re.MULTILINE):
                return text
        raise AssertionError(f"{pattern} never came:\n{text}")


@pytest.fixture
def tmux(environ: dict[str, str], tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed here")
    running = Tmux(tmp_path / "tmux", {**environ, "LANG": "C.UTF-8", "TERM": "xterm-256color"})
    yield running
    running.run("kill-server")


def test_in_tmux_the_frame_stays_and_nothing_is_set(tmux: Tmux) -> None:
    for paper in few(range(60), 25):
        text = tmux.wait_for(rf"^▌..{{0,3}}{900 - paper} ")
        lines = text.splitlines()
        assert re.fullmatch(
            r" 1 Daily   2 Weekly   3 Monthly   4 Trending .* ‹  Fri 21 Aug 2026  ›", lines[0]
        ), text
        assert lines[1] == "─" * _RULE + "┬" + "─" * (119 - _RULE)
        assert lines[-3] == "─" * _RULE + "┴" + "─" * (119 - _RULE)
        assert re.fullmatch(r" j k move  .*\? help", lines[-1].rstrip()), text
        assert all("│" in line for line in lines[2:-3]), text
        tmux.run("send-keys", "-t", "reader", "j")
    said = tmux.run(
        "display-message", "-p", "-t", "reader", "#{pane_title}|#{alternate_on}|#{wrap_flag}|#{window_name}"
    )
    assert "owned" not in said
    assert "|1|0|" in said
    assert tmux.run("list-buffers") == ""


# An archive that another program wrote into ---------------------------------------------------------------------


def _with_texts(text: str, texts: Iterator[str], former: dict[str, str]) -> str:
    """Return a text of JSON with each text in it that matters replaced by a hostile one, the same for the same."""

    def hostile(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: hostile(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [hostile(each, name) for each in value]
        if not isinstance(value, str) or name in {"key", "published_at", "submitted_at", "project_page"}:
            return value
        if value not in former:
            former[value] = next(texts).encode(errors="replace").decode()
        return former[value]

    return json.dumps(hostile(json.loads(text)))


def _doctor(archive: Path, texts: Iterator[str]) -> None:
    """Make every text in an archive a hostile one, with escapes of JSON as another program would write them."""
    with closing(sqlite3.connect(archive)) as connection, connection:
        former: dict[str, str] = {}
        for key, record in connection.execute("SELECT key, record FROM papers").fetchall():
            connection.execute(
                "UPDATE papers SET record = ? WHERE key = ?", (_with_texts(record, texts, former), key)
            )
        packed = zlib.compress(
            "\n\n".join(f"## {next(texts)}\n\n{next(texts)}" for _ in range(9)).encode(errors="replace")
        )
        connection.execute("UPDATE full_texts SET packed = ?", (packed,))


@pytest.fixture(scope="module")
def doctored_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with an archive in which every text is hostile, to be copied."""
    home = tmp_path_factory.mktemp("doctored") / "home"
    texts = hostile_texts(random.Random(_SEED))  # noqa: S311 - it has to be repeatable
    with hostile_hub(texts) as hub:
        environ = {"HF_ENDPOINT": hub.url, "ARXIV_ENDPOINT": hub.url, "PAPERREADER_HOME": str(home)}
        _said(f"ls --date {_DAY}", environ)
        _said("read 2608.20000", environ)
    _doctor(home / "archive.sqlite3", texts)
    return home


@pytest.fixture
def doctored(doctored_home: Path, home: Path, browser: Path) -> dict[str, str]:
    """Return the environment of such an archive; nobody is asked."""
    shutil.copytree(doctored_home, home)
    return {"PAPERREADER_HOME": str(home), "BROWSER": f"{browser} %s", "HF_HUB_OFFLINE": "1"}


@pytest.mark.parametrize(
    "arguments",
    few(
        [
            "ls --date 2026-08-21",
            "ls --date 2026-08-21 --format jsonl",
            "search --local tide",
            "show 2608.20003",
            "read 2608.20000",
            "read --plain 2608.20000",
            "archive stats",
            "doctor",
            *(
                f"export --format {format_} 2608.20005 2608.20006"
                for format_ in ("bibtex", "ris", "csl-json", "csv", "markdown", "json")
            ),
        ],
        5,
    ),
)
def test_of_a_doctored_archive_nothing_is_printed_either(arguments: str, doctored: dict[str, str]) -> None:
    assert len(_said(arguments, doctored)) > 60


def test_of_a_doctored_archive_none_gets_out_of_its_place(doctored: dict[str, str]) -> None:
    reader = Terminal(["--date", _DAY], doctored)
    reader.wait_for(f"{_PAPERS_OF_A_DAY} papers")
    reader.press("f")
    reader.wait_for("Tab outline", "left ─")
    reader.press("G")
    reader.wait_for("100 % · the end ─")
    check_around(reader, r" .* 100 % · the end ─+", r" h back  j k move  Space read on .*\? help  ")
    reader.press("q")
    reader.wait_for(" papers · ")
    walk(reader, _PAPERS_OF_A_DAY, few(range(_PAPERS_OF_A_DAY), 25))
    reader.press("q")
    assert reader.end() == 0
    assert foreign(reader.sent) == []
