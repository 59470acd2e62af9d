"""A pretend arXiv on 127.0.0.1: PDFs with and without ranges, and everything that can go wrong with them."""

import random
import re
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.hub.answers import Answer, Request, html_answer
from tests.hub.faults import Wire
from tests.hub.listener import Served

LOGIN_PAGE = b"<!doctype html><title>Sign in</title><form action=/login><input name=room></form>"


def pdf_of(size: int, seed: int = 1) -> bytes:
    """Something of so many bytes that begins and ends like a PDF; no part of it is like another."""
    head, end = b"%PDF-1.7\n", b"\nstartxref\n0\n%%EOF\n"
    return head + random.Random(seed).randbytes(size - len(head) - len(end)) + end  # noqa: S311 - repeatable


@dataclass(slots=True)
class Break:
    """After so many bytes of the next body the connection ends, or nothing more comes until the client goes."""

    after: int
    is_stall: bool = False
    reached: threading.Event = field(default_factory=threading.Event)


class PdfHub(Served):
    """Serves one PDF under every address `/pdf/ID`, as a context manager; attributes may be changed as it runs."""

    def __init__(self, content: bytes | None = None) -> None:
        super().__init__()
        self.content = pdf_of(200_000) if content is None else content
        self.headers: dict[str, str] = {"ETag": '"first"', "Last-Modified": "Thu, 20 Aug 2026 12:00:00 GMT"}
        self.has_ranges = True
        self.is_chunked = False
        """The length is not said."""
        self.breaks: deque[Break] = deque()
        """What becomes of the next bodies."""
        self.instead: deque[Answer] = deque()
        """What the next requests are answered with."""
        self.requests: list[Request] = []
        self.sent = 0
        """Bytes of bodies, heads not counted."""

    @property
    def ranges(self) -> list[str]:
        """What every request asked for, empty for all of it."""
        return [request.headers.get("range", "") for request in self.requests]

    def break_after(self, *sizes: int, is_stall: bool = False) -> Break:
        """Cut the next bodies after so many bytes; return the last of these breaks."""
        self.breaks.extend(Break(size, is_stall) for size in sizes)
        return self.breaks[-1]

    def _respond(self, request: Request, target: str, wire: Wire) -> bool:
        del target
        self.requests.append(request)
        if self.instead:
            answer = self.instead.popleft()
            wire.send(answer.head() + answer.body)
            return True
        answer = self._answer(request)
        if self.is_chunked:
            chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(answer.body), answer.body)
            wire.send(answer.with_headers({"Transfer-Encoding": "chunked"}).head() + chunk)
            return True
        return self._send(answer, wire)

    def _send(self, answer: Answer, wire: Wire) -> bool:
        cut = self.breaks.popleft() if self.breaks else None
        body = answer.body if cut is None else answer.body[: cut.after]
        wire.send(answer.head() + body)
        self.sent += len(body)
        if cut is not None and cut.is_stall:
            cut.reached.set()
            wire.wait_for_end()
        return cut is None

    def _answer(self, request: Request) -> Answer:
        headers: Mapping[str, str] = {"Content-Type": "application/pdf", **self.headers}
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        is_same = request.headers.get("if-range", "") in self.headers.values()
        if not (self.has_ranges and asked and is_same):
            return Answer(200, self.content, headers)
        start, size = int(asked[1]), len(self.content)
        if start >= size:
            return Answer(416, b"", {"Content-Range": f"bytes */{size}"})
        where = {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
        return Answer(206, self.content[start:], {**headers, **where})


def login_page() -> Answer:
    """A page for people that says what it is."""
    return html_answer(LOGIN_PAGE.decode())


def login_page_as_pdf() -> Answer:
    """A page for people that says it were a PDF."""
    return Answer(200, LOGIN_PAGE, {"Content-Type": "application/pdf"})
