"""Which line belongs to which row, whatever was asked for before."""

from hypothesis import given
from hypothesis import strategies as st

from paperreader.ui.kit.row_lines import RowLines, nearest_first

HEIGHTS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), max_size=70)
"""Of rows: lines of a heading, and their own."""
ASKED = st.lists(
    st.tuples(st.sampled_from(["at", "line_of", "between", "grow"]), st.integers(0, 400)), max_size=12
)


@given(st.integers(-3, 12), st.integers(0, 9))
def test_each_place_comes_once_and_the_nearest_come_first(place: int, count: int) -> None:
    """Also where the cursor was beyond what there is now."""
    places = list(nearest_first(place, count))
    assert sorted(places) == list(range(count))
    distances = [abs(each - place) for each in places]
    assert distances == sorted(distances)


@given(HEIGHTS, ASKED)
def test_it_is_as_if_all_rows_were_measured_once_they_are(
    heights: list[tuple[int, int]], asked: list[tuple[str, int]]
) -> None:
    """In whatever order they were asked for; meanwhile each row is where its lines are."""
    count = len(heights) // 2
    lines = RowLines(count, lambda place: heights[place], 2)
    for what, number in asked:
        if what == "grow":
            count = min(len(heights), count + number % 20)
            lines.grow(count)
        elif what == "at":
            place, within = lines.at(number)
            assert (lines.line_of(place) + within == number) or not count
            assert place <= count
            assert lines.is_measured(number)
        elif what == "line_of" and count:
            place = number % count
            assert lines.at(lines.line_of(place)) == (place, 0)
            assert (lines.above(place), lines.height_of(place)) == heights[place]
        else:
            lines.measure_between(number, number + 20)
            assert not lines.measure_between(number, number + 20)
    lines.measure_between(0, 5 * len(heights))
    flat = [
        (place, line)
        for place, (above, height) in enumerate(heights[:count])
        for line in range(-above, height)
    ]
    assert lines.total == len(flat)
    assert [lines.at(line) for line in range(len(flat))] == flat
    assert [lines.line_of(place) for place in range(count)] == [flat.index((p, 0)) for p in range(count)]
    assert lines.at(len(flat) + 3) == (count, 3)


def test_of_a_long_list_only_what_is_asked_for_is_measured() -> None:
    """What is far away costs no more than what is near."""
    measured = []

    def measure(place: int) -> tuple[int, int]:
        measured.append(place)
        return 0, 2 + place % 3

    lines = RowLines(100_000, measure)
    lines.measure_between(0, 50)
    assert lines.at(lines.line_of(99_999)) == (99_999, 0)
    lines.at(lines.total // 2)
    assert len(measured) < 100
    # The first were measured; the others are taken to be like them.
    assert abs(lines.total - 300_000) < 10_000
