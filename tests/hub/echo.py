"""A hub that repeats in every place it can what it was sent, and sends on to other hosts with it."""

import base64
import json
from typing import Final
from urllib.parse import quote

from tests.hub.answers import Answer, Request, json_answer
from tests.hub.faults import Wire
from tests.hub.listener import Served
from tests.hub.papers import entry

KNOWN: Final = "2608.90101"


class EchoHub(Served):
    """As a context manager. What it does depends on how its address begins.

    `/echo` answers well, and repeats the headers in titles, abstracts and comments; `/refuse` with 403 and the headers
    as the reason; `/away` redirects to `elsewhere`, with the headers in the address; `/near` to an address of its own.
    """

    def __init__(self, elsewhere: str) -> None:
        super().__init__()
        self.requests: list[Request] = []
        self._elsewhere = elsewhere

    def _respond(self, request: Request, target: str, wire: Wire) -> bool:
        self.requests.append(request)
        answer = self._answer(request, target)
        wire.send(answer.head() + answer.body)
        return True

    def _answer(self, request: Request, target: str) -> Answer:
        said = " ".join(f"{name}: {value}" for name, value in request.headers.items())
        echoed = {
            "X-Error-Message": said,
            "Set-Cookie": f"said={quote(said)}",
            "RateLimit": f'"{said}";r=9;t=9',
        }
        _, way, rest = target.split("/", 2)
        match way:
            case "refuse":
                return json_answer({"error": f"You said {said}"}, 403).with_headers(echoed)
            case "away":
                authorization = request.headers.get("authorization", "")
                where = f"{self._elsewhere}/{rest}{'&' if '?' in rest else '?'}said={authorization}"
                return Answer(302, said.encode(), {"Location": where, **echoed})
            case "near":
                return Answer(307, said.encode(), {"Location": f"/echo/{rest}", **echoed})
        item = entry(
            id=KNOWN, title=f"Echo {said}", summary=f"You said {said}", ai_summary=said, authors=[said]
        )
        if request.path.endswith(("/daily_papers", "/search")):
            return json_answer([item]).with_headers(echoed)
        talk = {"id": "1", "type": "comment", "data": {"latest": {"raw": said}}, "author": {"name": said}}
        paper = item["paper"]
        assert isinstance(paper, dict)
        return json_answer({**paper, "comments": [talk]}).with_headers(echoed)


def forms(secret: str) -> list[bytes]:
    """Return how a secret may be written: plain, percent-encoded, JSON, reversed, in halves, hexadecimal, base64."""
    sent = secret.encode()
    # What surrounds it shifts base64 by up to two bytes; what is common to every continuation is in the middle.
    packed = [base64.b64encode(bytes(shift) + sent)[4:-4] for shift in range(3)]
    half = len(sent) // 2
    plain = [
        sent,
        quote(secret, safe="").encode(),
        json.dumps(secret)[1:-1].encode(),
        sent[::-1],
        sent.hex().encode(),
    ]
    return [*plain, sent[:half], sent[half:], *packed]
