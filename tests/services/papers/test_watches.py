"""Watches are kept in the file of settings, which stays as its owner wrote it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperreader.domain.query.watch import Watch
from paperreader.errors import SettingsError, StoreNotWritable
from paperreader.services.papers.watches import Watches
from paperreader.settings import Settings, read_settings

MINE = """# My settings.
theme = "light"   # for the balcony

[watches]
lamps = "title:lamp"  # for Ada
"""


def watches(path: Path) -> Watches:
    return Watches(path, read_settings(path), lambda: datetime(2026, 8, 21, 15, tzinfo=UTC))


def write(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)


def content(path: Path) -> str:
    return path.read_text()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


async def test_a_watch_is_added_and_all_else_stays(path: Path) -> None:
    write(path, MINE)
    here = watches(path)
    await here.save(Watch("state space", '"state space" OR mamba'))
    await here.save(Watch("surveys", "title:survey", is_mute=True))
    text = content(path)
    assert text.startswith(MINE)
    assert watches(path).all == here.all
    assert here.all == (
        Watch("lamps", "title:lamp"),
        Watch("state space", '"state space" OR mamba'),
        Watch("surveys", "title:survey", is_mute=True),
    )
    for watch in here.all[1:]:
        await here.remove(watch)
    assert content(path).strip() == MINE.strip()


async def test_the_file_appears_with_the_first_watch(path: Path) -> None:
    here = watches(path)
    await here.save(Watch('a "name"]', "title:lamp"))
    assert watches(path).all == (Watch('a "name"]', "title:lamp"),)


@pytest.mark.parametrize("text", ["upvotes:many", "title:", "", "lamp OR"])
async def test_a_query_that_is_not_understood_changes_nothing(path: Path, text: str) -> None:
    write(path, MINE)
    here = watches(path)
    with pytest.raises(SettingsError, match="is not understood"):
        await here.save(Watch("wrong", text))
    assert content(path) == MINE
    assert here.all == (Watch("lamps", "title:lamp"),)


async def test_a_file_that_somebody_broke_since_is_not_written_over(path: Path) -> None:
    here = watches(path)
    write(path, "theme = \n")
    with pytest.raises(SettingsError):
        await here.save(Watch("lamps", "title:lamp"))
    assert content(path) == "theme = \n"


async def test_a_folder_that_can_not_be_written_is_told(path: Path) -> None:
    path.parent.write_text("a file in its place")
    here = Watches(path, Settings(), lambda: datetime.now(UTC))
    with pytest.raises(StoreNotWritable):
        await here.save(Watch("lamps", "title:lamp"))
