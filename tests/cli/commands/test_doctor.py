"""What the doctor sees, and that it says so with its exit code."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from paperreader.cli import run
from tests.hub import Fault, Hub
from tests.store.bookmarks.direct import DirectStore
from tests.store.builders import bookmark


@pytest.fixture(autouse=True)
def endpoint(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)


def _found(capsys: pytest.CaptureFixture[str]) -> Mapping[tuple[str, str], dict[str, str]]:
    return {(each["topic"], each["name"]): each for each in json.loads(capsys.readouterr().out)}


def _keep(home: Path) -> None:
    DirectStore(home / "bookmarks.json", home / "state" / "bookmarks").keep(bookmark(1))


def test_a_new_home_is_healthy_and_stays_empty(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "reachable" in told
    assert "requests left" in told
    assert str(home / "bookmarks.json") in told
    assert not home.exists()


def test_a_home_in_use_is_healthy(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _keep(home)
    assert run(["ls", "--date", "2026-08-21"]) == 0
    capsys.readouterr()
    assert run(["doctor", "--json"]) == 0
    found = _found(capsys)
    assert found["bookmarks", "file"]["value"] == "1 bookmark"
    assert found["bookmarks", "backups"]["value"].startswith("1, the newest of")
    assert found["archive", "file"]["value"].endswith(" papers")
    assert not any(each["problem"] or each["hint"] for each in found.values())


def test_damage_conflict_copies_and_an_archive_that_is_none_need_attention(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(home)
    (home / "bookmarks.json").write_bytes(b"")
    (home / "bookmarks (1).json").write_bytes(b"x")
    (home / "archive.sqlite3").write_bytes(b"not a database" * 100)
    assert run(["doctor", "--json", "--offline"]) == 1
    found = _found(capsys)
    assert "is empty" in found["bookmarks", "file"]["problem"]
    assert found["bookmarks", "conflict copies"]["problem"]
    assert found["archive", "file"]["problem"]
    assert found["hub", "answer"]["value"] == "not contacted: offline"


def test_a_hub_that_refuses_needs_attention(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.fail(Fault.STATUS_403)
    assert run(["doctor"]) == 1
    assert "! Hugging Face refuses access" in capsys.readouterr().out


def test_settings_that_can_not_be_used_need_attention(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("nonsense = 1\n", encoding="utf-8")
    assert run(["doctor", "--json"]) == 1
    assert "nonsense" in _found(capsys)["settings", "file"]["problem"]
    (home / "settings.toml").write_text("refresh_minutes = 20\n", encoding="utf-8")
    assert run(["doctor", "--json"]) == 0
    assert _found(capsys)["settings", "file"]["value"] == "understood"


def _set(home: Path, keys: str) -> None:
    home.mkdir(parents=True)
    (home / "settings.toml").write_text(f"[keys]\n{keys}\n")


def test_keys_that_can_not_be_used_are_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _set(
        home,
        '"paper.keep" = "ctrl+i, f5"\n"paper.skip" = "ctrl+m"\n"paper.tags" = ""\n"nothing" = "k"\n"paper.status" = "b,q"',
    )
    assert run(["doctor", "--json", "--offline"]) == 1
    said = [each["problem"] for each in json.loads(capsys.readouterr().out) if each["name"] == "keys"]
    place = str(home / "settings.toml")
    assert f"{place}, line 2: ctrl+i can't be used for paper.keep: most terminals send Tab for it" in said
    assert f"{place}, line 3: ctrl+m can't be used for paper.skip: most terminals send Enter for it" in said
    assert f"{place}, line 5: unknown id nothing" in said
    assert any("is no key" in each for each in said)
    assert any("q can't be both" in each for each in said)


def test_keys_that_can_be_used_are_in_order(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _set(home, '"paper.keep" = "ctrl+k,f5"')
    assert run(["doctor", "--json", "--offline"]) == 0
    assert _found(capsys)["settings", "keys"]["value"] == "1 changed"


_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.usefixtures("no_proxies")
def test_which_proxy_leads_to_which_host_is_told_without_its_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://me:pa55@proxy.example:3128")
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:7890")
    monkeypatch.setenv("NO_PROXY", "cdn-thumbnails.huggingface.co")
    monkeypatch.delenv("ARXIV_ENDPOINT", raising=False)
    assert run(["doctor", "--json"]) == 0
    told = capsys.readouterr().out
    assert "pa55" not in told
    found = {each["name"]: each["value"] for each in json.loads(told) if each["topic"] == "proxies"}
    assert found == {
        "127.0.0.1": "none",
        "arxiv.org": "http://proxy.example:3128 (https_proxy)",
        "cdn-thumbnails.huggingface.co": "none",
    }


@pytest.mark.usefixtures("no_proxies")
def test_what_is_told_of_a_long_name_stands_apart_from_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("PICTURES_ENDPOINT", raising=False)
    run(["doctor"])
    assert "cdn-thumbnails.huggingface.co  http://127.0.0.1:9 (all_proxy)" in capsys.readouterr().out


@pytest.mark.usefixtures("no_proxies")
def test_a_proxy_that_can_not_be_used_needs_attention_and_does_not_keep_from_the_hub(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperreader.sources.http.proxies.find_spec", lambda _: None)
    monkeypatch.setenv("all_proxy", "socks://127.0.0.1:7890")
    assert run(["doctor", "--json"]) == 1
    found = _found(capsys)
    assert "uses SOCKS" in found["proxies", "settings"]["problem"]
    assert "paperreader[socks]" in found["proxies", "settings"]["hint"]
    assert found["hub", "answer"]["value"].startswith("reachable")
