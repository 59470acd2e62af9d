"""A text that is used and never shown."""

from dataclasses import dataclass, field, replace

from paperreader.sources.http.response import Response

_INSTEAD = "(token)"
_SHORTEST = 8
"""What is shorter is no token, and may well be in an answer that does not repeat it."""


@dataclass(frozen=True, slots=True)
class Token:
    """The token; what prints variables, as a crash report does, prints `Token()`."""

    value: str = field(repr=False)

    @property
    def can_be_sent(self) -> bool:
        """It consists of characters a header can have."""
        return self.value.isascii() and self.value.isprintable()

    def left_out_of(self, answer: Response) -> Response:
        """Return an answer that does not repeat it: what a server echoes is shown, archived and followed like all else."""
        sent = self.value.encode()
        if len(sent) < _SHORTEST:
            return answer
        headers = {name: value.replace(self.value, _INSTEAD) for name, value in answer.headers.items()}
        return replace(answer, headers=headers, body=answer.body.replace(sent, _INSTEAD.encode()))
