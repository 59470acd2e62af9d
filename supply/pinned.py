"""The lists of pinned packages, read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_LINE = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.+!]+)(?: ; (?P<marker>[^\\]+?))?(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at a version."""

    name: str
    """In lower case, with dashes."""
    version: str
    marker: str
    """Where it is needed, as PEP 508 writes it; empty for everywhere."""
    hashes: Sequence[str]
    """SHA-256 of each of its files, in hexadecimal."""


def pins(name: str) -> Mapping[str, Pin]:
    """Return the pins of a list by package, such as those of `run`.

    Raises:
        ValueError: A line is anything but a package with its version and hashes.
    """
    text = (FOLDER / f"{name}.txt").read_text(encoding="ascii")
    found = {}
    for line in filter(None, re.sub(r" \\\n +", " ", text).split("\n")):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{name}.txt: {line}")
        hashes = re.findall(r"sha256:(\w+)", match["hashes"])
        found[match["name"]] = Pin(match["name"], match["version"], match["marker"] or "", hashes)
    return found
