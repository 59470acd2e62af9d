"""Full texts: arXiv's pages made into Markdown, and Markdown set as lines and as plain text."""

from paperreader.document.cells import cell_width
from paperreader.document.chunks import MAX_BARS, split_chunks
from paperreader.document.layout import BlockLayout, line_at
from paperreader.document.markdown import full_text_blocks
from paperreader.document.segments import plain_text
from paperreader.document.speech import speech_lines
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.sources.arxiv.html.element_tree import HtmlTooLarge
from paperreader.sources.arxiv.html.latexml import markdown_of
from tests.fuzz.oracles import harmless, text_of

_WIDTHS = (8, 20, 47, 79)
"""Columns; what is narrower is no screen to read on."""
_KEY = PaperKey("2608.90306")


def html(data: bytes) -> None:
    """A page is harmless Markdown, no paper, or too large."""
    try:
        markdown = markdown_of(data, f"https://arxiv.org/html/{_KEY}v1", _KEY)
    except HtmlTooLarge:
        return
    if markdown is not None:
        harmless(markdown, breaks=True)
        assert clean_lines(markdown) == markdown


def full_text(data: bytes) -> None:
    """Markdown becomes lines of harmless text, none wider than asked, each found again by its place; so it can be read aloud."""
    text = clean_lines(text_of(data))
    cut = list(split_chunks(text))
    end = 0
    # A longer table has its head more than once.
    for piece in cut if text.count("|") <= MAX_BARS else ():
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        # Nothing is left out, nothing comes twice.
        assert not text[end : piece.start].strip()
        assert piece.start >= end
        end = piece.start + len(piece.text)
    assert text.count("|") > MAX_BARS or not text[end:].strip()
    is_converted = len(text) % 2 == 0
    blocks = list(full_text_blocks(text, is_converted=is_converted))
    assert bool(blocks) == bool(text)
    for width in _WIDTHS:
        setter = BlockLayout(width, is_source=width % 2 == 0)
        lines = [line for place in range(len(blocks)) for line in setter.lines(blocks, place)]
        places = [(line.block, line.offset) for line in lines]
        assert places == sorted(places)
        for number, line in enumerate(lines):
            shown = plain_text(line.drawn)
            harmless(shown)
            assert cell_width(shown) <= width, (width, ascii(shown))
            found = lines[line_at(lines, line.block, line.offset)]
            assert (found.block, found.offset) == places[number]
        for spoken in speech_lines(text, width, is_converted=is_converted):
            harmless(spoken)
