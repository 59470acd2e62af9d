"""What is due is sent in order; what could not be sent waits, and holds back what follows it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.errors import DeliveryDelayed, DeliveryError, DeliveryRefused
from paperreader.services.deliveries.sending import Sending, SendOutcome
from paperreader.services.one_thread import OneThread
from paperreader.store.outbox import Outbox

NOW = datetime(2026, 8, 21, 7, tzinfo=UTC)


class Answering:
    """A channel that answers as told, then takes everything."""

    def __init__(self, *answers: DeliveryError | None) -> None:
        self._answers = list(answers)
        self.sent: list[str] = []

    async def send(self, delivery: Delivery) -> None:
        answer = self._answers.pop(0) if self._answers else None
        if answer is not None:
            raise answer
        self.sent.append(delivery.id)


class Desk:
    """An outbox with two letters to one and one to another, and who sends them at a time that can be moved."""

    def __init__(self, channel: Answering) -> None:
        self.outbox = Outbox.in_memory()
        self.now = NOW
        deliveries = [
            Delivery(id=id_, channel="mail", target=target, body=b"x", queued_at=NOW, next_try_at=NOW)
            for id_, target in (("1", "a"), ("2", "a"), ("3", "b"))
        ]
        self.outbox.queue("", deliveries, [], NOW)
        thread = OneThread("outbox", is_inline=True)
        self._sending = Sending(self.outbox, thread, {"mail": channel}, lambda: self.now)

    async def send(self) -> Sequence[SendOutcome]:
        return [each async for each in self._sending.due()]


async def test_all_that_is_due_is_sent_in_order_and_once() -> None:
    channel = Answering()
    desk = Desk(channel)
    assert [each.error for each in await desk.send()] == ["", "", ""]
    assert await desk.send() == []
    assert channel.sent == ["1", "2", "3"]


async def test_what_must_wait_holds_back_what_follows_it_and_nothing_else() -> None:
    channel = Answering(DeliveryDelayed("busy", pause=600))
    desk = Desk(channel)
    assert [(each.delivery.id, each.error, each.is_final) for each in await desk.send()] == [
        ("1", "busy", False),
        ("3", "", True),
    ]
    desk.now += timedelta(seconds=599)
    assert await desk.send() == []
    desk.now += timedelta(seconds=1)
    await desk.send()
    assert channel.sent == ["3", "1", "2"]


async def test_what_is_refused_is_over() -> None:
    channel = Answering(DeliveryRefused("no such user"))
    desk = Desk(channel)
    assert [each.error for each in await desk.send()] == ["no such user", "", ""]
    assert desk.outbox.waiting() == ()


async def test_it_is_given_up_after_four_days() -> None:
    desk = Desk(Answering(*[DeliveryDelayed("busy")] * 3))
    desk.now += timedelta(days=4)
    outcomes = await desk.send()
    assert [each.is_final for each in outcomes] == [True, True, True]
    assert outcomes[0].error == "busy; it was tried for four days"


async def test_a_channel_that_is_no_more_is_told() -> None:
    desk = Desk(Answering())
    desk.outbox.queue(
        "",
        [Delivery(id="9", channel="pigeon", target="c", body=b"x", queued_at=NOW, next_try_at=NOW)],
        [],
        NOW,
    )
    assert (await desk.send())[-1].error == "There is no channel pigeon"
