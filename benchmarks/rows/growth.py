"""Measures how what a reader waits for grows with the papers in the archive: each number of them in turn, beside the usual one."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.archives import home_of, home_of_long_day
from benchmarks.bench import Bench, Group, command, environ, reader
from benchmarks.measuring import Figures, Measured, Run, Spread
from benchmarks.rows.commands import LS, SEARCH
from benchmarks.rows.keys import FILTERED, keystrokes
from benchmarks.rows.start import first_key, start
from benchmarks.table import Row
from benchmarks.terminal import REST, Answer, Terminal

TITLES = {
    "title": "process start to the first title",
    "memory": "memory at rest",
    "first-key": "process start to the first key answered",
    "key": "`j` to the last byte",
    "ls": "`ls --date D`",
    "search": "`search --local`",
    "filter": "filter: a letter to the first rows",
    "filter-all": "filter: until all are counted",
}
"""What is measured, by the names in the JSON."""
_MOST = 1.1
_ONE = "one number of papers only (--papers)"


def _in_turn(bench: Bench, runs: Mapping[int, Run], rounds: int) -> dict[str, Measured | str]:
    """Measure all numbers of papers in turn, the usual one first and last, and keep what each came to."""
    for run in runs.values():
        run()
    names: set[str] = set()
    for turn in range(rounds + 1):
        for count in (bench.papers, *(each for each in runs if each != bench.papers and turn < rounds)):
            for name, figure in runs[count]().items():
                names.add(name)
                bench.growth.setdefault(name, {}).setdefault(count, []).append(figure)
    most = max(runs)
    return {
        f"growth-{name}": Measured(tuple(bench.growth[name][most]), tuple(bench.growth[name][bench.papers]))
        for name in names
    }


def _start(home: Path) -> Figures:
    figures = start(home)
    return {name: figures[name] for name in ("title", "memory")}


def _filter(home: Path) -> Figures:
    answers = keystrokes(home, [FILTERED])
    return {
        "filter": Spread.of([answer.until(b"Paper") for answer in answers]).median,
        "filter-all": Spread.of([answer.last_byte for answer in answers]).median,
    }


def _command(home: Path, name: str) -> Figures:
    return command(name, {"ls": LS, "search": SEARCH}[name], environ(home))()


def _of_home(bench: Bench, run: Callable[[Path], Figures]) -> Mapping[str, Measured | str]:
    homes = {count: home_of(count) for count in bench.counts}
    return _in_turn(bench, {count: partial(run, home) for count, home in homes.items()}, bench.rounds)


def _of_long_days(bench: Bench) -> Mapping[str, Measured | str]:
    homes = {count: home_of_long_day(count) for count in bench.counts}
    return _in_turn(
        bench, {count: partial(_filter, home) for count, home in homes.items()}, bench.few // 2 or 1
    )


def _keys(bench: Bench) -> Mapping[str, Measured | str]:
    """Press `j` in a reader for each number of papers, all of them at rest."""
    with ExitStack() as stack:
        opened = {count: stack.enter_context(reader(home_of(count))) for count in bench.counts}
        for terminal in opened.values():
            terminal.until(b"Paper0001")
            terminal.until_quiet(REST)
        return _in_turn(
            bench, {count: partial(_pressed, each) for count, each in opened.items()}, bench.rounds
        )


def _pressed(terminal: Terminal) -> Figures:
    return {"key": Answer(terminal, b"j").last_byte}


def _group(measure: Callable[[Bench], Mapping[str, Measured | str]], *names: str) -> Group:
    rows = tuple(
        Row(
            name=f"growth-{name}",
            what=f"most papers: {TITLES[name]}",
            peer="the usual number of papers",
            # All that is found is counted in slices beside the keys: that grows with the papers.
            most=None if name == "filter-all" else _MOST,
            unit="MB" if name == "memory" else "ms",
        )
        for name in names
    )

    def measured(bench: Bench) -> Mapping[str, Measured | str]:
        is_compared = len(bench.counts) > 1
        return measure(bench) if is_compared else {row.name: _ONE for row in rows}

    return Group(rows, measured)


GROUPS = (
    _group(partial(_of_home, run=_start), "title", "memory"),
    _group(partial(_of_home, run=first_key), "first-key"),
    _group(_keys, "key"),
    _group(partial(_of_home, run=partial(_command, name="ls")), "ls"),
    _group(partial(_of_home, run=partial(_command, name="search")), "search"),
    _group(_of_long_days, "filter", "filter-all"),
)
