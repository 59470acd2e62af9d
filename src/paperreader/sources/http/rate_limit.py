"""What a response says of how much may be asked.

`Retry-After` is RFC 9110, section 10.2.3; `RateLimit` (`"api";r=499;t=55`) and `RateLimit-Policy`
(`"fixed window";"api";q=500;w=300`) are those of the Hub, after draft-ietf-httpapi-ratelimit-headers: r requests are left for
t seconds, of q in a window of w seconds.
"""

import re
from datetime import datetime, timedelta

from paperreader.domain.budget import LONGEST_PAUSE, Allowance
from paperreader.sources.http.response import Response, http_date

_NAME = re.compile(r'"[^"]*"')
_UNSAID = timedelta(seconds=60)
"""How long to wait where a response does not say."""


def retry_after(response: Response, now: datetime) -> timedelta | None:
    """Return how long nothing should be asked after a response; None when asking may go on.

    A used-up budget (`r=0`) counts whatever the status; `Retry-After` counts after a 429, which is about the budget only if
    that is used up, and after a 503, which need not have it.
    """
    status, header = response.status, response.headers.get("retry-after")
    used_up = [_restarts_in(each) for left, each in _budgets(response) if left == 0]
    if used_up:
        pause = max(used_up)
    elif status == 429 or (status == 503 and header is not None):
        pause = _pause((header or "").strip(), now)
    else:
        return None
    return min(max(pause, timedelta()), LONGEST_PAUSE)


def allowance_of(response: Response) -> Allowance | None:
    """Return what is left of the budget that has least left; None if nothing is said of one."""
    budgets = _budgets(response)
    if not budgets:
        return None
    left, budget = min(budgets)
    name = _NAME.search(budget)
    policies = response.headers.get("ratelimit-policy", "").split(",")
    policy = next((each for each in policies if name is not None and name[0] in each), "")
    window = _number("w", policy)
    return Allowance(
        left=left,
        restarts_in=_restarts_in(budget),
        quota=_number("q", policy) or None,
        window=min(timedelta(seconds=window), LONGEST_PAUSE) if window else None,
    )


def remaining_requests(response: Response) -> str | None:
    """Return what a response says of the requests that are left, in words; None if it says nothing."""
    header = response.headers.get("ratelimit", "")
    left, seconds = _number("r", header), _number("t", header)
    if left is None:
        return None
    return f"{left} requests left" + ("" if seconds is None else f" for the next {seconds} seconds")


def in_words(pause: timedelta) -> str:
    """Return a pause as people say it: `5 seconds`, `2 minutes`; at least a second."""
    seconds = max(1, round(pause.total_seconds()))
    if seconds < 120:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    return f"{round(seconds / 60)} minutes"


def _budgets(response: Response) -> list[tuple[int, str]]:
    """Return the budgets of a response that say how many requests are left, each with that number."""
    budgets = [(_number("r", each), each) for each in response.headers.get("ratelimit", "").split(",")]
    return [(left, budget) for left, budget in budgets if left is not None]


def _number(parameter: str, text: str) -> int | None:
    found = re.search(rf";\s*{parameter}\s*=\s*(\d{{1,9}})", text)
    return None if found is None else int(found[1])


def _restarts_in(budget: str) -> timedelta:
    seconds = _number("t", budget)
    return _UNSAID if seconds is None else min(timedelta(seconds=seconds), LONGEST_PAUSE)


def _pause(header: str, now: datetime) -> timedelta:
    """Return the pause in a `Retry-After`: seconds, or the date when it is over."""
    if re.fullmatch(r"[0-9]{1,9}", header):
        return timedelta(seconds=int(header))
    date = http_date(header)
    return _UNSAID if date is None else date - now
