import pytest

from paperreader.domain.papers.feed import Trending
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.ports import PaperSource
from paperreader.errors import SourceUnreachable
from paperreader.sources.local.offline import OfflineSource


def offline() -> PaperSource:
    return OfflineSource()


async def test_offline_every_request_says_how_to_get_online_again() -> None:
    source = offline()
    with pytest.raises(SourceUnreachable, match="You are offline") as caught:
        await source.listing(Trending())
    assert "--offline" in caught.value.hint
    assert "HF_HUB_OFFLINE" in caught.value.hint
    with pytest.raises(SourceUnreachable, match="You are offline"):
        await source.paper(PaperKey("2608.90001"))
    await source.close()
