"""Discord's webhooks: an embed for each paper (discord.com/developers/docs/resources/message, embed limits)."""

import json
import re
from collections.abc import Sequence

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.webhooks.splitting import DigestPiece, cut, packed, part_of, pieces_of

_MOST_EMBEDS, _LONGEST_CONTENT, _LONGEST_TITLE, _LONGEST_DESCRIPTION = 10, 2000, 256, 1500
_ROOM = 5900
"""Characters of all embeds of a message: 6,000 are allowed."""
_MARKS = re.compile(r"([\\*_~`|>#\[\]()<-])")
_BLUE = 0x3B82C4


def to_bodies(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
    """Return the bodies to post, one after the other; nobody is pinged by what a title says."""
    del webhook
    embeds = [_embed(piece) for piece in pieces_of(digest)]
    messages = packed(embeds, _size, _ROOM, _MOST_EMBEDS) or [[]]
    return [_body(digest, message, part_of(place, len(messages))) for place, message in enumerate(messages)]


def _body(digest: Digest, embeds: Sequence[dict[str, object]], part: str) -> bytes:
    title = _escaped(cut(digest.title, _LONGEST_CONTENT // 4))
    body = {
        "content": f"**{title}**{part}\n{digest.counts}",
        "embeds": list(embeds),
        "allowed_mentions": {"parse": []},
    }
    return json.dumps(body, ensure_ascii=False).encode()


def _size(embed: dict[str, object]) -> int:
    return sum(len(value) for value in embed.values() if isinstance(value, str))


def _embed(piece: DigestPiece) -> dict[str, object]:
    item = piece.item
    if item is None:
        return {"description": _escaped(cut(piece.sentence, _LONGEST_DESCRIPTION // 2))}
    told = [f"**{_escaped(cut(piece.heading, 200))}**"] if piece.heading else []
    told += [_escaped(cut(line, 200)) for line in (item.people, item.figures) if line]
    told += [f"*Here because: {_escaped(cut(item.why, 200))}*"] if item.why else []
    told += [_escaped(item.summary)] if item.summary else []
    embed: dict[str, object] = {
        # A title is shown as it is; each character of markup would take another one.
        "title": cut(f"{piece.number}. {item.title}", _LONGEST_TITLE),
        "description": cut("\n".join(told), _LONGEST_DESCRIPTION),
        "color": _BLUE,
    }
    if item.link:
        embed["url"] = item.link
    return embed


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
