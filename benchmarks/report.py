"""Writes what `make bench ARGS="--json benchmarks/measured.json"` measured into docs/performance.md, and draws its curves.

Run: make bench-report
"""

import json
from pathlib import Path

from benchmarks.curves import drawing
from benchmarks.table import from_json, table

HERE = Path(__file__).parent
MEASURED = HERE / "measured.json"
PAGE, PICTURE = (HERE.parent / "docs" / name for name in ("performance.md", "growth.svg"))
BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"


def written(page: str, measured: str) -> str:
    """Return the page with what was measured between its two marks."""
    machine, outcomes = from_json(measured)
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{machine}\n\n{table(outcomes)}\n{END}{after}"


def main() -> None:
    """Write both."""
    measured = MEASURED.read_text(encoding="utf-8")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), measured), encoding="utf-8")
    PICTURE.write_text(drawing(json.loads(measured)["growth"]), encoding="utf-8")


if __name__ == "__main__":
    main()
