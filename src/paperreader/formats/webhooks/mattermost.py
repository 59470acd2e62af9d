"""Mattermost's incoming webhooks: Markdown (developers.mattermost.com/integrate/webhooks/incoming)."""

import json
import re
from collections.abc import Sequence

from paperreader.domain.deliveries.webhook import Webhook
from paperreader.domain.digests.digest import Digest
from paperreader.formats.webhooks.splitting import DigestPiece, cut, packed, part_of, pieces_of

_LONGEST = 16_000
"""Characters of a message: 16,383 are allowed."""
_LONGEST_PAPER = 4000
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>~:-])")
_MENTION = re.compile(r"@(?=\w)")


def to_bodies(digest: Digest, webhook: Webhook) -> Sequence[bytes]:
    """Return the bodies to post, one after the other; nobody is notified by what a title says."""
    del webhook
    texts = [_text(piece) for piece in pieces_of(digest)]
    title = _escaped(cut(digest.title, 500))
    messages = packed(texts, lambda text: len(text) + 2, _LONGEST - 2 * len(title)) or [[]]
    return [
        json.dumps(
            {
                "text": "\n\n".join(
                    [f"#### {title}{part_of(place, len(messages))}\n{digest.counts}", *message]
                )
            },
            ensure_ascii=False,
        ).encode()
        for place, message in enumerate(messages)
    ]


def _text(piece: DigestPiece) -> str:
    item = piece.item
    if item is None:
        return _escaped(cut(piece.sentence, 1000))
    title = _escaped(cut(item.title, 500))
    lines = [f"**{_escaped(cut(piece.heading, 300))}**"] if piece.heading else []
    lines.append(f"{piece.number}\\. [{title}]({item.link})" if item.link else f"{piece.number}\\. {title}")
    lines += [_escaped(cut(line, 300)) for line in (item.people, item.figures) if line]
    lines += [f"*Here because: {_escaped(cut(item.why, 300))}*"] if item.why else []
    lines += [_escaped(item.summary)] if item.summary else []
    while len(text := "  \n".join(lines)) > _LONGEST_PAPER:
        lines.pop()
    return text


def _escaped(text: str) -> str:
    # A space of no width keeps @channel and @all from being heard.
    return _MENTION.sub("@\u200b", _MARKS.sub(r"\\\1", text))
