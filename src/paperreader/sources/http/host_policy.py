"""The policy for one host: all in which requests to one differ from requests to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from paperreader.errors import SourceError
from paperreader.sources.http.limits import Limits
from paperreader.sources.http.token import Token
from paperreader.sources.http.url import origin_of


@dataclass(frozen=True, slots=True)
class StatusError:
    """The error that a status is reported as.

    Message and hint are templates of `str.format`: `name` and `variable` are those of the policy, `reason` is what the body
    says, after a colon, or empty.
    """

    kind: type[SourceError]
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPolicy:
    """How a host is asked, and what it is called in messages."""

    name: str
    """In messages, at the beginning of a sentence: `The Hub`, `arXiv`."""
    endpoint: str
    """The URL that paths are added to."""
    usual_endpoint: str
    """The URL that a message gives as the example of an endpoint."""
    variable: str
    """The environment variable that can name another endpoint."""
    limits: Limits
    token: Token | None = None
    """Sent to the endpoint's own origin only, and only over https or within this machine."""
    token_variable: str = ""
    """The environment variable of the token; empty where a host takes none."""
    domain: str = ""
    """The domain with all its hosts that `spacing` is about."""
    spacing: float = 0
    """Seconds between any two requests to hosts of `domain`."""
    has_quota: bool = False
    """Pauses that the host asks for bind all later requests, and short ones are waited for."""
    max_redirects: int = 5
    """Redirects followed, to the same origin or to another over https; at 0 a redirect is an answer like any other."""
    may_repeat_redirects: bool = False
    """A redirect to where the request has been is followed."""
    cache_bytes: int = 0
    """Bytes of bodies that are remembered with their ETag."""
    status_errors: Mapping[int, StatusError] = field(default_factory=dict)
    """Errors for statuses, where they differ from those of other hosts."""
    error_text: Callable[[bytes], str | None] = lambda _: None
    """Returns what the body of an error says, in one line; None if it says nothing."""

    def spacing_for(self, url: str) -> float:
        """Return how many seconds after a request to `url` no other one may be made."""
        origin = origin_of(url)
        is_own = origin is not None and f".{origin.host}".endswith(f".{self.domain}")
        return self.spacing if is_own else 0
