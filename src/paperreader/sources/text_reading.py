"""Reading an answer as a full text: a short one in a thread, a long one in a process of its own.

A regular expression that goes through megabytes holds up every thread of its process meanwhile, and with them every key.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import BinaryIO, Final

from paperreader.domain.papers.full_text import MAX_CHARACTERS, MAX_LINES, TextOrigin
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound, SourceChanged, SourceError
from paperreader.sources.arxiv import full_text as arxiv_full_text
from paperreader.sources.http.response import ReadText, Response
from paperreader.sources.hub import full_text as hub_full_text

Program = Callable[[Sequence[str], Sequence[bytes]], Awaitable[bytes]]
"""Runs a program with pieces of something on its standard input, and returns what it wrote; raises OSError where it did not
do well."""

_SHORT = 300_000
"""Bytes of an answer that take milliseconds; to start a process takes a hundred."""
_ELSEWHERE = "open it in the browser, or download the PDF"
_READERS: Final[Mapping[TextOrigin, Callable[[PaperKey, Response], str]]] = {
    TextOrigin.HUB: hub_full_text.markdown_of,
    TextOrigin.ARXIV: arxiv_full_text.markdown_of,
}
_FAILURES: Final[Mapping[str, type[SourceError]]] = {
    each.__name__: each for each in (SourceError, SourceChanged, PaperNotFound)
}


def read(origin: TextOrigin, key: PaperKey, answer: Response) -> str:
    """Return the Markdown in an answer, cleaned; for a long one that takes seconds.

    Raises:
        PaperNotFound: It is a page that says that there is none.
        SourceError: It can't be the text, or is longer than any paper.
    """
    markdown = _READERS[origin](key, answer)
    if len(markdown) > MAX_CHARACTERS or markdown.count("\n") > MAX_LINES:
        raise SourceError(f"The text of {key} is longer than any paper", _ELSEWHERE)
    return markdown


async def read_in_thread(origin: TextOrigin, key: PaperKey, answer: Response) -> str:
    """Return what `read` does."""
    return await asyncio.to_thread(read, origin, key, answer)


def read_apart(program: Program) -> ReadText:
    """Return a way to read that does so in a process of its own, run by `program`, where the answer is long."""

    async def read_short_or_long(origin: TextOrigin, key: PaperKey, answer: Response) -> str:
        if len(answer.body) <= _SHORT:
            return await read_in_thread(origin, key, answer)
        # -P: without it, a json.py in the folder the reader was started in would be imported, and run
        argv = (sys.executable, "-P", "-m", "paperreader.sources.text_child")
        try:
            return _result(await program(argv, packed(origin, key, answer)))
        except (OSError, ValueError):
            raise SourceError(f"The text of {key} is too large to be read here", _ELSEWHERE) from None

    return read_short_or_long


def packed(origin: TextOrigin, key: PaperKey, answer: Response) -> tuple[bytes, bytes]:
    """Return what the other process has to know: a line of JSON, then the body of the answer, which may be too long to copy."""
    about = {"origin": origin, "key": key, "url": answer.url, "type": answer.headers.get("content-type", "")}
    return json.dumps(about).encode() + b"\n", answer.body


def unpacked(stream: BinaryIO) -> tuple[TextOrigin, PaperKey, Response]:
    """Return what `packed` was given, of a stream of its pieces."""
    line, body = stream.readline(), stream.read()
    about = json.loads(line)
    answer = Response(200, about["url"], {"content-type": about["type"]}, body)
    return TextOrigin(about["origin"]), PaperKey(about["key"]), answer


def told(origin: TextOrigin, key: PaperKey, answer: Response) -> bytes:
    """Return what the other process answers: a line of JSON, about a failure if there was one, then the Markdown."""
    try:
        return b"{}\n" + read(origin, key, answer).encode()
    except SourceError as error:
        about = {"failure": type(error).__name__, "message": error.message, "hint": error.hint}
        return json.dumps(about).encode() + b"\n"


def _result(output: bytes) -> str:
    line, _, markdown = output.partition(b"\n")
    match json.loads(line):
        case {"failure": str(failure), "message": str(message), "hint": str(hint)}:
            raise _FAILURES[failure](message, hint)
        case {}:
            return markdown.decode()
        case _:
            raise ValueError
