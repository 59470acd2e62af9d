"""The top line: every feed with its key and what waits there, the one that is shown always among them."""

from datetime import date

import pytest

from paperreader.document.cells import cell_width
from paperreader.domain.papers.feed import Archived, Edition, Feed, Inbox, Period, Search, Watched
from paperreader.settings import Settings
from paperreader.ui.browse.feed_bar import TABS, FeedBar, tabs_in
from paperreader.ui.kit.bar import BarPart, action_at, width_of
from tests.hub import Hub
from tests.ui.reader import opened, reader, settled, text_of

FRIDAY = Edition(Period.DAY, date(2026, 8, 21))
ROW = [[BarPart(f"{number} {label}", action=name)] for number, (name, label) in enumerate(TABS, 1)]


def text(parts: list[BarPart]) -> str:
    return "".join(part.text for part in parts)


@pytest.mark.parametrize("active", range(len(TABS)))
@pytest.mark.parametrize("width", [20, 40, 59, 75, 100, 130])
def test_the_tab_that_is_shown_is_there_and_the_others_are_reached(width: int, active: int) -> None:
    row = tabs_in(ROW, active, width)
    assert width_of(row) < width or len([part for part in row if part.action]) <= 3
    shown = [part.action for part in row if part.action and "…" not in part.text]
    names = [name for name, _ in TABS]
    assert names[active] in shown
    begin = names.index(shown[0])
    assert shown == names[begin : begin + len(shown)]
    at_ends = {part.action for part in row if "…" in part.text}
    assert at_ends == {*names[max(0, begin - 1) : begin], *names[begin + len(shown) :][:1]}


def test_a_short_row_begins_with_what_is_read_every_day() -> None:
    assert text(tabs_in(ROW, 0, 40)) == " 1 Daily  2 Weekly  3 Monthly … "
    assert text(tabs_in(ROW, 7, 40)) == " … 6 For you  7 Archive  8 Watches "


async def test_tabs_have_the_keys_of_the_settings_and_what_waits(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(keys={"feed.inbox": "I"}, watches={"all": "upvotes:>=0"})
    app = reader(monkeypatch, FRIDAY, settings, HF_ENDPOINT=hub.url)
    async with app.run_test(size=(140, 42)) as pilot:
        screen = await opened(pilot, app)
        number = len(screen.query_one("#papers").rows)  # type: ignore[attr-defined]
        await settled(pilot, lambda: f"I Inbox {number}   6 For you" in text_of(app, "#feed-bar"))
        assert f"8 Watches {number} " in text_of(app, "#feed-bar")
        assert text_of(app, "#feed-bar").startswith(" 1 Daily   2 Weekly   3 Monthly")
        assert text_of(app, "#feed-bar").endswith("‹  Fri 21 Aug 2026  › ")
        await pilot.press("x", "x")
        await settled(pilot, lambda: f"I Inbox {number - 2} " in text_of(app, "#feed-bar"))
        await pilot.press("b")
        await settled(pilot, lambda: f"I Inbox {number - 3} " in text_of(app, "#feed-bar"))
        await pilot.resize_terminal(60, 20)
        await settled(pilot, lambda: "…" in text_of(app, "#feed-bar"))
        bar = app.screen.query_one(FeedBar)
        x = text_of(app, "#feed-bar").index("…")
        assert cell_width(text_of(app, "#feed-bar")) == 60
        left, _ = bar.parts()
        assert action_at(left, x).startswith("screen.feed(")
        await pilot.click(FeedBar, offset=(x, 0))
        await settled(pilot, lambda: screen.listing is not None and screen.listing.feed != FRIDAY)


async def test_at_the_right_stands_the_day_or_the_question_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, FRIDAY)
    cases: list[tuple[Feed, str, str]] = [
        (Inbox(), "", ""),
        (Watched(), "votes", "by votes"),
        (Archived(""), "", ""),
        (Archived("mamba"), "", Archived("mamba").label),
        (Search("what is known"), "", Search("what is known").label),
    ]
    async with app.run_test(size=(140, 42)):
        bar = app.screen.query_one(FeedBar)
        for feed, order, shown in cases:
            bar.feed, bar.order = feed, order
            assert text(list(bar.parts()[1])).strip() == shown


@pytest.mark.parametrize(
    ("width", "feed", "order", "shown"),
    [
        (40, Search("agents"), "", " 1 Daily  2 Weekly …    Search “agents” "),
        (40, Edition(Period.WEEK, date(2026, 8, 17)), "", " 1 Daily  2 Weekly …   ‹17–23 Aug 2026› "),
        (40, FRIDAY, "stars", " 1 Daily … by stars   ‹Fri 21 Aug 2026› "),
        (
            80,
            Search("how much is forgotten when a model is taught"),
            "",
            " 1 Daily  2 Weekly …      Search “how much is forgotten when a model is taught” ",
        ),
    ],
)
async def test_the_question_is_whole_and_touches_no_tab(
    width: int, feed: Feed, order: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = reader(monkeypatch, FRIDAY)
    async with app.run_test(size=(width, 24)):
        bar = app.screen.query_one(FeedBar)
        bar.feed, bar.order = feed, order
        assert text_of(app, "#feed-bar") == shown
