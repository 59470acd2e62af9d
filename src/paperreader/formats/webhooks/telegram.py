"""Telegram's bots: sendMessage with HTML (core.telegram.org/bots/api#sendmessage)."""

import json
from collections.abc import Sequence
from html import escape

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.webhooks.splitting import DigestPiece, cut, packed, part_of, pieces_of

_LONGEST = 4096
"""UTF-16 code units of a message, without its markup; it is counted with it here."""
_ROOM = 3500


def to_bodies(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
    """Return the bodies to post, one after the other."""
    texts = [_text(piece) for piece in pieces_of(digest)]
    messages = packed(texts, lambda text: _units(text) + 2, _ROOM) or [[]]
    return [
        json.dumps(
            {
                "chat_id": webhook.chat,
                "text": "\n\n".join([_head(digest, part_of(place, len(messages))), *message]),
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            },
            ensure_ascii=False,
        ).encode()
        for place, message in enumerate(messages)
    ]


def _head(digest: Digest, part: str) -> str:
    return f"<b>{_plain(digest.title, 100)}</b>{part}\n{digest.counts}"


def _text(piece: DigestPiece) -> str:
    item = piece.item
    if item is None:
        return _plain(piece.sentence, 400)
    title = _plain(item.title, 200)
    lines = [f"<b>{_plain(piece.heading, 100)}</b>"] if piece.heading else []
    lines.append(
        f'{piece.number}. <a href="{escape(item.link)}">{title}</a>'
        if item.link
        else f"{piece.number}. {title}"
    )
    lines += [_plain(line, 150) for line in (item.people, item.figures) if line]
    lines += [f"<i>Here because: {_plain(item.why, 150)}</i>"] if item.why else []
    lines += [_plain(item.summary, 300)] if item.summary else []
    # From the end: what is left is whole in its markup.
    while len(lines) > 1 and _units("\n".join(lines)) > _ROOM:
        lines.pop()
    return "\n".join(lines)


def _plain(text: str, longest: int) -> str:
    return escape(cut(text, longest))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
