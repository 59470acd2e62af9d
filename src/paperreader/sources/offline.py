"""The source to use when the Hub is not to be asked."""

from typing import Never

from paperreader.domain.feed import Feed
from paperreader.domain.paper import PaperKey
from paperreader.errors import SourceUnreachable


class OfflineSource:
    """Answers every request with SourceUnreachable and never touches the network."""

    budget = None

    async def listing(self, feed: Feed) -> Never:
        """Refuse.

        Raises:
            SourceUnreachable: Always.
        """
        raise _offline(feed.label)

    async def paper(self, key: PaperKey) -> Never:
        """Refuse.

        Raises:
            SourceUnreachable: Always.
        """
        raise _offline(key)

    async def discussion(self, key: PaperKey) -> Never:
        """Refuse.

        Raises:
            SourceUnreachable: Always.
        """
        raise _offline(f"the discussion of {key}")

    async def close(self) -> None:
        """Do nothing: nothing is held."""


def _offline(what: str) -> SourceUnreachable:
    return SourceUnreachable(
        f"Offline, as asked, and {what} is not archived",
        "to ask the Hub, leave out --offline and unset HF_HUB_OFFLINE",
    )
