"""A saved results page of Hugging Face Papers: titles and abstracts from a text file.

The text consists of blocks with blank lines between them: some header blocks, then a title and its abstract in turn.
Nothing marks a title, so length has to tell (titles recorded: 6 to 206 characters, abstracts 165 to 1,923):
a block above 300 characters is an abstract, one below 100 a title or part of the header, one between either.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from paperreader import plain_file
from paperreader.domain.papers.feed import Feed, SavedPage
from paperreader.domain.papers.listing import Listing, ListingOrigin, unique_papers
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.text import clean
from paperreader.errors import PaperNotFound, SourceChanged, SourceUnreachable
from paperreader.plain_file import FileTooLarge, NotAFile

_MAX_BYTES = 20_000_000
_MAX_TITLE_LENGTH = 300
_MIN_ABSTRACT_LENGTH = 100
_BLANK_LINES = re.compile(r"\n\s*\n")
_HOW_TO_SAVE = "save the results page of huggingface.co/papers as plain text"


class SavedPageSource:
    """Papers of the file that a SavedPage feed names, with titles and abstracts and nothing else."""

    budget = None

    async def listing(self, feed: Feed) -> Listing:
        """Return the papers on the page.

        Raises:
            SourceUnreachable: The file can't be read.
            SourceChanged: It is not such a page.
        """
        if not isinstance(feed, SavedPage):
            raise TypeError(feed)
        papers = await asyncio.to_thread(_read, feed.path)
        return Listing(feed=feed, papers=papers, origin=ListingOrigin.FILE, is_complete=True)

    async def paper(self, key: PaperKey) -> Paper:
        """Raise PaperNotFound: which file to look into is not known."""
        raise PaperNotFound(f"A saved page can't be searched for the paper {clean(key)}")

    async def close(self) -> None:
        """Do nothing."""


def _read(path: str) -> tuple[Paper, ...]:
    name = clean(path) or "(no name)"
    try:
        raw, _ = plain_file.read(Path(path), _MAX_BYTES)
    except NotAFile as error:
        raise SourceUnreachable(f"{name} is not a file", "give the path of a saved page") from error
    except FileTooLarge as error:
        raise SourceChanged(f"{name} is too big for a saved page (more than 20 MB)", _HOW_TO_SAVE) from error
    except FileNotFoundError as error:
        raise SourceUnreachable(f"No such file: {name}", "check the path") from error
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character.
        reason = (error.strerror or "").lower() if isinstance(error, OSError) else "not a path"
        raise SourceUnreachable(f"{name} can't be read ({reason})", "check the path") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceChanged(f"{name} is not UTF-8 text", _HOW_TO_SAVE) from error
    papers = papers_from_text(text)
    if not papers:
        raise SourceChanged(f"{name} is not a saved results page", _HOW_TO_SAVE)
    return papers


def papers_from_text(text: str) -> tuple[Paper, ...]:
    """Return the papers of a page, each once; none if it is not a results page or still has its markup."""
    if re.match(r"\s*<(?:!doctype|html)\b", text, re.IGNORECASE):
        return ()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block for block in map(clean, _BLANK_LINES.split(text)) if block]
    first = _first_title(blocks)
    if first is None:
        return ()
    pairs = _pairs(blocks[first:])
    return unique_papers(
        Paper(key=PaperKey.from_title(title), title=title, abstract=abstract) for title, abstract in pairs
    )


def _first_title(blocks: Sequence[str]) -> int | None:
    """Return the place before the first abstract; None without one.

    Header blocks are not known by their words, which differ from page to page, but by their lengths: none is as long
    as the shortest abstract.
    """
    places = range(1, len(blocks))
    sure = next((place for place in places if len(blocks[place]) > _MAX_TITLE_LENGTH), None)
    if sure is None:
        return None
    first = sure - 1
    while first >= 2 and len(blocks[first - 1]) >= _MIN_ABSTRACT_LENGTH:
        first -= 2
    return first


def _pairs(blocks: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield title and abstract; None for a title that is followed by none."""
    title = ""
    paragraphs: list[str] = []
    for place, block in enumerate(blocks):
        after = blocks[place + 1] if place + 1 < len(blocks) else ""
        if not title:
            title = block
        elif _belongs_to_title(block, after, has_abstract=bool(paragraphs)):
            paragraphs.append(block)
        else:
            yield title, " ".join(paragraphs) or None
            title, paragraphs = block, []
    if title:
        yield title, " ".join(paragraphs) or None


def _belongs_to_title(block: str, after: str, *, has_abstract: bool) -> bool:
    """Tell whether a block is the abstract of the title before, or one more paragraph of it."""
    if len(block) > _MAX_TITLE_LENGTH:
        return True
    # Between the two lengths it is an abstract where one is due, unless the next block can only be its own.
    return len(block) >= _MIN_ABSTRACT_LENGTH and not has_abstract and len(after) <= _MAX_TITLE_LENGTH
