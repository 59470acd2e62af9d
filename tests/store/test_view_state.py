"""What the screen remembers: a file that may be lost, wrong or foreign, and never does harm."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from paperreader.domain.view_state import ViewState
from paperreader.errors import StoreNotWritable
from paperreader.store.view_state import ViewStateFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "view.json"


def test_what_was_changed_is_there_in_the_next_run_and_the_rest_is_as_by_itself(path: Path) -> None:
    assert ViewStateFile(path).read() == ViewState()
    ViewStateFile(path).change({"theme": "nord", "queries": ("tag:vlm", "moe"), "commands": {"feed.like": 3}})
    ViewStateFile(path).change({"list_share": 40, "is_bookmarks_hidden": True, "theme": "dark"})
    assert ViewStateFile(path).read() == ViewState(
        theme="dark",
        list_share=40,
        is_bookmarks_hidden=True,
        queries=("tag:vlm", "moe"),
        commands={"feed.like": 3},
    )
    assert [each.name for each in path.parent.iterdir() if each.suffix != ".lock"] == ["view.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"theme": "nord"}',
        '{"version": 2, "theme": "nord"}',
        "[" * 100_000,
        "\xff",
    ],
)
def test_what_is_damaged_or_too_new_is_as_if_nothing_was_said_and_is_written_over(
    path: Path, text: str
) -> None:
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    assert ViewStateFile(path).read() == ViewState()
    ViewStateFile(path).change({"has_met": True})
    assert ViewStateFile(path).read() == ViewState(has_met=True)


def test_a_wrong_value_is_as_if_not_said_and_takes_no_other_with_it(path: Path) -> None:
    path.parent.mkdir()
    wrong = {
        "theme": 7,
        "density": None,
        "list_share": 0,
        "list_share_stacked": True,
        "is_bookmarks_hidden": "yes",
        "order": ["title"],
        "queries": ["moe", 3, "", "\x1b[31mred\ud800"],
        "commands": {"feed.like": -1, "app.help": True, "list.order": 2},
        "unknown": 1,
        "feed": "inbox",
    }
    path.write_text(json.dumps({"version": 1, **wrong}))
    assert ViewStateFile(path).read() == ViewState(
        feed="inbox", queries=("moe", "red\ufffd"), commands={"list.order": 2}
    )


def test_what_is_no_file_is_left_alone(path: Path) -> None:
    path.mkdir(parents=True)
    assert ViewStateFile(path).read() == ViewState()
    with pytest.raises(StoreNotWritable):
        ViewStateFile(path).change({"theme": "nord"})
    assert path.is_dir()


def test_of_readers_that_write_at_once_each_keeps_what_only_it_changed(path: Path) -> None:
    changes: list[dict[str, object]] = [
        {"theme": "nord"},
        {"layout": "list"},
        {"list_share": 30},
        {"order": "title"},
    ]
    with ThreadPoolExecutor(len(changes)) as readers:
        list(readers.map(lambda change: ViewStateFile(path).change(change), changes))
    assert ViewStateFile(path).read() == ViewState(theme="nord", layout="list", list_share=30, order="title")


def test_what_was_typed_is_remembered_once_the_newest_first_fifty_at_most() -> None:
    state = ViewState()
    for text in ("a", "b", "a  c", "b", *map(str, range(60))):
        state = state.with_changes({"queries": state.queries_with(text)})
        assert state.queries[0] == " ".join(text.split())
    assert len(state.queries) == len(set(state.queries)) == 50
    assert ViewState(queries=("a", "b")).queries_with("b") == ("b", "a")
