"""Reading a response as a full text: a short one in a thread, a long one in a process of its own.

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
"""Runs a command with pieces of bytes as its standard input, and returns its standard output; raises OSError where it
fails."""

_SHORT = 300_000
"""Bytes of a body that are read in milliseconds; to start a process takes a hundred."""
_ELSEWHERE = "open it in the browser, or download the PDF"
_READERS: Final[Mapping[TextOrigin, Callable[[PaperKey, Response], str]]] = {
    TextOrigin.HUB: hub_full_text.markdown_of,
    TextOrigin.ARXIV: arxiv_full_text.markdown_of,
}
_ERRORS: Final[Mapping[str, type[SourceError]]] = {
    each.__name__: each for each in (SourceError, SourceChanged, PaperNotFound)
}


def read(origin: TextOrigin, key: PaperKey, response: Response) -> str:
    """Return the Markdown in an response, cleaned; for a long one that takes seconds.

    Raises:
        PaperNotFound: It is a page that says that there is none.
        SourceError: It can't be the text, or is longer than any paper.
    """
    markdown = _READERS[origin](key, response)
    if len(markdown) > MAX_CHARACTERS or markdown.count("\n") > MAX_LINES:
        raise SourceError(f"The text of {key} is longer than any paper", _ELSEWHERE)
    return markdown


async def read_in_thread(origin: TextOrigin, key: PaperKey, response: Response) -> str:
    """Return what `read` returns, from a thread."""
    return await asyncio.to_thread(read, origin, key, response)


def read_in_process(program: Program) -> ReadText:
    """Return a function that reads a long response in a process of its own, run by `program`, and a short one in a thread."""

    async def read_short_or_long(origin: TextOrigin, key: PaperKey, response: Response) -> str:
        if len(response.body) <= _SHORT:
            return await read_in_thread(origin, key, response)
        # -P: without it, a json.py in the folder the reader was started in would be imported, and run
        argv = (sys.executable, "-P", "-m", "paperreader.sources.text_child")
        try:
            return _decode_result(await program(argv, encode_request(origin, key, response)))
        except (OSError, ValueError):
            raise SourceError(f"The text of {key} is too large to read here", _ELSEWHERE) from None

    return read_short_or_long


def encode_request(origin: TextOrigin, key: PaperKey, response: Response) -> tuple[bytes, bytes]:
    """Return the input of the process: a line of JSON, then the body of the response, which may be too long to copy."""
    about = {
        "origin": origin,
        "key": key,
        "url": response.url,
        "type": response.headers.get("content-type", ""),
    }
    return json.dumps(about).encode() + b"\n", response.body


def decode_request(stream: BinaryIO) -> tuple[TextOrigin, PaperKey, Response]:
    """Return the arguments of `encode_request` from a stream of what it returned."""
    line, body = stream.readline(), stream.read()
    about = json.loads(line)
    response = Response(200, about["url"], {"content-type": about["type"]}, body)
    return TextOrigin(about["origin"]), PaperKey(about["key"]), response


def encode_result(origin: TextOrigin, key: PaperKey, response: Response) -> bytes:
    """Return the output of the process: a line of JSON, with the error if there was one, then the Markdown."""
    try:
        return b"{}\n" + read(origin, key, response).encode()
    except SourceError as error:
        about = {"failure": type(error).__name__, "message": error.message, "hint": error.hint}
        return json.dumps(about).encode() + b"\n"


def _decode_result(output: bytes) -> str:
    line, _, markdown = output.partition(b"\n")
    match json.loads(line):
        case {"failure": str(failure), "message": str(message), "hint": str(hint)}:
            raise _ERRORS[failure](message, hint)
        case {}:
            return markdown.decode()
        case _:
            raise ValueError
