"""A text that is used and never shown."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """The token; what prints variables, as a crash report does, prints `Secret()`."""

    value: str = field(repr=False)

    @property
    def can_be_sent(self) -> bool:
        """It consists of characters a header can have."""
        return self.value.isascii() and self.value.isprintable()
