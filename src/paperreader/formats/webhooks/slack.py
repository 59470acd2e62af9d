"""Slack's incoming webhooks: blocks of mrkdwn (docs.slack.dev/reference/block-kit/blocks)."""

import json
from collections.abc import Sequence

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.webhooks.splitting import DigestPiece, cut, packed, part_of, pieces_of

_MOST_BLOCKS, _LONGEST_TEXT, _LONGEST_HEADER = 50, 3000, 150
_ROOM = 30_000
"""Characters of the texts of a message: less than the service takes."""
_LONGEST_TITLE, _LONGEST_LINE = 300, 400


def to_bodies(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
    """Return the bodies to post, one after the other."""
    del webhook
    blocks = [_block(piece) for piece in pieces_of(digest)]
    # Two blocks are those above: the title, and how many there are.
    messages = packed(blocks, lambda block: len(block["text"]["text"]), _ROOM, _MOST_BLOCKS - 2) or [[]]  # type: ignore[index]
    return [_body(digest, message, part_of(place, len(messages))) for place, message in enumerate(messages)]


def _body(digest: Digest, blocks: Sequence[dict[str, object]], part: str) -> bytes:
    # A space of no width keeps `<!channel>` from being heard where no markup is read, either.
    shown = digest.title.replace("<", "<\u200b").strip() or "Papers"
    title = cut(shown, _LONGEST_HEADER - len(part)) + part
    above = [
        {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": _escaped(digest.counts)}]},
    ]
    # The text is what notifications show.
    body = {
        "text": _escaped(title),
        "blocks": [*above, *blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return json.dumps(body, ensure_ascii=False).encode()


def _block(piece: DigestPiece) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": _text(piece)}}


def _text(piece: DigestPiece) -> str:
    item = piece.item
    if item is None:
        return _fitting([], _plain(piece.sentence, _LONGEST_TEXT // 6))
    title = _plain(item.title, _LONGEST_TITLE)
    lines = [f"*{_plain(piece.heading, _LONGEST_LINE)}*"] if piece.heading else []
    lines.append(
        f"{piece.number}. <{item.link}|*{title}*>"
        if item.link and "|" not in item.link
        else f"{piece.number}. *{title}*"
    )
    lines += [_plain(line, _LONGEST_LINE) for line in (item.people, item.figures) if line]
    if item.why:
        lines.append(f"_Here because: {_plain(item.why, _LONGEST_LINE)}_")
    return _fitting(lines, _plain(item.summary, 480))


def _fitting(lines: Sequence[str], last: str) -> str:
    """Return lines and a last one, without that one where there is no room for it."""
    text = "\n".join([*lines, *filter(None, [last])])
    return text if len(text) <= _LONGEST_TEXT else "\n".join(lines)[:_LONGEST_TEXT]


def _plain(text: str, longest: int) -> str:
    """Return a text that is shown as it is: what marks it up is taken apart by a space of no width."""
    shown = _escaped(cut(text, longest))
    for mark in "*_~`":
        shown = shown.replace(mark, f"\u200b{mark}\u200b") if mark in shown else shown
    return shown


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
