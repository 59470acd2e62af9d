"""The last line of a dialog: what ends it is there on every terminal."""

import pytest
from textual.app import App, ComposeResult

from paperreader.ui.dialogs.key_line import KeyLine


class _Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield KeyLine("Enter saves", "Tab completes", "Space separates tags", "Esc closes")


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "Enter saves   Tab completes   Space separates tags   Esc closes"),
        (40, "Enter saves   Tab completes   Esc closes"),
        (39, "Enter saves   Esc closes"),
        (12, "Esc closes"),
        (6, "Esc c…"),
    ],
)
async def test_keys_go_from_the_end_but_the_one_that_ends_it_stays(width: int, shown: str) -> None:
    app = _Alone()
    async with app.run_test(size=(width, 4)):
        line = app.query_one(KeyLine)
        line.styles.width = width
        assert str(line.render()) == shown
