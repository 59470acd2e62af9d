"""A digest as Markdown, for notes and chats."""

from collections.abc import Iterator

from paperreader.domain.digests.digest import Digest
from paperreader.formats.digests.content import MADE_BY_MACHINE, Item, parts, remarks
from paperreader.formats.markdown import escape, escape_paragraph, not_closing


def to_markdown(digest: Digest) -> str:
    """Return a document with a heading, a section for each part where there are parts, and one for each paper."""
    blocks = [f"# {not_closing(escape(digest.title))}", digest.counts]
    for heading, items in parts(digest):
        if heading:
            blocks.append(f"## {not_closing(escape(heading))}")
        for item in items:
            blocks += _blocks(item, "###" if heading else "##")
    blocks += map(escape_paragraph, remarks(digest))
    return "\n\n".join(blocks) + "\n"


def _blocks(item: Item, heading: str) -> Iterator[str]:
    title = escape(item.title)
    yield f"{heading} {not_closing(f'[{title}]({item.link})' if item.link else title)}"
    facts = " · ".join(filter(None, (item.people, item.figures)))
    if facts:
        yield escape_paragraph(facts)
    if item.why:
        yield f"*Here because: {escape(item.why)}*"
    if item.summary:
        yield f"> {escape_paragraph(item.summary)}{f' *({MADE_BY_MACHINE})*' if item.is_machine_made else ''}"
    # The title leads to the first.
    if others := item.links[1:]:
        yield " · ".join(f"[{name}]({address})" for name, address in others)
