"""A source for when no host is to be asked."""

from collections.abc import Callable
from typing import Never

from paperreader.domain.papers.download import ResumeState
from paperreader.domain.papers.feed import Feed
from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import SourceUnreachable

_HOW = "leave out --offline and unset HF_HUB_OFFLINE"


class OfflineSource:
    """Raises SourceUnreachable for every request and never touches the network."""

    budget = None

    async def listing(self, feed: Feed) -> Never:
        """Raise SourceUnreachable."""
        raise _offline(feed.label)

    async def paper(self, key: PaperKey) -> Never:
        """Raise SourceUnreachable."""
        raise _offline(key)

    def pdf(self, key: PaperKey, resume_state: Callable[[], ResumeState]) -> Never:
        """Raise SourceUnreachable."""
        del resume_state
        raise SourceUnreachable(
            f"You are offline, and the PDF of {key} is not here", f"to contact arXiv, {_HOW}"
        )

    async def full_text(self, key: PaperKey) -> Never:
        """Raise SourceUnreachable."""
        raise SourceUnreachable(f"You are offline, and the text of {key} is not here", f"to fetch it, {_HOW}")

    async def discussion(self, key: PaperKey) -> Never:
        """Raise SourceUnreachable."""
        raise _offline(f"the discussion of {key}")

    async def artefacts(self, key: PaperKey) -> Never:
        """Raise SourceUnreachable."""
        raise _offline(f"what belongs to {key}")

    async def picture(self, url: str) -> Never:
        """Raise SourceUnreachable."""
        raise _offline(url)

    async def close(self) -> None:
        """Do nothing."""


def _offline(what: str) -> SourceUnreachable:
    return SourceUnreachable(
        f"You are offline, and {what} is not archived", f"to contact Hugging Face, {_HOW}"
    )
