"""What to tell when the Hub answers, but not with what was asked for."""

from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources import wire
from paperreader.sources.answer import Answer

PASSING_STATUSES = frozenset({408, 500, 502, 503, 504})
"""Statuses that are worth another attempt. 429 is too, but has a time of its own."""

LOG_IN = "if this network has a login page: open it in a browser, log in, and try again"
NEWER = "if this goes on, look for a newer paperreader"
_LATER = "try again later"


def refusal(answer: Answer, *, is_token_sent: bool) -> SourceError | None:
    """Return what an answer has to be reported as; None if it is fit to be read."""
    if answer.status == 200:
        return _web_page() if answer.is_web_page else None
    if answer.status in PASSING_STATUSES:
        return SourceUnreachable(f"The Hub has trouble of its own (status {answer.status})", _LATER)
    if answer.status == 401:
        return _not_let_in(is_token_sent=is_token_sent)
    return refusal_of_the_network(answer) or _other(answer)


def refusal_of_the_network(answer: Answer) -> SourceError | None:
    """Return what to report where something between here and there answered; None if nothing did."""
    if answer.status == 407:
        return SourceUnreachable(
            "The proxy asks for a login (status 407)", "give user name and password in HTTPS_PROXY"
        )
    if answer.status == 511:
        return SourceUnreachable("The network asks for a login (status 511)", LOG_IN)
    return None


def _other(answer: Answer) -> SourceError:
    said = wire.error_text(answer.body)
    reason = f": {said}" if said else ""
    if answer.status == 400:
        return SourceChanged(f"The Hub does not accept the request{reason}", NEWER)
    if answer.status == 403:
        return SourceError(f"The Hub refuses access (status 403){reason}", _LATER)
    if answer.status == 404:
        return SourceChanged(f"The Hub does not know the address (status 404){reason}", NEWER)
    return SourceChanged(f"The Hub answered with status {answer.status}{reason}", NEWER)


def _web_page() -> SourceError:
    return SourceChanged("The Hub's address answered with a web page, not with data", LOG_IN)


def _not_let_in(*, is_token_sent: bool) -> SourceError:
    if is_token_sent:
        return SourceError(
            "The Hub does not accept the token in HF_TOKEN", "correct it or unset it: reading needs none"
        )
    return SourceError("The Hub asks for a login (status 401)", "if HF_ENDPOINT is set, check it")
