"""The table and the JSON of what was measured: ours, theirs, the ratio and its quartiles, what is wanted, and whether it is met."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import Measured, Spread


class Judged(StrEnum):
    """Which of the figures must not be more than is wanted."""

    RATIO = "ratio"
    MEDIAN = "ours"
    WORST = "worst of ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what is measured, beside whom, and what is wanted of it."""

    name: str
    """By which it is asked for on the command line, and stands in the JSON."""
    what: str
    peer: str = ""
    most: float | None = None
    """None for what is told and not judged."""
    judged: Judged = Judged.RATIO
    unit: str = "ms"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row: what was measured of it, or why nothing was."""

    row: Row
    measured: Measured | None = None
    reason: str = ""

    @property
    def judged(self) -> float | None:
        """The figure that counts; None where there is none."""
        if self.measured is None:
            return None
        if self.row.judged is Judged.RATIO:
            return Spread.of(self.measured.ratios).median if self.measured.ratios else None
        ours = Spread.of(self.measured.ours)
        return ours.median if self.row.judged is Judged.MEDIAN else ours.worst

    @property
    def is_met(self) -> bool | None:
        """Whether it is as wanted; None where that can't be said or nothing is wanted."""
        return None if self.judged is None or self.row.most is None else self.judged <= self.row.most


def table(outcomes: Iterable[Outcome]) -> str:
    """Return the outcomes as a table in Markdown, whose columns are even where they are read as they are."""
    head = ("what", "peer", "ours", "theirs", "ratio (quartiles)", "wanted", "met")
    rows = [head, *map(_cells, outcomes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cells(outcome: Outcome) -> tuple[str, ...]:
    row, measured = outcome.row, outcome.measured
    if measured is None:
        return (row.what, row.peer, outcome.reason, "", "", _wanted(row), "–")
    ours, ratios = Spread.of(measured.ours), measured.ratios
    told = _figure(ours.median, row.unit)
    if not ratios and ours.lower != ours.upper:
        told += f" ({_number(ours.lower)}–{_number(ours.upper)})"
    if row.judged is Judged.WORST:
        told = f"{_figure(ours.worst, row.unit)} at worst"
    theirs = _figure(Spread.of(measured.theirs).median, row.unit) if measured.theirs else ""
    met = {True: "yes", False: "NO", None: ""}[outcome.is_met]
    return (row.what, row.peer, told, theirs, _spread(ratios), _wanted(row), met)


def _wanted(row: Row) -> str:
    if row.most is None:
        return ""
    return f"≤ {row.most:g}" + (f" {row.unit}" if row.judged is not Judged.RATIO and row.unit else "")


def _spread(ratios: tuple[float, ...]) -> str:
    if not ratios:
        return ""
    spread = Spread.of(ratios)
    return f"{spread.median:.2f} ({spread.lower:.2f}–{spread.upper:.2f})"


def _figure(figure: float, unit: str) -> str:
    return f"{_number(figure)} {unit}".rstrip()


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 or figure == int(figure) else f"{figure:.1f}"


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured, and with which versions of what."""

    system: str
    processor: str
    cores: int
    python: str
    versions: Mapping[str, str]

    @classmethod
    def here(cls, peers: Mapping[str, str]) -> "Machine":
        """Return what is known of this one; `peers` are the versions of programs that are no packages of ours."""
        ours = {
            name: version(name) for name in ("paperreader", "textual", "rich", "httpx", "click", "msgspec")
        }
        return cls(
            platform.platform(),
            _processor(),
            os.cpu_count() or 0,
            platform.python_version(),
            {**ours, "commit": _commit(), **peers},
        )

    def __str__(self) -> str:
        """Return it as a paragraph."""
        versions = ", ".join(f"{name} {each}" for name, each in self.versions.items() if each)
        return f"{self.cores} × {self.processor}, {self.system}, Python {self.python}; {versions}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _commit() -> str:
    argv = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout.strip()


def to_json(
    machine: Machine, outcomes: Iterable[Outcome], growth: Mapping[str, Mapping[int, list[float]]]
) -> str:
    """Return everything that was measured: each run, and for the growth each run by the number of papers."""
    rows = [
        {
            **asdict(outcome.row),
            "is_met": outcome.is_met,
            "reason": outcome.reason,
            "ours": list(outcome.measured.ours) if outcome.measured else [],
            "theirs": list(outcome.measured.theirs) if outcome.measured else [],
            "ratios": list(outcome.measured.ratios) if outcome.measured else [],
        }
        for outcome in outcomes
    ]
    return json.dumps(
        {"machine": asdict(machine), "rows": rows, "growth": growth}, indent=1, ensure_ascii=False
    )


def from_json(text: str) -> tuple[Machine, list[Outcome]]:
    """Return the machine and the outcomes that `to_json` wrote."""
    held = json.loads(text)
    names = {each.name for each in fields(Row)}
    outcomes = [
        Outcome(
            Row(**{**{name: row[name] for name in names}, "judged": Judged(row["judged"])}),
            Measured(tuple(row["ours"]), tuple(row["theirs"])) if row["ours"] else None,
            row["reason"],
        )
        for row in held["rows"]
    ]
    return Machine(**held["machine"]), outcomes
