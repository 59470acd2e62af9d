"""What is said of a listing."""

from datetime import timedelta

import pytest

from paperreader.ui.browse import listing_text


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "0:01"),
        (0, "0:01"),
        (0.2, "0:01"),
        (59.1, "1:00"),
        (61, "1:01"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3725, "1:02:05"),
    ],
)
def test_what_is_left_of_a_pause(seconds: float, shown: str) -> None:
    assert listing_text.pause(timedelta(seconds=seconds)) == f"the Hub asks for a pause: {shown}"
