"""Measures the start: to the first title, to the first key answered, frames until it rests, memory then, and how long it takes to end."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.bench import Bench, Group, program, reader
from benchmarks.measuring import Figures, Measured, Run
from benchmarks.rows.newsboat import opened
from benchmarks.table import Judged, Row
from benchmarks.terminal import REST, Ended, Terminal, frames, is_full

_EMPTY = "an empty Textual app"
_NEWSBOAT = "newsboat, as many items"
_TYPED = b"jjj"


def ran(terminal: Terminal, first: bytes) -> Figures:
    """Let a program come to rest and end it, and return what that cost."""
    with terminal:
        title = terminal.until(first) * 1000
        terminal.until_quiet(REST)
        drawn = frames(terminal.raw)
        return {
            "title": title,
            "frames": sum(map(is_full, drawn)),
            "frames-all": len(drawn),
            "start-bytes": len(terminal.raw),
            "memory": terminal.resident,
            "quit": terminal.leave(),
        }


def start(home: Path) -> Figures:
    """Start the reader, let it come to rest, end it."""
    return ran(reader(home), b"Paper0001")


def _beside_empty(bench: Bench) -> dict[str, Measured]:
    home = bench.home
    return bench.beside(lambda: start(home), lambda: _empty(home))


def _empty(home: Path) -> Figures:
    figures = ran(program("empty_app", home), b"Empty")
    return {name: figures[name] for name in ("title", "memory", "quit")}


def first_key(home: Path) -> Figures:
    """Start the reader with a key that waits for it, and return when that was answered."""
    with reader(home, typed=b"j") as terminal:
        terminal.until(b"Paper0001")
        try:
            return {"first-key": terminal.until(b"Abstract0002", patience=3) * 1000}
        except Ended:
            raise Ended("the key was lost") from None


def _first_key_of_empty(home: Path) -> Figures:
    with program("empty_app", home, typed=b"j") as terminal:
        return {"first-key": terminal.until(b"answered") * 1000}


def _lost(home: Path) -> Figures:
    """Type keys from the start on, and return how many of them did nothing."""
    with reader(home, typed=_TYPED) as terminal:
        for _ in range(6):
            terminal.for_seconds(0.08)
            terminal.press(b"j")
        terminal.until(b"Paper0001")
        terminal.until_quiet(1)
        return {"lost": len(_TYPED) + 6 - shown(terminal.raw)}


def shown(raw: bytes) -> int:
    """Return how many rows below the first the paper is whose abstract was drawn last."""
    return int(raw.rpartition(b"Abstract")[2][:4] or 1) - 1


def _first_key(bench: Bench) -> Mapping[str, Measured | str]:
    home = bench.home
    return bench.beside(lambda: first_key(home), lambda: _first_key_of_empty(home))


def _keys(bench: Bench) -> Mapping[str, Measured | str]:
    home = bench.home
    return bench.alone(lambda: _lost(home), bench.few)


def _newsboat(bench: Bench) -> Mapping[str, Measured | str]:
    if bench.peers.newsboat is None:
        return dict.fromkeys(("newsboat", "newsboat-empty"), "newsboat is absent")
    theirs = opened(bench.peers.newsboat, bench.papers)
    home = bench.home

    def beside(name: str, run: Run) -> dict[str, Measured]:
        return bench.beside(lambda: {name: run()["title"]}, lambda: {name: theirs()})

    return beside("newsboat", lambda: start(home)) | beside("newsboat-empty", lambda: _empty(home))


GROUPS = (
    Group(
        (
            Row(
                name="title",
                what="process start to the first title",
                peer=f"{_EMPTY}'s first frame",
                most=1.5,
            ),
            Row(
                name="frames",
                what="full frames painted until it rests",
                most=2,
                judged=Judged.MEDIAN,
                unit="",
            ),
            Row(name="frames-all", what="all frames until it rests", unit=""),
            Row(name="start-bytes", what="bytes until it rests", unit="bytes"),
            Row(name="memory", what="memory at rest", peer=_EMPTY, most=1.4, unit="MB"),
            Row(name="quit", what="`q` to the prompt", peer=_EMPTY, most=100, judged=Judged.MEDIAN),
        ),
        _beside_empty,
    ),
    Group(
        (
            Row(
                name="picture",
                what="process start to the first title, with the launch picture",
                peer=f"{_EMPTY}'s first frame",
                most=0.2,
            ),
        ),
        lambda _: {"picture": "not built"},
    ),
    Group(
        (
            Row(
                name="first-key",
                what="process start to the first key answered, typed at once",
                peer=f"{_EMPTY}'s",
                most=1.6,
            ),
        ),
        _first_key,
    ),
    Group(
        (
            Row(
                name="lost",
                what="of nine keys typed while it starts, lost",
                most=0,
                judged=Judged.WORST,
                unit="",
            ),
        ),
        _keys,
    ),
    Group(
        (
            Row(name="newsboat", what="process start to the papers", peer=_NEWSBOAT, most=0.6),
            Row(name="newsboat-empty", what="an empty Textual app's first frame", peer=_NEWSBOAT),
        ),
        _newsboat,
    ),
)
