"""The plots of what grows."""

from xml.etree import ElementTree as ET

from benchmarks.curves import drawing

GROWTH = {
    "title": {"100000": [320.0, 300.0, 310.0], "1000": [300.0], "12280": [305.0]},
    "memory": {"1000": [44.0], "12280": [44.5], "100000": [45.0]},
    "unknown": {"1000": [1.0]},
}


def test_there_is_a_plot_for_each_measure_that_is_known_with_its_unit_and_numbers() -> None:
    picture = ET.fromstring(drawing(GROWTH))  # noqa: S314 - our own
    texts = ["".join(each.itertext()) for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert [text for text in texts if "first title" in text or "memory" in text] == [
        "process start to the first title",
        "memory at rest",
    ]
    assert "400 ms" in texts
    assert "60 MB" in texts
    assert texts.count("12,280") == 2


def test_a_line_goes_from_the_fewest_papers_to_the_most_lower_where_it_is_more() -> None:
    picture = ET.fromstring(drawing(GROWTH))  # noqa: S314
    line = next(picture.iter("{http://www.w3.org/2000/svg}polyline")).attrib["points"]
    points = [tuple(map(float, point.split(","))) for point in line.split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted((y for _, y in points), reverse=True)
