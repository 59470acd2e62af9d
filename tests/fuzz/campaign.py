"""Targets under atheris, each for a time in a process of its own: what breaks one ends that process."""

import contextlib
import importlib
import io
import os
import pkgutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.fuzz.oracles import see_growth

_MOST_SECONDS = 1.0
"""Of CPU for one input that is as long as it can be."""
_MOST_MEGABYTES = 1000
_OURS = ("domain", "errors", "formats", "services", "settings", "sources", "store")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a target."""

    name: str
    cpu: float
    """Seconds."""
    tried: str
    """How many inputs, as it was told."""
    is_well: bool
    """Nothing was found."""
    log: Path


def campaigns(names: Sequence[str], seconds: int, folder: Path, seed: int | None) -> Iterator[Outcome]:
    """Try the targets one after the other, each for so many seconds; yield what became of each.

    Without a seed each run tries something else.

    Raises:
        ImportError: There is no atheris.
    """
    targets = _watched()
    for name in names:
        log = folder / f"{name}.log"
        process = os.fork()
        if process == 0:
            _become(targets, name, seconds, folder, log, seed)
        _, status, used = os.wait4(process, 0)
        text = log.read_text(encoding="utf-8", errors="replace")
        tried = next((line.split()[-1] for line in text.splitlines() if "number_of_executed" in line), "?")
        yield Outcome(name, used.ru_utime + used.ru_stime, tried, status == 0, log)


def _watched() -> ModuleType:
    """Return the targets, imported so that atheris sees which ways inputs take through what is ours."""
    import atheris  # noqa: PLC0415 - it has no wheels for every Python

    # It names every module it looks at.
    with (
        contextlib.redirect_stderr(io.StringIO()),
        atheris.instrument_imports(include=["paperreader", "markdown_it"]),
    ):
        # All of them now: what is imported later would not be watched.
        for package in _OURS:
            _import_all(f"paperreader.{package}")
        importlib.import_module("markdown_it.main")
        return importlib.import_module("tests.fuzz.targets")


def _become(targets: ModuleType, name: str, seconds: int, folder: Path, log: Path, seed: int | None) -> None:
    """Be the process that tries one target; never returns."""
    import atheris  # noqa: PLC0415 - as above

    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    target = targets.TARGETS[name]

    def one(data: bytes) -> None:
        if _cpu(target, data, targets.LONGEST) > _MOST_SECONDS:
            see_growth(lambda most: _cpu(target, data, most), targets.LONGEST)

    corpus, found = folder / "corpus" / name, folder / "found"
    for each in (corpus, found):
        each.mkdir(parents=True, exist_ok=True)
    words = folder / f"{name}.dict"
    lines = map(_as_in_a_dictionary, (*target.words, targets.BETWEEN))
    words.write_text("\n".join(lines) + "\n", encoding="ascii")
    limits = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={_MOST_MEGABYTES}",
        "-timeout=60",
        "-max_len=4096",
        # 0 is by chance.
        f"-seed={seed or 0}",
    ]
    places = [f"-dict={words}", f"-artifact_prefix={found / name}-", str(corpus), str(targets.SEEDS / name)]
    atheris.Setup([name, *limits, "-verbosity=0", "-print_final_stats=1", *places], one)
    atheris.Fuzz()
    os._exit(0)


def _cpu(target: "object", data: bytes, most: int) -> float:
    began = time.process_time()
    target.run(data, most)  # type: ignore[attr-defined] # imported only under the eyes of atheris
    return time.process_time() - began


def _import_all(name: str) -> None:
    module = importlib.import_module(name)
    for each in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        _import_all(each.name)


def _as_in_a_dictionary(word: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"'
