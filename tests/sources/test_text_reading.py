"""Answers read as full texts: short ones here, long ones in a process of their own, and what comes of it told alike."""

import os
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader import bootstrap
from paperreader.domain.papers.full_text import MAX_CHARACTERS, MAX_LINES, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError
from paperreader.sources import text_reading
from paperreader.sources.http.response import Response
from paperreader.sources.text_reading import (
    decode_request,
    encode_request,
    read_in_process,
    read_in_thread,
)
from paperreader.system.child_process import run
from tests.system.programs import Programs

KEY = PaperKey("2608.90101")
PADDING = "The lamp at the quay was lit again. " * 10_000
TEXT = f"# Of lamps\n\n{PADDING}\u2014 \x1b[31mred\n"
PAGE = f'<html><article class="ltx_document"><h1>Of lamps</h1><p>{PADDING}</p></article></html>'


def hub(body: str, kind: str = "text/markdown; charset=utf-8") -> tuple[TextOrigin, PaperKey, Response]:
    address = f"https://huggingface.co/papers/{KEY}.md"
    return TextOrigin.HUB, KEY, Response(200, address, {"content-type": kind}, body.encode())


def arxiv(body: str, kind: str = "text/html") -> tuple[TextOrigin, PaperKey, Response]:
    address = f"https://arxiv.org/html/{KEY}v1"
    return TextOrigin.ARXIV, KEY, Response(200, address, {"content-type": kind}, body.encode())


@pytest.mark.parametrize("asked", [hub(TEXT), arxiv(PAGE)], ids=["hub", "arxiv"])
async def test_a_long_text_is_the_same_wherever_it_is_read(
    asked: tuple[TextOrigin, PaperKey, Response],
) -> None:
    markdown = await bootstrap.read_texts(os.environ)(*asked)
    assert markdown == await read_in_thread(*asked)
    assert markdown.startswith("# Of lamps\n\nThe lamp")
    assert "\x1b" not in markdown


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (hub(f"<html>{PADDING}"), PaperNotFound),
        (hub(TEXT, "application/json"), SourceChanged),
        (arxiv(f"<html>{PADDING}"), SourceChanged),
        (arxiv(f"<html>No HTML for this paper {PADDING}"), PaperNotFound),
        (arxiv(PADDING, "application/json"), SourceChanged),
        (arxiv(f'<article class="ltx_document">{"<b>x</b>" * 300_000}'), SourceError),
    ],
    ids=["page for a text", "no text", "no paper", "no page", "no HTML", "much"],
)
async def test_a_failure_is_the_same_wherever_it_is_noticed(
    asked: tuple[TextOrigin, PaperKey, Response], kind: type[SourceError]
) -> None:
    with pytest.raises(SourceError) as here:
        await read_in_thread(*asked)
    with pytest.raises(SourceError) as there:
        await bootstrap.read_texts(os.environ)(*asked)
    assert type(there.value) is type(here.value) is kind
    assert (there.value.message, there.value.hint) == (here.value.message, here.value.hint)


@pytest.mark.parametrize("body", ["x" * (MAX_CHARACTERS + 1), "x\n" * (MAX_LINES + 2)], ids=["long", "lines"])
async def test_what_is_longer_than_any_paper_is_refused(body: str) -> None:
    with pytest.raises(SourceError, match=f"^The text of {KEY} is longer than any paper$") as met:
        await read_in_thread(*hub(body))
    assert "browser" in met.value.hint


async def test_what_is_as_long_as_it_may_be_is_read() -> None:
    assert len(await read_in_thread(*hub("x" * MAX_CHARACTERS))) == MAX_CHARACTERS
    assert (await read_in_thread(*hub("x\n" * MAX_LINES))).count("\n") == MAX_LINES - 1


async def test_nothing_is_started_for_a_short_text() -> None:
    async def none(_argv: Sequence[str], _text: Sequence[bytes]) -> bytes:
        raise AssertionError

    assert await read_in_process(none)(*hub("# Short")) == "# Short"


@pytest.mark.parametrize(
    "script",
    [
        ("cat > /dev/null", "exit 3"),
        ("exit 0",),
        ("cat > /dev/null", "echo Warning: this Python is old"),
        ("cat > /dev/null", "echo 7"),
        ("cat > /dev/null", "kill -9 $$"),
        ("exec sleep 60",),
    ],
    ids=["fails", "reads nothing", "says something of its own", "counts", "is killed", "hangs"],
)
async def test_what_takes_too_long_or_dies_is_told_as_too_large(
    script: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", str(Programs(tmp_path).add("python", *script)))
    monkeypatch.setattr(bootstrap, "_LONGEST_READING", 0.5)
    with pytest.raises(SourceError, match=f"The text of {KEY} is too large to read here") as met:
        await bootstrap.read_texts(os.environ)(*hub(TEXT * 10))
    assert met.value.hint == "open it in the browser, or download the PDF"
    assert not caplog.records


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let a process limit itself")
@pytest.mark.parametrize("limit", ["_MAX_MEMORY = 40_000_000", "_MAX_CPU_TIME = 1"], ids=["memory", "time"])
async def test_what_needs_too_much_of_the_machine_is_told_as_too_large(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    starved = (sys.executable, "-c", "from paperreader.sources import text_child as t\n")

    async def output(argv: Sequence[str], text: Sequence[bytes]) -> bytes:
        assert argv[-1] == "paperreader.sources.text_child"
        code = f"{starved[2]}t.{limit}\nt.main()"
        ended = await run([*starved[:2], code], environ=os.environ, text=text, time_limit=30)
        assert ended.status
        raise OSError

    monkeypatch.setattr(text_reading, "_SHORT", 0)
    with pytest.raises(SourceError, match="too large to read here"):
        # Seconds of work.
        await read_in_process(output)(*arxiv("<div>" * 4_000_000))


async def test_modules_lying_in_the_current_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("open('ran', 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    assert await bootstrap.read_texts(os.environ)(*hub(TEXT))
    assert not (tmp_path / "ran").exists()


@given(st.sampled_from(TextOrigin), st.text(), st.text(), st.binary())
def test_the_other_process_is_told_all_it_needs(origin: TextOrigin, url: str, kind: str, body: bytes) -> None:
    answer = Response(200, url, {"content-type": kind}, body)
    assert decode_request(BytesIO(b"".join(encode_request(origin, KEY, answer)))) == (origin, KEY, answer)
