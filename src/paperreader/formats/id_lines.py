"""Papers as ids or links, one a line, and papers from such lines."""

import re
from collections.abc import Iterator, Sequence

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import ARCHIVES, Paper, PaperKey
from paperreader.formats.parsing import Parsed, ParsedEntry, parse_failure

_REMARK = "#"
_WORD = re.compile(r"[^\s,;|+&]+")
_MARKS = "<>()[]{}:.!?\"'“”*_`"
_MONTHLY = re.compile(r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?")


def to_ids(papers: Sequence[Paper]) -> str:
    """Return one id a line: the arXiv id, or the paper's key where there is none."""
    return "".join(f"{paper.key}\n" for paper in papers)


def to_id_lines(entries: Sequence[Entry]) -> str:
    """Return one id a line, as `to_ids` does."""
    return to_ids([entry.paper for entry in entries])


def to_link_lines(entries: Sequence[Entry]) -> str:
    """Return the address of each paper's page on the Hub, one a line; a paper that has none is left out."""
    urls = (entry.paper.key.hub_url for entry in entries)
    return "".join(f"{url}\n" for url in urls if url)


def from_lines(text: str) -> Iterator[Parsed]:
    """Yield a paper for each id and link in the lines that begin with an arXiv id, or have one that can't be another.

    Nothing is known of it but its id. Empty lines and lines that begin with `#` are passed over.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith(_REMARK):
            continue
        keys = keys_in_line(line)
        if not keys:
            yield parse_failure(
                number, line, "it has neither an arXiv id nor a link to arXiv or Hugging Face"
            )
        yield from (ParsedEntry(number, Entry(Paper(key=key, title=""))) for key in keys)


def keys_in_line(line: str) -> tuple[PaperKey, ...]:
    """Return the papers a line of a list means, each once, in order.

    Links, DOIs and ids with `arXiv:` before them count wherever they stand, an id alone at the beginning of a line, as
    in `- 2608.01234, a title`. A line that has any of these is such a list: ids that stand alone further on count too.
    """
    line = line.strip().lstrip("-*+ ")
    found = dict(PaperKey.all_within(line))
    words = [(each.start(), each[0].strip(_MARKS)) for each in _WORD.finditer(line)]
    first = PaperKey.from_text(words[0][1]) if words else None
    if first is not None:
        found[words[0][0]] = first
    if found:
        alone = ((at, PaperKey.from_text(word)) for at, word in words if _is_id(word))
        found |= {at: key for at, key in alone if key is not None}
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def _is_id(word: str) -> bool:
    """Tell whether a word can hardly be anything but an id: of a month, or of one of arXiv's old archives."""
    archive, slash, _ = word.partition("/")
    return _MONTHLY.fullmatch(word) is not None or (
        bool(slash) and archive.partition(".")[0].lower() in ARCHIVES
    )
