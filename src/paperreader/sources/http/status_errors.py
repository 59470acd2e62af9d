"""What to tell of any host that answers, but not with what was asked for."""

from paperreader.errors import SourceError, SourceUnreachable
from paperreader.sources.http.response import Response

TRANSIENT_STATUSES = frozenset({408, 500, 502, 503, 504})
"""Statuses that are worth another attempt. 429 is too, but has a time of its own."""

LOG_IN = "if this network has a login page: open it in a browser, log in, and try again"
NEWER = "if this goes on, look for a newer paperreader"
LATER = "try again later"


def refusal_of_the_network(answer: Response) -> SourceError | None:
    """Return what to report where something between here and there answered; None if nothing did."""
    if answer.status == 407:
        return SourceUnreachable(
            "The proxy asks for a login (status 407)", "give user name and password in HTTPS_PROXY"
        )
    if answer.status == 511:
        return SourceUnreachable("The network asks for a login (status 511)", LOG_IN)
    return None
