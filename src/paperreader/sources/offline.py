"""The source to use when the Hub is not to be asked."""

from typing import Never

from paperreader.domain.feed import Feed
from paperreader.domain.paper import PaperKey
from paperreader.errors import SourceUnreachable


class OfflineSource:
    """Answers every request with SourceUnreachable and never touches the network."""

    async def listing(self, feed: Feed) -> Never:
        """Refuse.

        Raises:
            SourceUnreachable: Always.
        """
        raise _offline()

    async def paper(self, key: PaperKey) -> Never:
        """Refuse.

        Raises:
            SourceUnreachable: Always.
        """
        raise _offline()

    async def close(self) -> None:
        """Do nothing: nothing is held."""


def _offline() -> SourceUnreachable:
    return SourceUnreachable(
        "Offline, as asked", "to ask the Hub, leave out --offline and unset HF_HUB_OFFLINE"
    )
