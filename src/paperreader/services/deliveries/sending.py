"""Sends what waits in the outbox, each by its channel, and notes how it went."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.domain.deliveries.retry import next_try
from paperreader.domain.ports import Channel, Clock
from paperreader.errors import DeliveryDelayed, DeliveryRefused
from paperreader.services.one_thread import OneThread
from paperreader.store.outbox import Outbox


class SendOutcome(Struct, frozen=True, kw_only=True):
    """How a delivery went."""

    delivery: Delivery
    error: str = ""
    """Why it did not arrive; empty where it did."""
    is_final: bool = True
    """It is not tried again: it arrived or was refused."""


class Sending:
    """Sends what is due, in order, one program at a time.

    Args:
        outbox: What is to be sent; asked in `thread` only.
        thread: The thread of the outbox.
        channels: By the names that deliveries call them.
        clock: Says what is due.
    """

    def __init__(
        self, outbox: Outbox, thread: OneThread, channels: Mapping[str, Channel], clock: Clock
    ) -> None:
        self._outbox = outbox
        self._thread = thread
        self._channels = channels
        self._clock = clock

    async def queue(self, deliveries: Sequence[Delivery]) -> None:
        """Put messages into the outbox, all or none.

        Raises:
            StoreError: None was.
        """
        await self._thread.call(self._outbox.queue, "", deliveries, (), self._clock())

    async def waiting(self) -> Sequence[Delivery]:
        """Return what has neither arrived nor been refused, in the order it was queued.

        Raises:
            StoreError: The outbox can't be read.
        """
        return await self._thread.call(self._outbox.waiting)

    async def drop(self, deliveries: Sequence[Delivery]) -> None:
        """Give messages up.

        Raises:
            StoreError: Those before the failure were.
        """
        for each in deliveries:
            await self._thread.call(self._outbox.refused, each, "dropped", self._clock())

    async def close(self) -> None:
        """Close the outbox."""
        await self._thread.call(self._outbox.close)
        await self._thread.close()

    async def due(self) -> AsyncIterator[SendOutcome]:
        """Send what is due, and tell of each how it went; nothing where another program is sending.

        What is addressed to a target that had to wait, or that refused, is told once: the rest waits for its turn.

        Raises:
            StoreError: The outbox can't be used.
        """
        sending = self._outbox.sending()
        if not await self._thread.call(sending.__enter__):
            return
        try:
            held: set[tuple[str, str]] = set()
            for delivery in await self._thread.call(self._outbox.due, self._clock()):
                to = (delivery.channel, delivery.target)
                if to in held:
                    continue
                outcome = await self._send(delivery)
                if not outcome.is_final:
                    held.add(to)
                yield outcome
        finally:
            await self._thread.call(sending.__exit__, None, None, None)

    async def _send(self, delivery: Delivery) -> SendOutcome:
        channel = self._channels.get(delivery.channel)
        if channel is None:
            return await self._refused(delivery, f"There is no channel {delivery.channel}")
        await self._thread.call(self._outbox.begin, delivery)
        try:
            await channel.send(delivery)
        except DeliveryDelayed as error:
            return await self._delayed(delivery, error)
        except DeliveryRefused as error:
            return await self._refused(delivery, error.message)
        await self._thread.call(self._outbox.arrived, delivery, self._clock())
        return SendOutcome(delivery=delivery)

    async def _delayed(self, delivery: Delivery, error: DeliveryDelayed) -> SendOutcome:
        now = self._clock()
        wanted = None if error.pause is None else timedelta(seconds=error.pause)
        again = next_try(delivery.queued_at, now, delivery.tries + 1, wanted)
        if again is None:
            return await self._refused(delivery, f"{error.message}; it was tried for four days")
        await self._thread.call(self._outbox.delayed, delivery, error.message, again)
        return SendOutcome(delivery=delivery, error=error.message, is_final=False)

    async def _refused(self, delivery: Delivery, error: str) -> SendOutcome:
        await self._thread.call(self._outbox.refused, delivery, error, self._clock())
        return SendOutcome(delivery=delivery, error=error)
