"""What goes over the wire: a request as it came, and an answer as it will be sent."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the hub received it; header names are in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]

    def matches(self, pattern: str) -> bool:
        """Whether the path starts with the pattern's and has every parameter written after its `?`."""
        path, _, query = pattern.partition("?")
        return self.path.startswith(path) and dict(parse_qsl(query)).items() <= self.query.items()

    @property
    def accepts_gzip(self) -> bool:
        """Whether the client said it understands gzip."""
        offered = self.headers.get("accept-encoding", "").split(",")
        return "gzip" in {coding.partition(";")[0].strip() for coding in offered}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: status, body, and the headers besides Content-Length."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def with_headers(self, headers: Mapping[str, str]) -> "Answer":
        """The same answer with more headers."""
        return replace(self, headers={**self.headers, **headers})

    def compressed(self) -> "Answer":
        """The same answer gzipped, unless there is nothing to compress or it claims a coding already."""
        if not self.body or "Content-Encoding" in self.headers:
            return self
        packed = replace(self, body=gzip.compress(self.body, compresslevel=1, mtime=0))
        return packed.with_headers({"Content-Encoding": "gzip"})

    def head(self) -> bytes:
        """Status line and headers, announcing the body's length unless it is sent in chunks."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if "Transfer-Encoding" not in self.headers:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def json_answer(value: object, status: int = 200) -> Answer:
    """An answer with a JSON body, compact as the API writes it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
    return Answer(status, body, {"Content-Type": "application/json; charset=utf-8"})


def error_answer(status: int, message: str) -> Answer:
    """An error in the API's form: an object with the key `error`, and the same words in a header."""
    return json_answer({"error": message}, status).with_headers({"X-Error-Message": message})


def html_answer(page: str, status: int = 200) -> Answer:
    """An answer with an HTML page."""
    return Answer(status, page.encode(), {"Content-Type": "text/html; charset=utf-8"})


def no_such_page() -> Answer:
    """What the API says to an address it does not have."""
    return error_answer(404, "Sorry, we can't find the page you are looking for.")


def validated(answer: Answer, request: Request) -> Answer:
    """The answer with a validator; without its body for whoever names that one."""
    if answer.status != 200:
        return answer
    validator = f'W/"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == validator:
        answer = Answer(
            304, b"", {name: value for name, value in answer.headers.items() if name.startswith("RateLimit")}
        )
    return answer.with_headers({"ETag": validator})
