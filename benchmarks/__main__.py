"""Measures the reader beside its peers and prints the table: `make bench`, or `python -m benchmarks --only title,key --rounds 5`."""

import argparse
import compileall
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bench import Bench, Group
from benchmarks.measuring import Measured
from benchmarks.peers import Peers
from benchmarks.rows import bookmarks, commands, fetching, growth, hardship, keys, refresh, start, texts
from benchmarks.table import Machine, Outcome, table, to_json
from benchmarks.terminal import Ended

_USUAL = 12_280
GROUPS: tuple[Group, ...] = tuple(
    group
    for rows in (start, keys, commands, fetching, bookmarks, refresh, texts, hardship, growth)
    for group in rows.GROUPS
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if a row that was measured is not as wanted."""
    rows = [row for group in GROUPS for row in group.rows]
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print("\n".join(f"{row.name:20} {row.what}" for row in rows))
        return 0
    if unknown := set(chosen.only) - {row.name for row in rows}:
        parser.error(f"no such row: {', '.join(sorted(unknown))}; --list names them")
    compile_all()
    peers = Peers.here()
    usual = _USUAL if _USUAL in chosen.papers else chosen.papers[0]
    bench = Bench(chosen.rounds, usual, peers, tuple(chosen.papers))
    machine = Machine.here(peers.versions)
    print(machine)
    print(
        f"Medians of {bench.rounds} runs, each between two of the peer's; byte code was compiled first; "
        f"{bench.papers:,} papers, and {max(bench.counts):,} where there are most."
    )
    found = list(outcomes(bench, chosen.only))
    print(table(found))
    if chosen.json is not None:
        chosen.json.write_text(to_json(machine, found, bench.growth), encoding="utf-8")
    return int(any(outcome.is_met is False for outcome in found))


def compile_all() -> None:
    """Compile all there is to byte code; programs that are started for the first time would do it themselves."""
    for folder in (sys.prefix, "src", "benchmarks"):
        compileall.compile_dir(folder, quiet=2, maxlevels=20)


def outcomes(bench: Bench, only: Sequence[str]) -> Iterator[Outcome]:
    """Measure group by group; a row that fails says why, and the next is measured."""
    for group in GROUPS:
        wanted = [row for row in group.rows if not only or row.name in only]
        if not wanted:
            continue
        print(f"{', '.join(row.name for row in wanted)} …", file=sys.stderr, flush=True)
        try:
            found = group.measure(bench)
        except (Ended, OSError, subprocess.SubprocessError) as error:
            found = {row.name: f"failed: {error!s:.200}" for row in wanted}
        for row in wanted:
            came = found[row.name]
            yield Outcome(row, came) if isinstance(came, Measured) else Outcome(row, reason=came)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_names, default=(), metavar="ROW,…", help="measure only these rows")
    parser.add_argument("--rounds", type=int, default=11, help="how often each is measured (default: 11)")
    parser.add_argument(
        "--papers",
        type=_numbers,
        default=[1_000, _USUAL, 100_000],
        metavar="N,…",
        help="papers in the archive: the usual number, 12,280 or else the first, beside the others",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument("--list", action="store_true", help="print the names of the rows")
    return parser


def _names(text: str) -> Sequence[str]:
    return text.split(",")


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
