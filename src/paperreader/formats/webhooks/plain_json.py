"""A digest for a program of one's own: the object of `digest --format json`."""

from collections.abc import Sequence

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.digests import DIGESTS


def to_bodies(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
    """Return the one body to post."""
    del webhook
    return [DIGESTS["json"](digest).encode()]
