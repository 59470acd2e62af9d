"""Which watches find a paper, and which mute folds it away."""

from datetime import date

import pytest

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.query.search_candidate import SearchCandidate
from paperreader.domain.query.watch import Watch, WatchList
from paperreader.errors import QueryError

TODAY = date(2026, 8, 21)
LAMPS = Watch("lamps", "title:lamp")
DUSK = Watch("dusk", "dusk OR night")
SURVEYS = Watch("surveys", "title:survey", is_mute=True)


def candidate(title: str) -> SearchCandidate:
    return SearchCandidate(Paper(key=PaperKey("2608.00001"), title=title))


@pytest.mark.parametrize(
    ("title", "names", "mute"),
    [
        ("A Lamp at Dusk", ("lamps", "dusk"), None),
        ("A Survey of Candles", (), "surveys"),
        ("A Survey of Lamps", ("lamps",), None),
        ("Whales", (), None),
    ],
    ids=["two watches", "a mute", "a watch wins over a mute", "neither"],
)
def test_each_paper_is_pointed_out_folded_away_or_neither(
    title: str, names: tuple[str, ...], mute: str | None
) -> None:
    watching = WatchList([LAMPS, DUSK, SURVEYS], TODAY)
    assert watching.names_for(candidate(title)) == names
    assert watching.mute_of(candidate(title)) == mute


def test_what_is_not_understood_is_refused() -> None:
    with pytest.raises(QueryError):
        WatchList([Watch("wrong", "upvotes:many")], TODAY)
