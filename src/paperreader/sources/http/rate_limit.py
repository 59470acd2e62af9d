"""What the Hub says of how much may be asked: `RateLimit`, `RateLimit-Policy` and `Retry-After`."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from paperreader.domain.budget import LONGEST_PAUSE, Allowance
from paperreader.sources.http.response import Response

_LEFT = re.compile(r";\s*r\s*=\s*(\d{1,9})")
_RESTARTS_IN = re.compile(r";\s*t\s*=\s*(\d{1,9})")
_QUOTA = re.compile(r";\s*q\s*=\s*(\d{1,9})")
_WINDOW = re.compile(r";\s*w\s*=\s*(\d{1,9})")
_NAME = re.compile(r'"[^"]*"')
_NOTHING_SAID = timedelta(seconds=60)


def announced_pause(answer: Response, now: datetime) -> timedelta | None:
    """Return how long nothing should be asked after this answer; None when asking may go on.

    A used-up budget (`"api";r=0;t=55`) counts whatever the status; `Retry-After` counts after a 429, which is about
    the budget only if that is used up, and after a 503, which need not have it.
    """
    pause = _until_budget_restarts(answer.headers.get("ratelimit", ""))
    if pause is None and (answer.status == 429 or (answer.status == 503 and "retry-after" in answer.headers)):
        pause = _retry_after(answer.headers.get("retry-after", "").strip(), now)
    return None if pause is None else min(max(pause, timedelta()), LONGEST_PAUSE)


def _until_budget_restarts(header: str) -> timedelta | None:
    pauses = []
    for budget in header.split(","):
        left, restarts_in = _LEFT.search(budget), _RESTARTS_IN.search(budget)
        if left is not None and int(left[1]) == 0:
            pauses.append(timedelta(seconds=int(restarts_in[1])) if restarts_in else _NOTHING_SAID)
    return max(pauses, default=None)


def announced_allowance(answer: Response) -> Allowance | None:
    """Return what is left of the budget that has least left (`"api";r=499;t=55`); None if nothing is said of one."""
    budgets = [
        (int(found[1]), budget)
        for budget in answer.headers.get("ratelimit", "").split(",")
        if (found := _LEFT.search(budget)) is not None
    ]
    if not budgets:
        return None
    left, budget = min(budgets)
    policy = _policy_of(budget, answer.headers.get("ratelimit-policy", ""))
    restarts_in, window = _seconds(_RESTARTS_IN, budget), _seconds(_WINDOW, policy)
    quota = _QUOTA.search(policy)
    return Allowance(
        left=left,
        restarts_in=_NOTHING_SAID if restarts_in is None else restarts_in,
        quota=int(quota[1]) if quota is not None and int(quota[1]) else None,
        window=window or None,
    )


def _policy_of(budget: str, policies: str) -> str:
    """Return the policy (`"fixed window";"api";q=500;w=300`) that has the name of the budget; empty if none has."""
    name = _NAME.search(budget)
    return next((each for each in policies.split(",") if name is not None and name[0] in each), "")


def _seconds(number: re.Pattern[str], text: str) -> timedelta | None:
    found = number.search(text)
    return None if found is None else min(timedelta(seconds=int(found[1])), LONGEST_PAUSE)


def _retry_after(header: str, now: datetime) -> timedelta:
    if re.fullmatch(r"[0-9]{1,9}", header):
        return timedelta(seconds=int(header))
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return _NOTHING_SAID
    # A date written with the zone -0000 comes back naive.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def in_words(pause: timedelta) -> str:
    """Return a pause as people say it: `5 seconds`, `2 minutes`; at least a second."""
    seconds = max(1, round(pause.total_seconds()))
    if seconds < 120:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    return f"{round(seconds / 60)} minutes"


def budget_left(answer: Response) -> str | None:
    """Return what an answer says of the requests that are left, in words; None if it says nothing."""
    header = answer.headers.get("ratelimit", "")
    left, restarts_in = _LEFT.search(header), _RESTARTS_IN.search(header)
    if left is None:
        return None
    return f"{left[1]} requests left" + (f" for the next {restarts_in[1]} seconds" if restarts_in else "")
