"""Which offers are meant by what is typed, and in which order."""

import pytest

from paperreader.ui.palette.offer import Offer, found


def offer(id_: str, label: str, synonyms: str = "", key: str = "", why_not: str = "") -> Offer:
    """Return an offer that does nothing."""
    return Offer(id_, label, lambda: None, key, "", synonyms, why_not)


BOOKMARK = offer("keep", "Bookmark the paper, or remove its bookmark", "star save like", "b")
ORDER = offer("order", "Order of the list", "sort sorting votes", "v")
BOOKMARKS = offer("panel", "Show the bookmarks", "library saved", "B")
TAGS = offer("tags", "Tags of the bookmark", "label", "#", why_not="there is no paper")
ALL = (BOOKMARK, ORDER, BOOKMARKS, TAGS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["keep", "order", "panel", "tags"]),
        # By its label, by a synonym, in the midst of a word.
        ("bookmark", ["keep", "panel", "tags"]),
        ("star", ["keep"]),
        ("ort", ["order"]),
        ("SÖRT", ["order"]),
        # All words count, in any order; what is met by a label comes before what is by a synonym.
        ("list order", ["order"]),
        ("remove star", ["keep"]),
        ("remove sort", []),
        ("sa", ["keep", "panel"]),
        # What can't be done comes last, what is met inside of a word after what begins one.
        ("the", []),
        ("the list", ["order"]),
        ("b", ["keep", "panel", "tags"]),
        ("v", ["order", "keep", "panel"]),
        # A key, as it is written.
        ("#", ["tags"]),
        ("~", []),
    ],
)
def test_what_is_typed_means(text: str, ids: list[str]) -> None:
    assert [each.id for each in found(ALL, text, {})] == ids


def test_what_was_used_most_comes_first_but_not_before_the_key_itself() -> None:
    uses = {"panel": 3, "order": 1}
    assert [each.id for each in found(ALL, "", uses)] == ["panel", "order", "keep", "tags"]
    assert [each.id for each in found(ALL, "bookmark", uses)] == ["panel", "keep", "tags"]
    assert found(ALL, "b", uses)[0] is BOOKMARK
    assert found(ALL, "v", {"panel": 9})[0] is ORDER
