"""The page on speed shows what was measured last."""

import json

from benchmarks.curves import drawing
from benchmarks.measuring import Measured
from benchmarks.report import BEGIN, END, MEASURED, PAGE, PICTURE, written
from benchmarks.table import Judged, Machine, Outcome, Row, from_json, table, to_json

MACHINE = Machine("an invented system", "an invented processor", 2, "3.11.0", {"textual": "8.0"})
OUTCOMES = [
    Outcome(Row(name="title", what="title", most=1.5), Measured((3.0,), (1.0, 2.0))),
    Outcome(Row(name="lost", what="lost", judged=Judged.WORST, most=0, unit=""), reason="not built"),
]


def test_what_was_written_as_json_is_read_as_it_was() -> None:
    assert from_json(to_json(MACHINE, OUTCOMES, {})) == (MACHINE, OUTCOMES)


def test_the_table_is_put_between_the_marks_and_nothing_else_changes() -> None:
    page = f"# Speed\n\n{BEGIN}\nan old table\n{END}\n\nMore.\n"
    made = written(page, to_json(MACHINE, OUTCOMES, {}))
    assert made == f"# Speed\n\n{BEGIN}\n{MACHINE}\n\n{table(OUTCOMES)}\n{END}\n\nMore.\n"


def test_the_page_and_its_curves_are_those_of_the_last_measurement() -> None:
    measured = MEASURED.read_text(encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written(PAGE.read_text(encoding="utf-8"), measured)
    growth = json.loads(measured)["growth"]
    assert PICTURE.read_text(encoding="utf-8") == drawing(growth)
