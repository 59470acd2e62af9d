"""What to tell when the Hub answers, but not with what was asked for."""

from paperreader.errors import SourceChanged, SourceError, SourceUnreachable
from paperreader.sources.http.response import Response
from paperreader.sources.http.status_errors import (
    LATER,
    LOG_IN,
    NEWER,
    TRANSIENT_STATUSES,
    refusal_of_the_network,
)
from paperreader.sources.hub import wire


def refusal(answer: Response, *, is_token_sent: bool) -> SourceError | None:
    """Return what an answer has to be reported as; None if it is fit to be read."""
    if answer.status == 200:
        return _web_page() if answer.is_web_page else None
    if answer.status in TRANSIENT_STATUSES:
        return SourceUnreachable(f"The Hub has trouble of its own (status {answer.status})", LATER)
    if answer.status == 401:
        return _not_let_in(is_token_sent=is_token_sent)
    return refusal_of_the_network(answer) or _other(answer)


def _other(answer: Response) -> SourceError:
    said = wire.error_text(answer.body)
    reason = f": {said}" if said else ""
    if answer.status == 400:
        return SourceChanged(f"The Hub does not accept the request{reason}", NEWER)
    if answer.status == 403:
        return SourceError(f"The Hub refuses access (status 403){reason}", LATER)
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
