"""Mail by a program that takes it as sendmail does."""

from collections.abc import Awaitable, Callable, Sequence

from paperreader.domain.deliveries.delivery import Delivery
from paperreader.errors import DeliveryDelayed, DeliveryRefused

_REFUSALS = {
    64: "it does not know its arguments",
    65: "the message is wrong",
    67: "no such recipient",
    68: "no such host",
}
"""Exit codes of sysexits.h that another try does not change; all others are taken as temporary."""
Program = Callable[[Sequence[str], bytes], Awaitable[int]]
"""Runs a program with a text on its standard input, and returns its exit code; raises OSError where it can't be run."""


class SendmailChannel:
    """Gives each message to a program such as sendmail or msmtp, which sends it or queues it.

    Args:
        program: The program, and its arguments before ours.
        sender: The address that bounces go to.
        run: Runs it.
    """

    def __init__(self, program: Sequence[str], sender: str, run: Program) -> None:
        self._program = program
        self._sender = sender
        self._run = run

    async def send(self, delivery: Delivery) -> None:
        """Give a message to the program, which has it when this returns.

        Raises:
            DeliveryDelayed: It could not be run, or failed for now.
            DeliveryRefused: It will not take this message.
        """
        name = self._program[0]
        argv = [*self._program, "-i", "-f", self._sender, "--", delivery.target]
        # Lines of mail end in CR LF on the wire, and in LF where a program of this machine takes them.
        text = delivery.body.replace(b"\r\n", b"\n")
        try:
            code = await self._run(argv, text)
        except OSError as error:
            why = f"{name} could not be run: {error.strerror or error}"
            raise DeliveryDelayed(why, "see sendmail in [mail] of the settings") from error
        if code in _REFUSALS:
            raise DeliveryRefused(f"{name} does not take it: {_REFUSALS[code]} (exit code {code})")
        if code:
            raise DeliveryDelayed(f"{name} failed (exit code {code})")
