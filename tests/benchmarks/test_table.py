"""What the table says of measurements, and what its JSON holds."""

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.bench import Bench, Group
from benchmarks.measuring import Measured
from benchmarks.peers import Peers
from benchmarks.rows import commands, start
from benchmarks.table import Judged, Machine, Outcome, Row, table, to_json
from benchmarks.terminal import Ended

RATIO = Row(name="title", what="to the first title", peer="an empty app", most=1.5)
COUNT = Row(name="lost", what="keys lost", most=0, judged=Judged.WORST, unit="")
MEDIAN = Row(name="quit", what="to the prompt", most=100, judged=Judged.MEDIAN)
TOLD = Row(name="bytes", what="bytes", unit="bytes")
MACHINE = Machine(
    "an invented system", "an invented processor", 2, "3.11.0", {"textual": "8.0", "newsboat": ""}
)


def cells(outcome: Outcome) -> list[str]:
    """Return the cells of a row as it is told."""
    return [cell.strip() for cell in table([outcome]).splitlines()[2].strip("|").split("|")]


@pytest.mark.parametrize(
    ("row", "measured", "is_met"),
    [
        (RATIO, Measured((150, 150, 300), (100, 100, 100, 100)), True),
        (RATIO, Measured((151, 151, 100), (100, 100, 100, 100)), False),
        (RATIO, Measured((150,)), None),
        (COUNT, Measured((0, 0, 0)), True),
        (COUNT, Measured((0, 0, 1)), False),
        (MEDIAN, Measured((100, 100, 500)), True),
        (MEDIAN, Measured((90, 101, 101)), False),
        (TOLD, Measured((1,)), None),
    ],
)
def test_a_row_is_met_where_what_is_judged_is_no_more_than_is_wanted(
    row: Row, measured: Measured, is_met: bool | None
) -> None:
    assert Outcome(row, measured).is_met is is_met


def test_a_row_tells_ours_theirs_the_ratio_with_its_quartiles_and_what_is_wanted() -> None:
    measured = Measured((200, 300, 400), (100, 100, 100, 100))
    told = ["to the first title", "an empty app", "300 ms", "100 ms", "3.00 (2.50–3.50)", "≤ 1.5", "NO"]
    assert cells(Outcome(RATIO, measured)) == told


def test_what_has_no_peer_is_told_with_its_own_quartiles() -> None:
    assert cells(Outcome(MEDIAN, Measured((1.26, 2, 3)))) == [
        "to the prompt",
        "",
        "2 ms (1.6–2.5)",
        "",
        "",
        "≤ 100 ms",
        "yes",
    ]


def test_a_worst_is_told_where_it_is_judged() -> None:
    assert cells(Outcome(COUNT, Measured((0, 3)))) == ["keys lost", "", "3 at worst", "", "", "≤ 0", "NO"]


def test_a_row_that_was_not_measured_says_why_and_is_neither_met_nor_missed() -> None:
    outcome = Outcome(RATIO, reason="newsboat is absent")
    assert outcome.is_met is None
    assert cells(outcome)[2:] == ["newsboat is absent", "", "", "≤ 1.5", "–"]


def test_the_columns_are_even_however_long_a_cell_is() -> None:
    lines = table([Outcome(RATIO, reason="x" * 60), Outcome(TOLD, Measured((1234567,)))]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert "1,234,567 bytes" in lines[3]


def test_the_json_holds_every_run_the_machine_and_the_versions() -> None:
    outcomes = [Outcome(RATIO, Measured((3,), (1, 2))), Outcome(TOLD, reason="not built")]
    held = json.loads(to_json(MACHINE, outcomes, {"title": {1000: [1.0]}}))
    assert held["machine"]["versions"]["textual"] == "8.0"
    first, second = held["rows"]
    assert (first["ours"], first["theirs"], first["ratios"], first["is_met"]) == ([3], [1, 2], [2], False)
    assert (second["ours"], second["reason"], second["is_met"]) == ([], "not built", None)
    assert held["growth"] == {"title": {"1000": [1.0]}}


def test_the_machine_is_told_with_the_versions_that_are_known() -> None:
    assert str(MACHINE) == "2 × an invented processor, an invented system, Python 3.11.0; textual 8.0."


def test_rows_whose_peer_is_absent_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "GROUPS", [*start.GROUPS, *commands.GROUPS])
    bench = Bench(11, 1000, Peers(hf=None, newsboat=None))
    found = {
        each.row.name: each.reason
        for each in command.outcomes(bench, ["newsboat", "newsboat-empty", "ls-hf"])
    }
    absent = "newsboat is absent"
    assert found == {"newsboat": absent, "newsboat-empty": absent, "ls-hf": "huggingface_hub is absent"}


def test_a_row_that_fails_says_why_and_the_others_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Bench) -> dict[str, Measured]:
        raise Ended("'Paper0001' never came")

    groups = [Group((RATIO,), fails), Group((TOLD,), lambda _: {"bytes": Measured((1,))})]
    monkeypatch.setattr(command, "GROUPS", groups)
    failed, measured = command.outcomes(Bench(1, 1000, Peers(None, None)), [])
    assert failed.reason == "failed: 'Paper0001' never came"
    assert measured.measured == Measured((1,))


def test_the_command_prints_the_table_writes_the_json_and_fails_where_a_row_is_not_met(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {"quit": Measured((90,))}
    monkeypatch.setattr(command, "GROUPS", [Group((MEDIAN,), lambda _: figures)])
    monkeypatch.setattr(command, "compile_all", lambda: None)
    monkeypatch.setattr(Peers, "here", lambda: Peers(None, None))
    arguments = ["--only", "quit", "--json", str(tmp_path / "run.json")]
    assert command.main(arguments) == 0
    figures["quit"] = Measured((101,))
    assert command.main(arguments) == 1
    assert "| to the prompt" in capsys.readouterr().out
    assert json.loads((tmp_path / "run.json").read_text())["rows"][0]["ours"] == [101]


def test_rows_have_names_of_their_own() -> None:
    names = [row.name for group in command.GROUPS for row in group.rows]
    assert len(names) == len(set(names))


def test_a_name_of_no_row_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "tittle"])
    assert "no such row: tittle" in capsys.readouterr().err
