"""Pictures as a service: fetched once, kept, none where there is none to show."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from paperreader import bootstrap
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.errors import SourceError, SourceUnreachable
from paperreader.services.reading.pictures import Pictures
from paperreader.settings import Settings
from paperreader.sources.hub.pictures import HubPictures
from paperreader.sources.local.offline import OfflineSource
from paperreader.store.pictures import PictureCache
from tests.hub import Fault, Hub
from tests.hub.answers import html_answer
from tests.hub.pictures import bomb, picture_answer, png, stripes
from tests.sources.builders import TickingClock

ID = "2608.90301"
THUMB = f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{ID}.png"
PAPER = Paper(key=PaperKey(ID), title="Lamps", thumbnail=THUMB)


@asynccontextmanager
async def over(hub: Hub | None, folder: Path, *, is_wanted: bool = True) -> AsyncIterator[Pictures]:
    source = OfflineSource() if hub is None else HubPictures(hub.url, clock=TickingClock(), version="1.2.3")
    pictures = Pictures(source, lambda: PictureCache(folder), is_wanted=is_wanted)
    try:
        yield pictures
    finally:
        await pictures.close()


async def test_a_picture_is_fetched_once_and_then_had_from_the_cache_offline_too(
    hub: Hub, tmp_path: Path
) -> None:
    async with over(hub, tmp_path) as pictures:
        picture = await pictures.of(PAPER, 40, 24)
        assert picture is not None
        assert (picture.width, picture.height) == (40, 21)
        smaller = await pictures.of(PAPER, 20, 24)
        assert smaller is not None
    async with over(None, tmp_path) as pictures:
        assert await pictures.of(PAPER, 40, 24) == picture
    assert len(hub.requests) == 1


async def test_a_damaged_file_of_the_cache_is_fetched_anew(hub: Hub, tmp_path: Path) -> None:
    PictureCache(tmp_path).keep(THUMB, stripes(ID)[:40])
    async with over(hub, tmp_path) as pictures:
        assert await pictures.of(PAPER, 40, 24) is not None
    assert PictureCache(tmp_path).read(THUMB) == stripes(ID)


async def test_a_bomb_is_neither_shown_nor_kept_nor_asked_for_again(hub: Hub, tmp_path: Path) -> None:
    hub.pictures[ID] = picture_answer(bomb())
    async with over(hub, tmp_path) as pictures:
        assert await pictures.of(PAPER, 40, 24) is None
        assert await pictures.of(PAPER, 40, 24) is None
    assert len(hub.requests) == 1
    assert PictureCache(tmp_path).read(THUMB) is None


async def test_a_web_page_is_told_once_and_what_fails_for_now_is_asked_for_again(
    hub: Hub, tmp_path: Path
) -> None:
    hub.pictures[ID] = html_answer("<title>Sign in</title>")
    async with over(hub, tmp_path) as pictures:
        with pytest.raises(SourceError):
            await pictures.of(PAPER, 40, 24)
        assert await pictures.of(PAPER, 40, 24) is None
    hub.pictures[ID] = picture_answer(png([[(1, 2, 3)]]))
    hub.fail(Fault.RESET, path="/social-thumbnails/", times=1)
    async with over(hub, tmp_path) as pictures:
        with pytest.raises(SourceUnreachable):
            await pictures.of(PAPER, 40, 24)
        assert await pictures.of(PAPER, 40, 24) is not None


async def test_a_cache_that_can_not_be_written_takes_no_picture_away(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with over(hub, tmp_path / "file") as pictures:
        assert await pictures.of(PAPER, 40, 24) is not None


async def test_where_pictures_are_not_wanted_nobody_is_asked(hub: Hub, tmp_path: Path) -> None:
    async with over(hub, tmp_path, is_wanted=False) as pictures:
        assert not pictures.is_on
        assert await pictures.of(PAPER, 40, 24) is None
    async with over(hub, tmp_path) as pictures:
        assert await pictures.of(Paper(key=PaperKey(ID), title="Lamps"), 40, 24) is None
    assert hub.requests == []


@pytest.mark.parametrize(
    ("setting", "environ", "is_on"),
    [
        ("auto", {}, True),
        ("auto", {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, False),
        ("auto", {"SSH_TTY": "/dev/pts/1"}, False),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"HF_ENDPOINT": "https://mirror.example"}, False),
        ("auto", {"HF_ENDPOINT": "https://mirror.example", "PICTURES_ENDPOINT": "https://cdn.example"}, True),
        ("on", {"SSH_TTY": "/dev/pts/1"}, True),
        ("off", {}, False),
    ],
)
async def test_the_setting_and_the_surroundings_decide(
    setting: str, environ: dict[str, str], is_on: bool, home: Path
) -> None:
    services = bootstrap.build(
        {"PAPERREADER_HOME": str(home), **environ}, settings=Settings(pictures=setting)
    )
    assert services.pictures.is_on is is_on
    assert services.pictures.problem is None
    await services.close()


@pytest.mark.parametrize(("setting", "has_problem"), [("auto", False), ("off", False), ("on", True)])
async def test_without_pillow_there_are_none_and_whoever_asked_for_them_is_told_what_to_install(
    setting: str, has_problem: bool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    services = bootstrap.build({"PAPERREADER_HOME": str(home)}, settings=Settings(pictures=setting))
    assert not services.pictures.is_on
    problem = services.pictures.problem
    assert (problem is not None) == has_problem
    assert problem is None or problem.hint == "install it with pip install 'paperreader[images]'"
    await services.close()
