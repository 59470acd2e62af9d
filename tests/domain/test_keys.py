"""Finding which paper a text means."""

import pytest

from paperreader.domain.papers.paper import Paper, PaperKey


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("arXiv preprint arXiv:1706.03762, 2017", "1706.03762"),
        ("see https://arxiv.org/pdf/math.gt/0309136v2.", "math/0309136"),
        ("(doi:10.48550/arXiv.2608.01234)", "2608.01234"),
        ("version 2608.01234 of nothing", None),
        ("notarxiv.org/abs/2608.01234", None),
        ("arXiv:2608.012345", None),
    ],
)
def test_a_key_is_found_within_a_text_only_where_nothing_else_can_be_meant(
    text: str, key: str | None
) -> None:
    assert PaperKey.within(text) == key


# A search that begins again at every hyphen takes many minutes here.
@pytest.mark.parametrize("part", ["-", "a-", "-a.", "-a.b."])
def test_a_text_made_to_be_slow_costs_no_more_than_its_length(part: str) -> None:
    assert PaperKey.within(part * 100_000) is None


def test_an_unknown_title_does_not_replace_a_known_one() -> None:
    known = Paper(key=PaperKey("2608.01234"), title="Known")
    assert known.updated_by(Paper(key=PaperKey("2608.01234"), title="", upvotes=1)).title == "Known"
