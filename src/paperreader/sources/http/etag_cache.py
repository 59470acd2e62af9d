"""Answers that are asked for again only in case they changed."""

import re
from collections import OrderedDict
from dataclasses import replace

from paperreader.sources.http.response import Response

_VALIDATOR = re.compile(r'(?:W/)?"[!#-~]{1,200}"')
"""An `ETag` as RFC 9110, section 8.8.3, has it, of a bearable length."""
_MOST_BYTES = 16_000_000
_UNCHANGED = 304


class ETagCache:
    """The last answers of a run that came with a validator, by address and media type.

    Whether the Hub sends any is not documented; a server that does not is asked as ever.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[tuple[str, str], Response] = OrderedDict()

    def validator(self, url: str, accept: str) -> str | None:
        """Return what to name in `If-None-Match` when asking an address for a media type; None to ask without."""
        known = self._answers.get((url, accept))
        return None if known is None else known.headers["etag"]

    def whole(self, answer: Response, accept: str) -> Response:
        """Return an answer, and the one that is known in place of one that says that it still holds."""
        key = answer.url, accept
        known = self._answers.pop(key, None)
        if answer.status == _UNCHANGED and known is not None:
            self._answers[key] = known
            # What is said of requests and their number is of now.
            said = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
            return replace(known, headers={**known.headers, **said})
        if answer.status == 200 and _VALIDATOR.fullmatch(answer.headers.get("etag", "")):
            self._answers[key] = answer
            self._forget()
        return answer

    def _forget(self) -> None:
        """Forget the ones asked for longest ago, until there is room."""
        size = sum(len(answer.body) for answer in self._answers.values())
        while size > self._most_bytes:
            _, oldest = self._answers.popitem(last=False)
            size -= len(oldest.body)
