"""`make fuzz`: every way in under atheris in turn, the time split evenly; or one input once more.

Nothing is written into the tree: which inputs led somewhere new, and what broke something, is kept in a folder of its
own, where the next run goes on.
"""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path("~/.cache/paperreader-fuzz").expanduser()
NAMES = (
    *("listing", "paper", "comments", "artefacts", "headers", "page"),
    *("query", "cleaning", "tex", "prose", "full-text", "html"),
    *("bibtex", "ris", "csl-json", "csv", "json", "jsonl", "ids"),
    *("bookmarks", "record", "undo-log", "view-state", "settings"),
)
"""As in `targets`, which only atheris may import first."""
_WITHOUT = (
    "atheris is not installed: nothing was looked for beyond what `make test` tries with hypothesis. "
    "There are wheels of it for CPython 3.11 to 3.13 on Linux."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when nothing was found, 1 when something was, 2 where atheris is missing."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all without any")
    parser.add_argument("--seconds", type=int, default=60, help="for all together (60)")
    parser.add_argument(
        "--folder", type=Path, default=FOLDER, help=f"where what was found is kept ({FOLDER})"
    )
    parser.add_argument("--seed", type=int, help="of what is tried: the same inputs in the same order")
    parser.add_argument("--input", type=Path, help="try this file once, without atheris")
    parser.add_argument("--if-possible", action="store_true", help="a missing atheris is told and no failure")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    names = asked.names or NAMES
    if asked.input is not None:
        return _once(names, asked.input)
    if importlib.util.find_spec("atheris") is None:
        print(_WITHOUT)  # noqa: T201 - a command speaks
        return 0 if asked.if_possible else 2
    return _all(names, asked.seconds, asked.folder, asked.seed)


def _once(names: Sequence[str], path: Path) -> int:
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 - only atheris may import it first elsewhere

    for name in names:
        TARGETS[name].run(path.read_bytes())
    return 0


def _all(names: Sequence[str], seconds: int, folder: Path, seed: int | None) -> int:
    from tests.fuzz.campaign import campaigns  # noqa: PLC0415 - as above

    folder.mkdir(parents=True, exist_ok=True)
    is_well = True
    for each in campaigns(names, max(1, seconds // len(names)), folder, seed):
        outcome = "nothing found" if each.is_well else f"FOUND SOMETHING, see {each.log}"
        print(f"{each.name:10} {each.cpu:8.1f} s of CPU {each.tried:>10} inputs   {outcome}", flush=True)  # noqa: T201
        is_well = is_well and each.is_well
    if not is_well:
        print(f"What broke something is in {folder / 'found'}; try it once more with")  # noqa: T201
        print("  python -m tests.fuzz NAME --input FILE")  # noqa: T201
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
