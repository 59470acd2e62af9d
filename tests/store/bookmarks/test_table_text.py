"""Tables as text: the same as if all were written out anew, whatever is remembered."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from paperreader.store.bookmarks.table_text import TableText

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
_DOCUMENTS = st.lists(_VALUES, min_size=1, max_size=4)
_KEYS = st.sampled_from(["a", "b", 'quo"te', "line\nfeed", "é", "\U0001f600", "\ue000"])


@given(_DOCUMENTS, st.lists(st.dictionaries(_KEYS, st.dictionaries(_KEYS, st.integers(0, 3))), max_size=4))
def test_what_is_remembered_is_written_as_if_it_were_not(
    documents: list[object], versions: list[dict[str, dict[str, int]]]
) -> None:
    """Each version of the tables has some of the same documents, at the same places or at others."""
    text = TableText()
    for version in versions:
        tables = {
            name: {key: documents[place % len(documents)] for key, place in table.items()}
            for name, table in version.items()
        }
        anew = msgspec.json.format(msgspec.json.encode(tables, order="sorted"), indent=2) + b"\n"
        assert text.of(tables) == anew


def test_a_document_that_takes_the_place_of_an_equal_one_is_written_as_it_is() -> None:
    """What is remembered belongs to an object, not to what it was like."""
    text = TableText()
    document: dict[str, object] = {"votes": 1}
    assert b'"votes": 1' in text.of({"papers": {"a": document}})
    assert b'"votes": true' in text.of({"papers": {"a": {"votes": True}}})
