"""Entries as ids or links, one a line, and papers from such lines."""

from collections.abc import Iterator, Sequence

from paperreader.domain.entry import Entry
from paperreader.domain.paper import Paper, PaperKey
from paperreader.formats.ids import to_ids
from paperreader.formats.reading import Read, Understood, not_understood

_REMARK = "#"
_LONGEST_LINE = 2000


def to_id_lines(entries: Sequence[Entry]) -> str:
    """Return one id a line: the arXiv id, or the paper's key where there is none."""
    return to_ids([entry.paper for entry in entries])


def to_link_lines(entries: Sequence[Entry]) -> str:
    """Return the address of each paper's page on the Hub, one a line; a paper that has none is left out."""
    urls = (entry.paper.key.hub_url for entry in entries)
    return "".join(f"{url}\n" for url in urls if url)


def from_lines(text: str) -> Iterator[Read]:
    """Yield a paper for each line that begins with an arXiv id, or has a link to arXiv or the Hub anywhere.

    Nothing is known of it but its id. Empty lines and lines that begin with `#` are passed over.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith(_REMARK):
            continue
        key = key_in_line(line)
        if key is None:
            yield not_understood(number, line, "it has no arXiv id, and no arXiv or Hugging Face link")
        else:
            yield Understood(number, Entry(Paper(key=key, title="")))


def key_in_line(line: str) -> PaperKey | None:
    """Return the key of the paper a line of a list means: `- 2608.01234, a title`, or words around a link."""
    line = line[:_LONGEST_LINE].strip().lstrip("-*+ ")
    first = line.split(maxsplit=1)[0] if line else ""
    return PaperKey.from_text(line) or PaperKey.from_text(first.strip("<>()[],;:")) or PaperKey.within(line)
