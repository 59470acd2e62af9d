"""Opening files: which program is asked, and what is said where none is."""

from pathlib import Path

import pytest

from paperreader.errors import NoViewer
from paperreader.system.viewer import Viewer
from tests.system.programs import Programs

_PATH = Path("/papers/2017 Vaswani - $(touch x) 'y' (1706.03762).pdf")


def viewer(programs: Programs, platform: str = "linux", **environ: str) -> Viewer:
    return Viewer({"PATH": str(programs.folder), **environ}, time_limit=20.0, platform=platform)


@pytest.mark.parametrize(
    ("program", "platform", "environ"),
    [
        ("xdg-open", "linux", {"DISPLAY": ":0"}),
        ("xdg-open", "linux", {"WAYLAND_DISPLAY": "wayland-0", "WSL_DISTRO_NAME": "Debian"}),
        ("wslview", "linux", {"WSL_DISTRO_NAME": "Debian"}),
        ("open", "darwin", {}),
    ],
)
async def test_the_desktop_opens_the_file_as_one_plain_argument(
    programs: Programs, program: str, platform: str, environ: dict[str, str]
) -> None:
    record = programs.add_recorder(program)
    assert await viewer(programs, platform, **environ).open(_PATH) == program
    assert record.read_text().splitlines() == [str(_PATH)]


async def test_to_another_machine_nothing_is_opened(programs: Programs) -> None:
    record = programs.add_recorder("xdg-open")
    with pytest.raises(NoViewer, match="The file is on this machine, and you are at another one"):
        await viewer(programs, DISPLAY=":10", SSH_CONNECTION="a b c d").open(_PATH)
    assert not record.exists()


async def test_without_a_desktop_that_is_told(programs: Programs) -> None:
    with pytest.raises(NoViewer, match="There is no desktop"):
        await viewer(programs).open(_PATH)


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_program_that_fails_or_is_missing_is_told(programs: Programs, is_there: bool) -> None:
    if is_there:
        programs.add_recorder("xdg-open", "exit 3")
    with pytest.raises(NoViewer, match="xdg-open did not open it"):
        await viewer(programs, DISPLAY=":0").open(_PATH)


async def test_windows_is_asked_only_on_windows(programs: Programs) -> None:
    with pytest.raises(NoViewer, match="Windows did not open it"):
        await viewer(programs, "win32").open(_PATH)
