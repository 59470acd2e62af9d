"""Whether anything that is pinned is known to be vulnerable, as pip-audit tells it; run where that is installed."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

from supply.pinned import FOLDER

_LISTS = ("run", "dev", "build", "fuzz", "audit", "pins")
_TIME_LIMIT = 600
"""Seconds for all."""


def main() -> int:
    """Return 0 when nothing is known, 1 when something is, 2 where it could not be asked."""
    lists = [argument for name in _LISTS for argument in ("--requirement", str(FOLDER / f"{name}.txt"))]
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--require-hashes",
        "--disable-pip",
        "--format",
        "json",
        *lists,
    ]
    try:
        ended = subprocess.run(  # noqa: S603 - no part of it comes from outside
            [*command, "--progress-spinner", "off"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIME_LIMIT,
        )
        found = json.loads(ended.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("COULD NOT BE CHECKED: the service that knows of vulnerabilities gave no answer.")  # noqa: T201
        print("Run `make audit` where it can be reached; nothing is said of the pinned packages.")  # noqa: T201
        return 2
    return told(found)


def told(found: Sequence[Mapping[str, object]]) -> int:
    """Say what pip-audit found of each package; return 0, 1 or 2 as `main` does.

    A package that its service does not know, or gives no answer about, was not checked.
    """
    known, unchecked = 0, [str(each["name"]) for each in found if "skip_reason" in each]
    for each in found:
        vulnerabilities = each.get("vulns")
        for one in vulnerabilities if isinstance(vulnerabilities, list) else ():
            mended = one["fix_versions"] or "no version"
            print(f"{each['name']} {each['version']}: {one['id']}, mended in {mended}")  # noqa: T201
            known += 1
    checked = len(found) - len(unchecked)
    print(f"{checked} pinned packages were checked: {known} known vulnerabilities.")  # noqa: T201
    if unchecked:
        print(f"COULD NOT BE CHECKED, {len(unchecked)} of {len(found)}: {', '.join(unchecked)}")  # noqa: T201
    return 1 if known else 2 if unchecked or not found else 0


if __name__ == "__main__":
    sys.exit(main())
