"""One message at a time must be read; what is said in passing stands in the status line, the newest only."""

import pytest
from textual.widgets._toast import Toast

from paperreader.domain.papers.feed import Sample
from paperreader.ui.kit import toasts
from paperreader.ui.kit.toasts import ToastOrder, Warned
from tests.ui.reader import opened, reader, settled, text_of

ERROR = Warned("the disk is full", is_error=True)
OTHER = Warned("the archive is damaged", is_error=True)
WARNING = Warned("there is no clipboard")


def shown_in_turn(order: ToastOrder) -> list[str]:
    """Return what is shown, and what is shown after it."""
    seen = []
    while order.shown is not None:
        seen.append(order.shown.sentence)
        order.go_on(100)
    return seen


def test_the_newest_is_shown_but_not_in_place_of_an_error() -> None:
    order = ToastOrder()
    order.add(WARNING, 0)
    order.add(ERROR, 10)
    order.add(WARNING, 11)
    order.add(WARNING, 12)
    assert shown_in_turn(order) == [ERROR.sentence, WARNING.sentence]


def test_what_nobody_can_have_read_comes_back_and_errors_first() -> None:
    order = ToastOrder()
    for message, at in ((ERROR, 0), (WARNING, 1), (OTHER, 2)):
        order.add(message, at)
    assert shown_in_turn(order) == [OTHER.sentence, ERROR.sentence, WARNING.sentence]


def test_what_was_read_makes_way_for_good_and_is_never_shown_twice() -> None:
    order = ToastOrder()
    order.add(ERROR, 0)
    order.add(ERROR, 5)
    order.add(OTHER, 20)
    assert shown_in_turn(order) == [OTHER.sentence]


async def test_many_messages_are_one_toast_and_cover_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    app = reader(monkeypatch, Sample())
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        screen = await opened(pilot, app)
        for number in range(8):
            toasts.tell(app, f"{number} papers fetched [/]")
            toasts.warn(app, f"[/] nobody answers at door {number}")
        await settled(pilot, lambda: [toast.region.height for toast in screen.query(Toast)] == [1])
        assert screen.query_one(Toast).region.y == screen.query_one("#bottom-rule").region.y
        drawn = [strip.text for strip in screen._compositor.render_strips()]
        assert "[/] nobody answers at door 7" in drawn[screen.query_one(Toast).region.y]
        assert text_of(app, "#status").endswith("7 papers fetched [/] ")
        assert "56 papers" in text_of(app, "#status")
        toasts.tell(app, "x" * 300)
        await settled(pilot, lambda: "xxx" in text_of(app, "#status"))
        assert text_of(app, "#status").endswith("x… ")
        await pilot.click(Toast)
        await settled(pilot, lambda: not screen.query(Toast))
        # The panes give way to more than one line, and come back.
        bottom = screen.panes.region.bottom
        toasts.warn(app, "It is long enough for some lines. " * 9)
        await settled(pilot, lambda: screen.panes.region.bottom == screen.query_one(Toast).region.y < bottom)
        await pilot.click(Toast)
        await settled(pilot, lambda: screen.panes.region.bottom == bottom)
        await pilot.press("c")
        await settled(pilot, lambda: app.screen is not screen)
        toasts.tell(app, "Copied")
        await settled(pilot, lambda: "Copied" in text_of(app, "#aside-keys"))
        assert "back" in text_of(app, "#aside-keys")
        app.announcements.clear()
        await settled(pilot, lambda: "Copied" not in text_of(app, "#aside-keys"))
        assert not app.screen.query(Toast)
