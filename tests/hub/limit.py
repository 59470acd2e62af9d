"""The rate limit of the API: so many requests in a window of time, announced or not."""

import math
import time
from collections import Counter
from collections.abc import Callable

from tests.hub.answers import Answer, error_answer


class Limit:
    """Fixed windows one after the other, the first from now on; for one thread at a time.

    Args:
        requests: How many are answered in a window; the others are refused with 429.
        window: How long a window is, in seconds; one without end says that it restarts in a minute.
        clock: Tells seconds.
        is_announced: Every answer has the headers; otherwise only a refusal tells when to come again.
    """

    def __init__(
        self,
        requests: int,
        window: float = math.inf,
        clock: Callable[[], float] = time.monotonic,
        *,
        is_announced: bool = True,
    ) -> None:
        self.requests = requests
        self.asked: Counter[int] = Counter()
        """Requests that came, by the number of the window."""
        self._window = window
        self._clock = clock
        self._began = clock()
        self._is_announced = is_announced

    @property
    def refused(self) -> dict[int, int]:
        """How many requests were refused, by the number of the window, where any were."""
        return {
            window: asked - self.requests for window, asked in self.asked.items() if asked > self.requests
        }

    def answer(self, usual: Answer) -> Answer:
        """Count a request; return its usual answer or a refusal, with what is announced."""
        passed = self._clock() - self._began
        window = 0 if math.isinf(self._window) else int(passed // self._window)
        restarts_in = 60.0 if math.isinf(self._window) else (window + 1) * self._window - passed
        self.asked[window] += 1
        left = self.requests - self.asked[window]
        answer = usual if left >= 0 else error_answer(429, "We had to rate limit you.")
        if self._is_announced:
            length = 300 if math.isinf(self._window) else math.ceil(self._window)
            return answer.with_headers(
                rate_limit("api", max(0, left), self.requests, math.ceil(restarts_in), length)
            )
        return (
            answer if left >= 0 else answer.with_headers({"Retry-After": str(max(1, math.ceil(restarts_in)))})
        )


def rate_limit(
    budget: str, left: int, quota: int, restarts_in: int = 60, window: int = 300
) -> dict[str, str]:
    """Return the headers that announce what is left of a budget; times in seconds."""
    return {
        "RateLimit": f'"{budget}";r={left};t={restarts_in}',
        "RateLimit-Policy": f'"fixed window";"{budget}";q={quota};w={window}',
    }
