"""Messages for chat services keep the limits these document, whatever the papers hold, and lose none."""

import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.formats.webhooks import WEBHOOKS
from tests.formats.builders import HOSTILE_TITLES, papers
from tests.formats.digests.test_digests import digest, known

_HOOKS = {
    kind: Webhook(name="lab", kind=kind, url="https://x.example", chat="@lab" if kind == "telegram" else "")
    for kind in WEBHOOKS
}
CHATS = ("slack", "discord", "mattermost", "telegram")
_PINGS = ("@everyone", "@here", "@channel", "@all", "<!channel>", "<@U024BE7LH>", "<!here|here>")


def messages(made: Digest, kind: str) -> list[dict[str, object]]:
    return [json.loads(body) for body in WEBHOOKS[kind](made, _HOOKS[kind])]


class _Balanced(HTMLParser):
    """Sees that what is opened is closed, in order; keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in {"b", "i", "a"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _check_slack(message: Mapping[str, object]) -> str:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    assert 1 <= len(blocks) <= 50
    header, _, *sections = blocks
    assert 1 <= len(header["text"]["text"]) <= 150
    texts = [block["text"]["text"] for block in sections]
    assert all(1 <= len(text) <= 3000 for text in texts)
    for text in texts:
        assert all(opened.startswith("<https://") for opened in re.findall(r"<[^>]*>?", text))
    return "\n".join(texts)


def _check_discord(message: Mapping[str, object]) -> str:
    content, embeds = message["content"], message["embeds"]
    assert isinstance(content, str)
    assert isinstance(embeds, list)
    assert len(content) <= 2000
    assert len(embeds) <= 10
    assert message["allowed_mentions"] == {"parse": []}
    sizes = [len(each.get("title", "")) + len(each["description"]) for each in embeds]
    assert sum(sizes) <= 6000
    assert all(len(each.get("title", "")) <= 256 and len(each["description"]) <= 4096 for each in embeds)
    return "\n".join(
        f"{each.get('title', '')} {each.get('url', '')} {each['description']}" for each in embeds
    )


def _check_mattermost(message: Mapping[str, object]) -> str:
    text = message["text"]
    assert isinstance(text, str)
    assert 1 <= len(text) <= 16_383
    return text


def _check_telegram(message: Mapping[str, object]) -> str:
    text = message["text"]
    assert isinstance(text, str)
    assert message["parse_mode"] == "HTML"
    assert message["chat_id"] == "@lab"
    read = _Balanced()
    read.feed(text)
    read.close()
    assert read.open == []
    assert 1 <= len(read.text.encode("utf-16-le")) // 2 <= 4096
    return text


_CHECKS = {
    "slack": _check_slack,
    "discord": _check_discord,
    "mattermost": _check_mattermost,
    "telegram": _check_telegram,
}


def checked(made: Digest, kind: str) -> list[str]:
    """Return the texts of all messages, each within its limits."""
    return [_CHECKS[kind](message) for message in messages(made, kind)]


def _many(count: int, title: str = "Lamps that read") -> Sequence[DigestPaper]:
    return [
        DigestPaper(
            paper=Paper(key=PaperKey(f"2608.{n:05}"), title=f"{title} {n}", abstract="A lamp. " * 200)
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("kind", CHATS)
def test_every_paper_is_in_one_message_and_in_order(kind: str) -> None:
    texts = checked(digest(*_many(120)), kind)
    assert len(texts) > 1
    found = re.findall(r"papers/2608[.\\]+(\d{5})", "\n".join(texts))
    assert list(dict.fromkeys(found)) == [f"{n:05}" for n in range(120)]
    for text, other in pairwise(texts):
        assert set(re.findall(r"2608[.\\]+\d{5}", text)).isdisjoint(re.findall(r"2608[.\\]+\d{5}", other))


@pytest.mark.parametrize("kind", CHATS)
def test_several_messages_say_which_they_are(kind: str) -> None:
    bodies = [json.dumps(message) for message in messages(digest(*_many(120)), kind)]
    assert all(f"({n} of {len(bodies)})" in body for n, body in enumerate(bodies, start=1))
    assert " of 1)" not in json.dumps(messages(known(), kind))


@pytest.mark.parametrize("kind", CHATS)
@pytest.mark.parametrize(
    "title", [*HOSTILE_TITLES, *_PINGS, "](https://evil.example) *bold* `code` ~~x~~ ||s||", "👩‍🚀" * 400]
)
def test_a_title_is_shown_as_it_is_and_pings_nobody(kind: str, title: str) -> None:
    hostile = DigestPaper(paper=Paper(key=PaperKey("2608.00001"), title=title, abstract=title))
    made = digest(hostile, title=title)
    text = "\n".join(checked(made, kind))
    whole = json.dumps(messages(made, kind), ensure_ascii=False)
    if kind == "slack":
        assert "<!" not in whole
        assert "<@" not in whole
    if kind == "mattermost":
        assert not re.search(r"@(everyone|here|channel|all)\b", whole)
        assert "](https://evil" not in text


@pytest.mark.parametrize("kind", CHATS)
def test_no_papers_are_told_too(kind: str) -> None:
    empty = Digest(
        title="Daily Papers, Sat 22 Aug 2026",
        name="Daily Papers",
        key="day",
        made_at=known().made_at,
        papers=(),
        count=0,
        why_empty="No papers came out on Sat 22 Aug 2026",
    )
    (text,) = checked(empty, kind)
    assert "No papers came out on Sat 22 Aug 2026" in text.replace("\\", "")


@given(st.lists(papers(), max_size=12), st.text(max_size=600), st.sampled_from(CHATS))
def test_the_limits_hold_whatever_is_in_it(listed: list[Paper], title: str, kind: str) -> None:
    made = digest(*(DigestPaper(paper=paper, reasons=(title[:50],)) for paper in listed), title=title)
    assert sum(1 for _ in checked(made, kind)) >= 1


def test_a_program_of_ones_own_gets_the_object_of_the_command() -> None:
    (message,) = messages(known(), "json")
    listed = message["papers"]
    assert isinstance(listed, list)
    assert [each["id"] for each in listed] == [each.paper.key for each in known().papers]
