"""Lists drawn line by line: what needs no screen."""

from hypothesis import given
from hypothesis import strategies as st

from paperreader.ui.widgets.row_list import nearest_first


@given(st.integers(-3, 12), st.integers(0, 9))
def test_each_place_comes_once_and_the_nearest_come_first(place: int, count: int) -> None:
    """Also where the cursor was beyond what there is now."""
    places = list(nearest_first(place, count))
    assert sorted(places) == list(range(count))
    distances = [abs(each - place) for each in places]
    assert distances == sorted(distances)
