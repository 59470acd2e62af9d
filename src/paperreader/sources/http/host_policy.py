"""The policy for one host: all in which requests to one host differ from requests to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from paperreader.errors import SourceError, SourceUnreachable
from paperreader.sources.http.token import Token
from paperreader.sources.http.url import Origin, origin_of, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of time and size; times in seconds."""

    connect: float = 5
    """To reach the host."""
    read: float = 10
    """Without any byte arriving."""
    min_throughput: int = 0
    """Bytes that have to come in each stretch of `read` seconds; only where `attempt` does not count."""
    attempt: float = 30
    """For one attempt altogether, redirects included."""
    attempts: int = 4
    patience: float | None = 45
    """No further attempt begins after this time; None for no such limit."""
    wait_scale: float = 1
    """Factor on the waits between attempts, which are about 1, 2 and 4 seconds."""
    max_bytes: int = 8_000_000
    """Of a body, as it comes and decompressed; the largest day recorded has 0.35 MB."""


USUAL = Limits()


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
    """The URL that paths are added to, as a setting may have it."""
    usual_endpoint: str
    """The URL that a message gives as the example of an endpoint."""
    variable: str
    """The environment variable that can name another endpoint."""
    limits: Limits
    token: Token | None = None
    """The token, if one is set; see `token_for`."""
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

    @property
    def base_url(self) -> str:
        """The endpoint without white space around it and without a slash at its end."""
        return self.endpoint.strip().rstrip("/")

    @property
    def origin(self) -> Origin | None:
        """The origin of the endpoint; None where it is no http or https URL."""
        return origin_of(self.base_url)

    def check(self) -> None:
        """Make sure that endpoint and token can be used.

        Raises:
            SourceError: One of them can't.
        """
        if self.origin is None:
            raise SourceUnreachable(
                f"{self.name} can't be at the address {shown(self.base_url)}",
                f"{self.variable} must look like {self.usual_endpoint}",
            )
        if self.token is not None and not self.token.can_be_sent:
            raise SourceError(
                f"The token in {self.token_variable} has characters that no token has",
                "correct it or unset it: reading needs no token",
            )

    def token_for(self, url: str) -> Token | None:
        """Return the token where it may be sent: to the endpoint's own origin, over https or within this machine."""
        origin = origin_of(url)
        return self.token if origin is not None and origin == self.origin and origin.is_private else None

    def spacing_for(self, url: str) -> float:
        """Return how many seconds after a request to `url` no other one may be made."""
        origin = origin_of(url)
        is_own = origin is not None and f".{origin.host}".endswith(f".{self.domain}")
        return self.spacing if is_own else 0
