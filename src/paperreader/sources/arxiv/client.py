"""The client of arXiv, one for all that is asked of it. The Hub's token never goes there."""

from paperreader.domain.ports import Clock
from paperreader.errors import SourceError
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import HostPolicy, Limits, StatusError
from paperreader.sources.http.status_errors import ANY_STATUS

ARXIV = "https://arxiv.org"
ARXIV_LIMITS = Limits(
    connect=10,
    read=30,
    min_throughput=30_000,
    attempt=60,
    attempts=6,
    patience=None,
    max_bytes=300_000_000,
)
"""A PDF may take its time as long as a thousand bytes come each second; the largest on arXiv have some 100 MB."""
BROWSER = "try again later, or open it in the browser"

_REFUSED = StatusError(SourceError, "{name} refuses access (status {status})", BROWSER)


def arxiv_client(
    endpoint: str = ARXIV, *, clock: Clock, version: str, limits: Limits = ARXIV_LIMITS
) -> HttpClient:
    """Return a client of arXiv, or of what `endpoint` names in its place; the other arguments are those of HttpClient."""
    policy = HostPolicy(
        name="arXiv",
        endpoint=endpoint,
        usual_endpoint=ARXIV,
        variable="ARXIV_ENDPOINT",
        limits=limits,
        domain="arxiv.org",
        # arXiv's terms of use for programs: one request every three seconds.
        spacing=3,
        may_repeat_redirects=True,
        status_errors={400: ANY_STATUS, 401: _REFUSED, 403: _REFUSED},
    )
    return HttpClient(policy, clock=clock, version=version)
