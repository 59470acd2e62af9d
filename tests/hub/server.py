"""The hub itself: a real HTTP/1.1 server on 127.0.0.1 that serves days of papers, and fails when told to."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from tests.hub.answers import Answer, Request, validated
from tests.hub.artefacts import written_artefacts
from tests.hub.comments import written_comments
from tests.hub.faults import Fault, Wire, answer_under, divided, misbehave
from tests.hub.limit import Limit, rate_limit
from tests.hub.listener import Listener
from tests.hub.papers import Entry, by_upvotes, written_days
from tests.hub.site import Site


class Hub:
    """The documented API over the given days (else the written ones), as a context manager.

    Wherever a path is asked for, it is the beginning of one, and may name parameters that have to be there as well:
    `/api/daily_papers?date=2026-08-20`. Everything may be called from any thread while the hub runs.
    """

    def __init__(
        self, days: Mapping[str, list[Entry]] | None = None, *, today: str = "2026-08-21", port: int = 0
    ) -> None:
        self.today = today
        """The feed's current day; a later one is answered with 400. May be changed."""
        self.url = ""
        """The address to use in place of https://huggingface.co, without a slash at the end."""
        self.requests: list[Request] = []
        """Every request in the order of coming, held and failed ones included."""
        self.elsewhere = "http://127.0.0.1:9"
        """Where REDIRECT_ELSEWHERE leads: scheme, host and port."""
        chosen = written_days() if days is None else days
        self.comments = written_comments()
        """What is said of papers, by their id, as it comes with `field=comments`. May be changed."""
        self.artefacts = written_artefacts()
        """What names papers, by their id: `models`, `datasets` and `spaces`. May be changed."""
        self.pictures: dict[str, Answer] = {}
        """Thumbnails by the id of their paper, as they are answered; of others there are stripes. May be changed."""
        self.texts: dict[str, Answer] = {}
        """What is answered at addresses of texts, such as `/papers/2608.90301.md`, in place of the written ones. May be changed."""
        self.now: Callable[[], datetime] | None = None
        """Says what answers say that it is (`Date`); None for nothing. May be changed."""
        self.has_validators = False
        """Answers come with an `ETag`, and as 304 to whoever names it. May be changed."""
        self.delay = 0.0
        """Seconds that pass before an answer. May be changed."""
        self._days = {day: list(entries) for day, entries in chosen.items()}
        self._changed = threading.Condition()
        self._failures: list[_Failure] = []
        self._holds: list[_Hold] = []
        self._limit: Limit | None = None
        self._port = port
        self._server: Listener | None = None

    def __enter__(self) -> Self:
        self._server = Listener(self._port, self._respond)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every connection at once, in mid-answer if need be, and wait for the threads; may be called twice."""
        server, self._server = self._server, None
        if server is None:
            return
        server.closing.set()
        with self._changed:
            for hold in self._holds:
                hold.released.set()
        server.stop()

    @property
    def quota(self) -> int | None:
        """Requests under `/api/` that are answered before 429; None for no end. Setting it starts a new window."""
        return None if self._limit is None else self._limit.requests

    @quota.setter
    def quota(self, requests: int | None) -> None:
        self.limit_by(None if requests is None else Limit(requests))

    def limit_by(self, limit: Limit | None) -> None:
        """Answer under `/api/` only what the limit lets through from now on; it counts what is asked and refused."""
        with self._changed:
            self._limit = limit

    def entries(self, day: str) -> list[Entry]:
        """The entries of one day in the order they are served."""
        with self._changed:
            return by_upvotes(self._days.get(day, []))

    def publish(self, day: str, entry: Entry) -> None:
        """Add an entry to a day, as happens all day long."""
        with self._changed:
            self._days.setdefault(day, []).append(entry)

    def fail(self, fault: Fault, *, path: str = "/api/", times: int | None = None) -> None:
        """Let the next `times` requests to the path fail, or all until `heal()`; faults are used up in order."""
        with self._changed:
            self._failures.append(_Failure(fault, path, times))

    def under(self, fault: Fault) -> str:
        """The address of a hub all of whose answers fail in this way."""
        return f"{self.url}/under/{fault.name}"

    def heal(self) -> None:
        """Forget all faults; a request that already hangs goes on hanging."""
        with self._changed:
            self._failures.clear()

    @contextlib.contextmanager
    def hold(self, path: str = "/api/") -> Iterator[None]:
        """Let requests to the path wait, unanswered, until the `with` ends; the answer is made only then."""
        hold = _Hold(path)
        with self._changed:
            self._holds.append(hold)
        try:
            yield
        finally:
            with self._changed:
                self._holds.remove(hold)
            hold.released.set()

    def wait_for_requests(self, n: int, timeout: float = 5.0) -> None:
        """Wait until `n` requests have come since the hub began or `requests` was cleared, else TimeoutError.

        It blocks its thread: in a coroutine, `await asyncio.to_thread(hub.wait_for_requests, n)`.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.requests) >= n, timeout):
                came = ", ".join(f"{request.method} {request.path}" for request in self.requests)
                raise TimeoutError(f"{n} requests did not come within {timeout} s, only these: [{came}]")

    def _respond(self, request: Request, target: str, wire: Wire) -> bool:
        """Answer on the wire; whether the connection may be used again."""
        fault, path = divided(request.path)
        request = replace(request, path=path)
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
            holds = [hold for hold in self._holds if request.matches(hold.path)]
        for hold in holds:
            hold.released.wait()
        if wire.closing.wait(self.delay):
            return False
        with self._changed:
            usual, fault = self._usual(request), fault or self._next_fault(request)
        usual = validated(usual, request) if self.has_validators else usual
        answer = answer_under(fault, usual, target, self.elsewhere) if fault else usual
        if answer is not None:
            if self.now is not None:
                answer = answer.with_headers({"Date": format_datetime(self.now(), usegmt=True)})
            answer = answer.compressed() if request.accepts_gzip else answer
            wire.send(answer.head() + answer.body)
        elif fault is not None:
            misbehave(fault, wire, usual)
        return answer is not None

    def _usual(self, request: Request) -> Answer:
        site = Site(
            self._days, self.today, self.url, self.comments, self.artefacts, self.pictures, self.texts
        )
        answer = site.answer(request)
        if not request.path.startswith("/api/"):
            return answer.with_headers(rate_limit("pages", 99, 100))
        if self._limit is None:
            return answer.with_headers(rate_limit("api", 499, 500))
        return self._limit.answer(answer)

    def _next_fault(self, request: Request) -> Fault | None:
        for failure in self._failures:
            if request.matches(failure.path) and failure.left != 0:
                failure.left = None if failure.left is None else failure.left - 1
                return failure.fault
        return None


@dataclass(slots=True)
class _Failure:
    fault: Fault
    path: str
    left: int | None


@dataclass(frozen=True, slots=True, eq=False)
class _Hold:
    path: str
    released: threading.Event = field(default_factory=threading.Event)
