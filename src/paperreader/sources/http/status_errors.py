"""The errors that statuses of responses are reported as (RFC 9110, section 15; 429 and 511: RFC 6585)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from paperreader.errors import SourceBusy, SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.host_policy import HostPolicy, StatusError
from paperreader.sources.http.rate_limit import in_words, retry_after
from paperreader.sources.http.response import Response
from paperreader.sources.http.retry import TransientError

LOG_IN: Final = "if this network has a login page: open it in a browser, log in, and try again"
NEWER: Final = "if this goes on, look for a newer paperreader"
LATER: Final = "try again later"
CHECK_NETWORK: Final = "check the network and try again"

ANY_STATUS: Final = StatusError(SourceChanged, "{name} answered with status {status}{reason}", NEWER)
_TRANSIENT_STATUSES: Final = frozenset({408, 500, 502, 503, 504})
"""Statuses that are worth another attempt. 429 is too, but has a time of its own."""
_ERRORS: Final[Mapping[int, StatusError]] = {
    400: StatusError(SourceChanged, "{name} does not accept the request{reason}", NEWER),
    401: StatusError(SourceError, "{name} asks for a login (status 401)", "if {variable} is set, check it"),
    403: StatusError(SourceError, "{name} refuses access (status 403){reason}", LATER),
    404: StatusError(SourceChanged, "{name} does not have this address (status 404){reason}", NEWER),
    407: StatusError(
        SourceUnreachable,
        "The proxy asks for a login (status 407)",
        "give user name and password in HTTPS_PROXY",
    ),
    511: StatusError(SourceUnreachable, "The network asks for a login (status 511)", LOG_IN),
    **dict.fromkeys(
        _TRANSIENT_STATUSES,
        StatusError(SourceUnreachable, "{name} has a problem (status {status})", LATER),
    ),
}
# A pause up to this long is waited for where a host has a quota; a longer one is reported.
_SHORT_PAUSE = timedelta(seconds=5)


def error_for_status(
    response: Response, policy: HostPolicy, now: datetime
) -> SourceError | TransientError | None:
    """Return the error that the status of a response is reported as; None for 200."""
    status = response.status
    if status == 200:
        return None
    pause = retry_after(response, now)
    if status in {429, 503} and pause is not None:
        return error_for_pause(pause, policy, now, is_quota=status == 429)
    if status == 401 and policy.token_for(response.url) is not None:
        return SourceError(
            f"{policy.name} does not accept the token in {policy.token_variable}",
            "correct it or unset it: reading needs no token",
        )
    template = policy.status_errors.get(status) or _ERRORS.get(status, ANY_STATUS)
    said = policy.error_text(response.body)
    reason = f": {said}" if said else ""
    message = template.message.format(name=policy.name, status=status, reason=reason)
    error = template.kind(message, template.hint.format(variable=policy.variable))
    return TransientError(error) if status in _TRANSIENT_STATUSES else error


def error_for_pause(
    pause: timedelta, policy: HostPolicy, now: datetime, *, is_quota: bool
) -> SourceBusy | TransientError:
    """Return the error that a pause is reported as; `is_quota` tells that a used-up quota is the reason."""
    has_token = policy.token is not None or not policy.token_variable
    more = f"; a token in {policy.token_variable} allows more requests" if is_quota and not has_token else ""
    message = f"{policy.name} asks for a pause of {in_words(pause)}"
    busy = SourceBusy(message, f"try again then{more}", retry_at=now + pause)
    if not policy.has_quota or pause > _SHORT_PAUSE:
        return busy
    # One second more, as the official client does: the Hub's window may restart a little late.
    return TransientError(busy, pause.total_seconds() + 1)
