"""What tests of copying have in common."""

from dataclasses import dataclass, field

from paperreader.system.clipboard import CopyCertainty, CopyResult

AMPLE = 20.0
"""A time limit (seconds) that no healthy program reaches, however busy the machine."""

NOBODY = ":987"
"""A display where nothing listens."""

SENT = CopyResult("terminal (OSC 52)", CopyCertainty.SENT)

COPY = """
import asyncio, os
from paperreader.system.clipboard import Clipboard
print(asyncio.run(Clipboard(os.environ, time_limit=20).copy("Paper lanterns", lambda text: None)).told("Title"))
"""


@dataclass
class Terminal:
    """A terminal that remembers what it was sent."""

    received: list[str] = field(default_factory=list)

    def send(self, text: str) -> None:
        self.received.append(text)
