"""Papers as ids or links, one a line; and papers from such lines."""

from collections.abc import Iterator, Sequence

from paperreader.domain.entry import Entry
from paperreader.domain.paper import Paper, PaperKey
from paperreader.formats.reading import Read, Understood, not_understood

_REMARK = "#"


def to_ids(papers: Sequence[Paper]) -> str:
    """Return one id a line: the arXiv id, or the paper's key where there is none."""
    return "".join(f"{paper.key}\n" for paper in papers)


def to_links(papers: Sequence[Paper]) -> str:
    """Return the address of each paper's page on the Hub, one a line; a paper that has none is left out."""
    return "".join(f"{paper.key.hub_url}\n" for paper in papers if paper.key.hub_url)


def from_ids(text: str) -> Iterator[Read]:
    """Yield a paper for each line that is an arXiv id, or a link to arXiv or the Hub, in any form.

    Nothing is known of it but its id. Empty lines and lines that begin with `#` are passed over.
    """
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip().strip("<>,;")
        if not bare or bare.startswith(_REMARK):
            continue
        key = PaperKey.from_text(bare)
        if key is None:
            yield not_understood(number, line, "it is no arXiv id, and no arXiv or Hugging Face link")
        else:
            yield Understood(number, Entry(Paper(key=key, title="")))
