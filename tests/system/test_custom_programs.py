"""Programs of the user's own, for real: arguments as they are, no terminal, an end whatever they do."""

import os
from pathlib import Path

import pytest

from paperreader.domain.custom_command import CustomCommand
from paperreader.errors import CommandFailed
from paperreader.system.custom_programs import CustomPrograms
from tests.domain.test_custom_command import HOSTILE
from tests.system.programs import Programs


def runner(programs: Programs, time_limit: float = 20.0, **environ: str) -> CustomPrograms:
    return CustomPrograms({"PATH": programs.path, **environ}, time_limit=time_limit)


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


async def test_a_hostile_title_reaches_the_program_as_it_is_and_runs_nothing(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = programs.add_recorder("add")
    monkeypatch.chdir(tmp_path)
    for title in (each for each in HOSTILE if "\n" not in each):
        argv = CustomCommand("add", ("add", "{title}", "end")).argv_for({"title": title})
        await runner(programs).run(argv)
        assert record.read_text() == f"{title}\nend\n"
    assert not {"x", "y"} & names_in(tmp_path)


async def test_a_failure_is_told_with_its_last_line_made_harmless(programs: Programs) -> None:
    programs.add("add", "echo first >&2", r"printf 'no such \033[31mfolder\007\n\n' >&2", "exit 3")
    with pytest.raises(CommandFailed) as failed:
        await runner(programs).run(["add"])
    assert failed.value.message == "add failed (exit status 3): no such folder"
    programs.add("die", "kill -9 $$")
    with pytest.raises(CommandFailed, match=r"die failed \(ended by SIGKILL\)"):
        await runner(programs).run(["die"])
    with pytest.raises(CommandFailed, match="nowhere could not be started: No such file"):
        await runner(programs).run(["nowhere"])


async def test_one_that_never_ends_is_ended_and_one_that_says_much_is_cut(programs: Programs) -> None:
    programs.add("wait", "exec sleep 1000")
    with pytest.raises(CommandFailed, match=r"wait did not finish within 0.1 seconds"):
        await runner(programs, time_limit=0.1).run(["wait"])
    programs.add("say", "head -c 3000000 /dev/zero | tr '\\0' 'x' >&2", "echo; echo done >&2", "exit 1")
    with pytest.raises(CommandFailed) as failed:
        await runner(programs).run(["say"])
    assert len(failed.value.message) < 300


async def test_it_has_no_terminal_no_input_and_no_token(programs: Programs) -> None:
    programs.add(
        "look",
        "if (: < /dev/tty) 2> /dev/null; then echo terminal >&2; exit 1; fi",
        'if [ -n "$HF_TOKEN" ]; then echo token >&2; exit 1; fi',
        "if read line; then echo input >&2; exit 1; fi",
    )
    await runner(programs, HF_TOKEN="hf_x").run(["look"])  # noqa: S106 - none


async def test_what_it_leaves_running_holds_nobody_up(programs: Programs, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    # It holds standard error until the test has seen the end of its parent.
    programs.add("open", f"(read line < '{fifo}') &", "exit 0")
    await runner(programs).run(["open"])
    with fifo.open("w") as end:
        end.write("end\n")


def test_scripts_that_a_shell_of_windows_reads_anew_are_refused(tmp_path: Path) -> None:
    (tmp_path / "add.cmd").write_text("x")
    (tmp_path / "add.cmd").chmod(0o755)
    with pytest.raises(CommandFailed, match="script for the Windows shell"):
        CustomPrograms({"PATH": str(tmp_path)}, platform="win32").run_in_terminal(["add.cmd", "x"])
