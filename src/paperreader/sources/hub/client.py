"""The client of the Hub."""

from collections.abc import Callable
from datetime import datetime

from paperreader.domain.ports import Clock
from paperreader.sources.http.client import HttpClient
from paperreader.sources.http.host_policy import USUAL, HostPolicy, Limits
from paperreader.sources.http.token import Token
from paperreader.sources.hub import wire

HUB = "https://huggingface.co"


def hub_client(
    endpoint: str = HUB,
    *,
    token: str | None = None,
    clock: Clock,
    version: str,
    limits: Limits = USUAL,
    on_server_time: Callable[[datetime], object] | None = None,
) -> HttpClient:
    """Return a client of the Hub, or of what `endpoint` names in its place; the other arguments are those of HttpClient."""
    policy = HostPolicy(
        name="Hugging Face",
        endpoint=endpoint,
        usual_endpoint=HUB,
        variable="HF_ENDPOINT",
        limits=limits,
        token=Token.from_setting(token),
        token_variable="HF_TOKEN",  # noqa: S106 - its name
        has_quota=True,
        cache_bytes=16_000_000,
        error_text=wire.error_text,
    )
    return HttpClient(policy, clock=clock, version=version, on_server_time=on_server_time)
