"""A paper as a Markdown link, read back by a Markdown parser (Textual's own)."""

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from msgspec.structs import replace

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.tex.unicode import to_unicode
from paperreader.domain.text import clean_lines
from paperreader.formats.markdown import to_markdown_link, to_reading_list
from tests.formats.builders import (
    HOSTILE_NOTES,
    HOSTILE_TITLES,
    entry,
    known_paper,
    paper,
    texts,
    title_only_paper,
)


def test_the_title_leads_to_the_hub() -> None:
    assert to_markdown_link(paper()) == (
        "[A Small Lamp for Large Rooms](https://huggingface.co/papers/2608.01234)"
    )


def test_what_markdown_would_act_on_is_escaped() -> None:
    link = to_markdown_link(paper(title="[a](b) *c* R&D &lt; x_y"))
    assert link == r"[\[a\](b) \*c\* R&D \&lt; x\_y](https://huggingface.co/papers/2608.01234)"


def test_a_paper_without_a_page_has_no_link() -> None:
    assert to_markdown_link(title_only_paper()) is None


@pytest.mark.parametrize("key", ["2608.01234)](javascript:x", "../../x", "2608.01234?x=<y>"])
def test_a_key_that_is_no_arxiv_id_becomes_no_address(key: str) -> None:
    assert to_markdown_link(paper(key=PaperKey(key))) is None


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_a_hostile_title_is_read_as_text(title: str) -> None:
    _check(title)


@given(texts())
def test_any_title_is_read_as_text(title: str) -> None:
    _check(title)


def _check(title: str) -> None:
    """The line is one link to the Hub around nothing but the title, as it is meant."""
    link = to_markdown_link(paper(title=title))
    assert link is not None
    inline = MarkdownIt("gfm-like").parse(link)[1]
    opened, *inner, closed = inline.children or []
    assert (opened.type, opened.attrs) == ("link_open", {"href": "https://huggingface.co/papers/2608.01234"})
    assert closed.type == "link_close"
    assert {token.type for token in inner} <= {"text", "text_special"}
    assert "".join(token.content for token in inner) == to_unicode(title)


@pytest.mark.parametrize("title", HOSTILE_TITLES)
@pytest.mark.parametrize("note", HOSTILE_NOTES)
def test_a_reading_list_has_one_section_a_paper_whatever_title_and_note_hold(title: str, note: str) -> None:
    hostile = replace(entry(), paper=replace(known_paper(), title=title), note=clean_lines(note))
    tokens = MarkdownIt("gfm-like").parse(to_reading_list([hostile, entry(), Entry(title_only_paper())]))
    outside = [token for token in tokens if token.level == 0]
    headings = [token.tag for token in outside if token.type == "heading_open"]
    assert headings == ["h1", "h2", "h2", "h2"]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in outside}
    assert kinds == {"heading", "paragraph", "blockquote"}


def test_a_title_that_ends_in_number_signs_is_written_whole() -> None:
    some = Entry(replace(title_only_paper(), title="On C# and ##"))
    tokens = MarkdownIt("gfm-like").parse(to_reading_list([some]))
    contents = [token.children or [] for token in tokens if token.type == "inline"]
    assert "".join(child.content for child in contents[1]) == "On C# and ##"
