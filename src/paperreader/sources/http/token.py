"""The token of a host, which is used and never shown."""

from dataclasses import dataclass, field, replace

from paperreader.sources.http.response import Response

_PLACEHOLDER = "(token)"
_MIN_LENGTH = 8
"""What is shorter is no token, and may well be in a response that does not repeat it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token; what prints variables, as a crash report does, prints `Token()`."""

    value: str = field(repr=False)

    @classmethod
    def from_setting(cls, value: str | None) -> "Token | None":
        """Return the token that a variable of the environment holds; None if it is not set or blank."""
        return cls(value.strip()) if value and value.strip() else None

    @property
    def can_be_sent(self) -> bool:
        """It consists of characters a header can have."""
        return self.value.isascii() and self.value.isprintable()

    def left_out_of(self, response: Response) -> Response:
        """Return a response that does not repeat it: what a server echoes is shown, archived and followed like all else."""
        sent = self.value.encode()
        if len(sent) < _MIN_LENGTH:
            return response
        headers = {name: value.replace(self.value, _PLACEHOLDER) for name, value in response.headers.items()}
        return replace(response, headers=headers, body=response.body.replace(sent, _PLACEHOLDER.encode()))
