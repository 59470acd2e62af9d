"""What other programs get to know."""

import sys
from pathlib import Path

from paperreader.system.browser import Browser
from paperreader.system.child_process import run
from paperreader.system.editor import Editor
from tests.system.programs import Programs

SECRET = "hf_only-for-the-hub"  # noqa: S105 - invented


async def test_what_is_started_does_not_get_the_token(tmp_path: Path) -> None:
    programs = Programs(tmp_path)
    seen = tmp_path / "seen"
    say = f"""/usr/bin/env >> '{seen}'; printf '%s\\n' "$@" >> '{seen}'"""
    for name in ("surf-the-web", "write-a-note"):
        programs.add(name, say)
    environ = {"PATH": programs.path, "HF_TOKEN": SECRET, "BROWSER": "surf-the-web", "EDITOR": "write-a-note"}
    await Browser(environ, time_limit=20).open("https://lamps.example/")
    Editor(environ).edit("A note.")
    ended = await run(
        [sys.executable, "-c", "import os; print(*os.environ)"], environ=environ, text=[], time_limit=20
    )
    text = seen.read_text(encoding="utf-8") + ended.output.decode()
    assert text.count("PATH") >= 3
    assert SECRET not in text
    assert "HF_TOKEN" not in text
