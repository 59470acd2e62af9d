"""arXiv's own rule for programs, and what is never sent to it."""

import pytest

from paperreader.sources.address import origin_of
from paperreader.sources.pdf import ARXIV, spacing


@pytest.mark.parametrize(
    ("address", "seconds"),
    [
        (ARXIV, 3),
        ("https://export.arxiv.org", 3),
        ("https://notarxiv.org", 0),
        ("http://127.0.0.1:8765", 0),
        ("nonsense", 0),
    ],
)
def test_arxiv_is_asked_every_three_seconds_at_most(address: str, seconds: float) -> None:
    assert spacing(origin_of(address)) == seconds
