"""A paper as a Markdown link, read back by a Markdown parser (Textual's own)."""

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from paperreader.domain.paper import PaperKey
from paperreader.formats.markdown import to_markdown_link
from tests.formats.builders import HOSTILE_TITLES, paper, texts, title_only_paper


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
    """The line is one link to the Hub around nothing but the title."""
    link = to_markdown_link(paper(title=title))
    assert link is not None
    inline = MarkdownIt("gfm-like").parse(link)[1]
    opened, *inner, closed = inline.children or []
    assert (opened.type, opened.attrs) == ("link_open", {"href": "https://huggingface.co/papers/2608.01234"})
    assert closed.type == "link_close"
    assert {token.type for token in inner} <= {"text", "text_special"}
    assert "".join(token.content for token in inner) == title
