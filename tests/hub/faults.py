"""Everything that can go wrong between a client and the hub, by name."""

import functools
import gzip
import itertools
import json
import re
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from tests.hub.answers import Answer, error_answer, html_answer, json_answer

MIB: Final = 1024 * 1024
FLOOD: Final = 200 * MIB
"""What ENDLESS and GZIP_AND_MORE come to in bytes, if the client takes it all."""
BOMB: Final = 1024 * MIB
"""What GZIP_BOMB comes to, unpacked."""
DEPTH: Final = 1_000_000
"""How many lists DEEP_JSON has within each other."""
LENGTH: Final = 10_000_000
"""How many characters the title in LONG_STRING has."""
FITTING: Final = 4_000_000
"""How many characters the title in LONG_TITLE has, and how many lists MANY_PARTS has one after the other."""
TRICKLED: Final = 250
"""How many bytes TRICKLE sends singly; the rest follows at once."""
TRICKLE_PAUSE: Final = 0.02
"""Seconds between two bytes: TRICKLE lasts 5 seconds, and no single wait is long."""


class Fault(Enum):
    """A way to fail; the value says what the client meets."""

    RESET = "connection reset before any header"
    RESET_IN_BODY = "connection reset in the middle of the body"
    HANG = "no answer until the client or the hub goes"
    TRICKLE = "headers at once, then the body byte by byte for 5 seconds"
    TRUNCATED = "half a body under the Content-Length of a whole one"
    BAD_GZIP = "a body that says gzip and is not"
    GZIP_BOMB = "1 MB of gzip that unpacks to 1 GiB of zeros"
    GZIP_AND_MORE = "an empty list as gzip, and behind it a body without end (200 MiB)"
    ENDLESS = "a body without end (200 MiB)"
    STATUS_400 = "400 with an error of several lines"
    STATUS_401 = "401, invalid credentials"
    STATUS_403 = "403"
    STATUS_404 = "404"
    STATUS_408 = "408"
    STATUS_429 = "429 with Retry-After: 1"
    STATUS_429_QUOTA = "429 with RateLimit r=0;t=60 and no Retry-After"
    STATUS_429_BARE = "429 without Retry-After and without RateLimit"
    STATUS_500 = "500"
    STATUS_502 = "502 with an HTML page"
    STATUS_503 = "503 with an HTML page"
    STATUS_503_LATER = "503 with Retry-After: 120"
    STATUS_504 = "504 with an HTML page"
    REDIRECT_LOOP = "302 to the same address"
    REDIRECT_ELSEWHERE = "302 to the same address on hub.elsewhere"
    REDIRECT_FILE = "302 to file:///etc/passwd"
    HTML = "200 with a login page"
    EMPTY = "200 with an empty body"
    NULL = "200 with null"
    OBJECT = "200 with {}"
    LIST = "200 with a list within a list"
    NOT_JSON = "200 with text that is not JSON"
    DEEP_JSON = "200 with a million nested lists"
    MANY_PARTS = "200 with four million lists one after the other"
    LONG_STRING = "200 with a title of ten million characters"
    LONG_TITLE = "200 with a title of four million characters, packed"
    NAN = "the usual answer with NaN for every count of votes"
    DUPLICATE_KEYS = "the usual answer with every id said twice, the first time as null"
    BAD_UTF8 = "200 with JSON whose text is not UTF-8"
    ONE_BAD_ENTRY = 'the usual answer with one entry replaced by {"paper": 7}'


@dataclass(frozen=True, slots=True)
class Wire:
    """The connection of one request; `closing` is set when the hub is about to close."""

    connection: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        """Send all of it, or raise ConnectionError when the client is gone."""
        self.connection.sendall(data)

    def reset(self) -> None:
        """Let the coming close be a reset instead of an orderly end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def wait_for_end(self) -> None:
        """Wait until the client closes the connection, or the hub does."""
        while self.connection.recv(4096):
            pass


def divided(path: str) -> tuple[Fault | None, str]:
    """Return the fault an address such as `/under/HANG/api/daily_papers` is under, and the address without it."""
    found = re.fullmatch(r"/under/([A-Z0-9_]+)(/.*)", path)
    return (Fault[found[1]], found[2]) if found else (None, path)


def answer_under(fault: Fault, usual: Answer, target: str, elsewhere: str) -> Answer | None:
    """The answer to send instead of the usual one; None if the fault lies below HTTP (see `misbehave`)."""
    if fault in _SPOILT:
        return _SPOILT[fault](usual)
    limits = {name: value for name, value in usual.headers.items() if name.startswith("RateLimit")}
    if fault in _REDIRECTS:
        location = _REDIRECTS[fault].format(target=target, elsewhere=elsewhere)
        return Answer(302, b"", {"Location": location, **limits})
    if fault not in _INSTEAD:
        return None
    instead = _INSTEAD[fault]
    if fault is Fault.STATUS_429_BARE:
        return instead
    return replace(instead, headers={**limits, **instead.headers})


def misbehave(fault: Fault, wire: Wire, usual: Answer) -> None:
    """Do on the open connection what no whole answer can do; it has to be closed afterwards."""
    _BELOW_HTTP[fault](wire, usual)


def _with_one_bad_entry(usual: Answer) -> Answer:
    if not usual.body.startswith(b"["):
        return usual
    entries: object = json.loads(usual.body)
    if not isinstance(entries, list) or not entries:
        return usual
    middle = len(entries) // 2
    return replace(usual, body=json_answer([*entries[:middle], {"paper": 7}, *entries[middle + 1 :]]).body)


def _with_nan(usual: Answer) -> Answer:
    return replace(usual, body=re.sub(rb'"upvotes":[0-9]+', b'"upvotes":NaN', usual.body))


def _with_duplicate_keys(usual: Answer) -> Answer:
    return replace(usual, body=usual.body.replace(b'"id":', b'"id":null,"id":'))


def _reset(wire: Wire, _usual: Answer) -> None:
    wire.reset()


def _reset_in_body(wire: Wire, usual: Answer) -> None:
    _truncated(wire, usual)
    wire.reset()


def _hang(wire: Wire, _usual: Answer) -> None:
    wire.wait_for_end()


def _trickle(wire: Wire, usual: Answer) -> None:
    wire.send(usual.head())
    for place in range(TRICKLED):
        wire.send(usual.body[place : place + 1])
        if wire.closing.wait(TRICKLE_PAUSE):
            return
    wire.send(usual.body[TRICKLED:])


def _truncated(wire: Wire, usual: Answer) -> None:
    wire.send(usual.head() + usual.body[: len(usual.body) // 2])


def _gzip_bomb(wire: Wire, usual: Answer) -> None:
    # Made only after the headers are sent.
    pieces = itertools.chain.from_iterable(map(bomb, [BOMB]))
    _send_in_chunks(wire, usual.with_headers({"Content-Encoding": "gzip"}), pieces)


@functools.lru_cache(2)
def bomb(size: int) -> tuple[bytes, ...]:
    """Return the gzip of so many zeros, of whole mebibytes, in pieces: the packing of one, again and again."""
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    zeros = bytes(MIB)
    piece = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(size // MIB):
        checksum = zlib.crc32(zeros, checksum)
    head, end = b"\x1f\x8b\x08\0\0\0\0\0\0\x03", packer.flush() + struct.pack("<II", checksum, size)
    return (head, *(piece for _ in range(size // MIB)), end)


def _gzip_and_more(wire: Wire, usual: Answer) -> None:
    spaces = (b" " * (MIB // 16) for _ in range(FLOOD // (MIB // 16)))
    whole = itertools.chain([gzip.compress(b"[]")], spaces)
    _send_in_chunks(wire, usual.with_headers({"Content-Encoding": "gzip"}), whole)


def _deep_json(wire: Wire, usual: Answer) -> None:
    _send_in_chunks(wire, usual, (sign * DEPTH for sign in (b"[", b"]")))


def _many_parts(wire: Wire, usual: Answer) -> None:
    _send_packed(wire, usual, b"[" + b"[]," * (FITTING // 2) + b"[]]")


def _long_string(wire: Wire, usual: Answer) -> None:
    piece = b"lantern " * (MIB // 64)
    pieces = (piece for _ in range(LENGTH // len(piece) + 1))
    _send_in_chunks(wire, usual, itertools.chain([_TITLE_BEGINS], pieces, [_TITLE_ENDS]))


def _long_title(wire: Wire, usual: Answer) -> None:
    _send_packed(wire, usual, _TITLE_BEGINS + "light\u200b ".encode() * (FITTING // 7) + _TITLE_ENDS)


def _send_packed(wire: Wire, usual: Answer, body: bytes) -> None:
    answer = replace(usual, body=body).compressed()
    wire.send(answer.head() + answer.body)


def _endless(wire: Wire, usual: Answer) -> None:
    spaces = b" " * (MIB // 16)
    _send_in_chunks(wire, usual, (spaces for _ in range(FLOOD // len(spaces))))


def _send_in_chunks(wire: Wire, usual: Answer, chunks: Iterable[bytes]) -> None:
    wire.send(usual.with_headers({"Transfer-Encoding": "chunked"}).head())
    for chunk in chunks:
        if wire.closing.is_set():
            return
        if chunk:
            wire.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))
    wire.send(b"0\r\n\r\n")


_TITLE_BEGINS: Final = b'[{"paper":{"id":"2608.90001","title":"'
_TITLE_ENDS: Final = b'"}}]'
_LOGIN_PAGE: Final = (
    "<!doctype html><html><head><title>Sign in</title></head>"
    '<body><h1>Welcome to the network</h1><form action="/login"><input name="room"></form></body></html>'
)
_JSON: Final = {"Content-Type": "application/json; charset=utf-8"}

_SPOILT: Final[Mapping[Fault, Callable[[Answer], Answer]]] = {
    Fault.ONE_BAD_ENTRY: _with_one_bad_entry,
    Fault.NAN: _with_nan,
    Fault.DUPLICATE_KEYS: _with_duplicate_keys,
}

_REDIRECTS: Final[Mapping[Fault, str]] = {
    Fault.REDIRECT_LOOP: "{target}",
    Fault.REDIRECT_ELSEWHERE: "{elsewhere}{target}",
    Fault.REDIRECT_FILE: "file:///etc/passwd",
}

_INSTEAD: Final[Mapping[Fault, Answer]] = {
    Fault.BAD_GZIP: Answer(
        200, b"\x1f\x8b\x08\x00 and then something else", {**_JSON, "Content-Encoding": "gzip"}
    ),
    Fault.STATUS_400: json_answer(
        {"error": "Invalid input:\n  date: expected a day\n  p: expected a number"}, 400
    ),
    Fault.STATUS_401: error_answer(401, "Invalid credentials in Authorization header"),
    Fault.STATUS_403: error_answer(403, "Access denied"),
    Fault.STATUS_404: error_answer(404, "Sorry, we can't find the page you are looking for."),
    Fault.STATUS_408: error_answer(408, "The request took too long"),
    Fault.STATUS_429: error_answer(429, "Too many requests").with_headers({"Retry-After": "1"}),
    Fault.STATUS_429_QUOTA: error_answer(429, "Too many requests").with_headers(
        {"RateLimit": '"api";r=0;t=60'}
    ),
    Fault.STATUS_429_BARE: error_answer(429, "Too many requests"),
    Fault.STATUS_500: error_answer(
        500, "Internal Error - We're working hard to fix this as soon as possible!"
    ),
    Fault.STATUS_502: html_answer("<html><h1>502 Bad Gateway</h1></html>", 502),
    Fault.STATUS_503: html_answer("<html><h1>503 Service Unavailable</h1></html>", 503),
    Fault.STATUS_503_LATER: html_answer("<html><h1>503 Service Unavailable</h1></html>", 503).with_headers(
        {"Retry-After": "120"}
    ),
    Fault.STATUS_504: html_answer("<html><h1>504 Gateway Time-out</h1></html>", 504),
    Fault.HTML: html_answer(_LOGIN_PAGE),
    Fault.EMPTY: Answer(200, b"", _JSON),
    Fault.NULL: Answer(200, b"null", _JSON),
    Fault.OBJECT: Answer(200, b"{}", _JSON),
    Fault.LIST: Answer(200, b"[[]]", _JSON),
    Fault.NOT_JSON: Answer(200, b'[{"paper": {"id": "2608.90001", oops', _JSON),
    Fault.BAD_UTF8: Answer(200, b'[{"paper": {"id": "2608.90001", "title": "Caf\xe9 \xff\xfe"}}]', _JSON),
}

_BELOW_HTTP: Final[Mapping[Fault, Callable[[Wire, Answer], None]]] = {
    Fault.RESET: _reset,
    Fault.RESET_IN_BODY: _reset_in_body,
    Fault.HANG: _hang,
    Fault.TRICKLE: _trickle,
    Fault.TRUNCATED: _truncated,
    Fault.GZIP_BOMB: _gzip_bomb,
    Fault.GZIP_AND_MORE: _gzip_and_more,
    Fault.ENDLESS: _endless,
    Fault.DEEP_JSON: _deep_json,
    Fault.MANY_PARTS: _many_parts,
    Fault.LONG_STRING: _long_string,
    Fault.LONG_TITLE: _long_title,
}
