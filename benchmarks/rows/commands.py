"""Measures the command line beside a Python that does nothing, and beside `hf papers ls`; and what of it are imports alone."""

import sys
from collections.abc import Mapping
from functools import partial

from benchmarks.archives import SHOWN
from benchmarks.bench import READER, Bench, Group, command, environ
from benchmarks.measuring import Measured
from benchmarks.table import Row
from tests.hub import Hub
from tests.hub.papers import entry

_NOTHING = "python -c pass"
_DATE = ("--date", SHOWN.isoformat())
_COMMANDS = {
    "version": (("--version",), 1.5),
    "help": (("--help",), 4.0),
    "ls": (("ls", *_DATE, "--offline"), 7.0),
    "search": (("search", "--local", "--limit", "20", "attention"), 9.0),
}
LS, SEARCH = (tuple(map(str, (READER, *_COMMANDS[name][0]))) for name in ("ls", "search"))
_IMPORTS = ("asyncio", "click", "httpx", "msgspec", "sqlite3", "textual.app")
"""Each alone; what it takes can't be taken off by us but by not importing it."""


def _python(bench: Bench, argv: list[str], name: str) -> dict[str, Measured]:
    env = environ(bench.home)
    return bench.beside(command(name, argv, env), command(name, [sys.executable, "-c", "pass"], env))


def _over_nothing(bench: Bench, name: str) -> Mapping[str, Measured | str]:
    return _python(bench, [str(READER), *_COMMANDS[name][0]], name)


def _imported(bench: Bench, module: str) -> Mapping[str, Measured | str]:
    return _python(bench, [sys.executable, "-c", f"import {module}"], f"import-{module}")


def _beside_hf(bench: Bench) -> Mapping[str, Measured | str]:
    if bench.peers.hf is None:
        return {"ls-hf": "huggingface_hub is absent"}
    day = SHOWN.isoformat()
    papers = [entry(id=f"2608.{number:05}", title=f"Paper {number}", day=day) for number in range(80)]
    with Hub({day: papers}, today=day) as hub:
        env = environ(
            bench.home, HF_ENDPOINT=hub.url, HF_HUB_DISABLE_UPDATE_CHECK="1", HF_HUB_DISABLE_TELEMETRY="1"
        )
        theirs = command("ls-hf", [str(bench.peers.hf), "papers", "ls", *_DATE], env)
        return bench.beside(command("ls-hf", LS, environ(bench.home)), theirs)


GROUPS = (
    *(
        Group(
            (Row(name=name, what=f"`{' '.join(arguments)}`", peer=f"`{_NOTHING}`", most=most),),
            partial(_over_nothing, name=name),
        )
        for name, (arguments, most) in _COMMANDS.items()
    ),
    Group(
        (
            Row(
                name="ls-hf",
                what="`ls --date D` from the archive",
                peer="`hf papers ls --date D` on loopback",
                most=0.3,
            ),
        ),
        _beside_hf,
    ),
    *(
        Group(
            (Row(name=f"import-{module}", what=f"of that: `import {module}` alone", peer=f"`{_NOTHING}`"),),
            partial(_imported, module=module),
        )
        for module in _IMPORTS
    ),
)
