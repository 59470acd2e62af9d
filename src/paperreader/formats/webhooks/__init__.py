"""A digest as the messages that chat services take: each in its own form and within its limits."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest


def _writer(module: str) -> Callable[[Digest, Webhook], Sequence[bytes]]:
    def write(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
        bodies: Sequence[bytes] = import_module(f"paperreader.formats.webhooks.{module}").to_bodies(
            digest, webhook
        )
        return bodies

    return write


WEBHOOKS: Mapping[str, Callable[[Digest, Webhook], Sequence[bytes]]] = {
    "slack": _writer("slack"),
    "discord": _writer("discord"),
    "mattermost": _writer("mattermost"),
    "telegram": _writer("telegram"),
    "json": _writer("plain_json"),
}
"""Every form by the kind of webhook: the bodies to post, JSON, in their order."""
