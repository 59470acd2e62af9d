"""Digests in every form, read back by readers of others."""

import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from msgspec.structs import replace

from paperreader.document.cells import cell_width
from paperreader.domain.digests.digest import Digest, DigestPaper
from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.tex.unicode import to_unicode
from paperreader.formats.digests import DIGESTS
from paperreader.formats.digests.text import to_text
from tests.formats.builders import HOSTILE_TITLES, edition, golden, papers, texts

ATOM = {"a": "http://www.w3.org/2005/Atom"}
AT = datetime(2026, 8, 18, 19, 30, tzinfo=UTC)
FILES = {"text": "txt", "markdown": "md", "html": "html", "json": "json", "atom": "atom", "rss": "rss"}
_VOID = {"meta", "br"}


def digest(*listed: DigestPaper, title: str = "Daily Papers, Tue 18 Aug 2026") -> Digest:
    return Digest(title=title, name="Daily Papers", key="day", made_at=AT, papers=listed, count=len(listed))


def known() -> Digest:
    """Return a digest of papers as different as it can hold."""
    first, second, third, fourth = edition()
    monday, tuesday = "Mon 17 Aug 2026 · 2 papers", "Tue 18 Aug 2026 · 2 papers"
    listed = (
        DigestPaper(paper=first, rise=37, reasons=("watch “lamps”", "near to “Knots”"), part=tuesday),
        DigestPaper(paper=second, part=tuesday),
        DigestPaper(paper=third, part=monday),
        DigestPaper(paper=fourth, rise=-2, part=monday),
    )
    return replace(digest(*listed), count=23, remark="caught up until Mon 17 Aug 2026")


@pytest.mark.parametrize("form", DIGESTS)
def test_a_digest_is_as_it_was_looked_at(form: str) -> None:
    assert DIGESTS[form](known()) == golden(f"digest.{FILES[form]}")


@pytest.mark.parametrize("form", DIGESTS)
def test_a_digest_without_papers_says_why(form: str) -> None:
    empty = replace(digest(), why_empty="No papers came out on Sat 22 Aug 2026")
    assert "No papers came out on Sat 22 Aug 2026" in DIGESTS[form](empty)


def test_feeds_are_called_the_same_on_every_day_and_a_paper_is_new_once() -> None:
    one, other = (
        known(),
        replace(known(), title="Daily Papers, Wed", made_at=datetime(2026, 8, 19, tzinfo=UTC)),
    )
    for form, paths in (
        ("atom", ("a:id", "a:title", "a:entry/a:id", "a:entry[1]/a:updated")),
        ("rss", ("channel/title", "channel/item/guid", "channel/item/pubDate")),
    ):
        trees = [etree.fromstring(DIGESTS[form](each).encode()) for each in (one, other)]
        for path in paths:
            found = [[node.text for node in tree.findall(path, ATOM)] for tree in trees]
            assert found[0] == found[1] != []


def test_addresses_lead_to_the_web_alone_and_end_where_they_should() -> None:
    paper = Paper(
        key=PaperKey("2608.00001"),
        title="A lamp",
        project_page="javascript:alert(1)",
        github_repo='https://lamps.example/a b)"><script>',
    )
    for form, write in DIGESTS.items():
        if form != "json":
            text = write(digest(DigestPaper(paper=paper)))
            assert "javascript" not in text
            assert "https://lamps.example/a%20b%29%22%3E%3Cscript%3E" in text


class _Page(HTMLParser):
    """A page of HTML: the text of its links and headings, and whether its elements nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        if tag not in _VOID:
            self._open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"h1", "h2", "h3"} & set(self._open):
            self.headings[-1] += data


def _read_back(title: str) -> None:
    paper = Paper(key=PaperKey("2608.00001"), title=title, abstract=title)
    shown = to_unicode(title) or "2608.00001"
    made = digest(DigestPaper(paper=paper, reasons=(title,)), title=title)
    page = _Page(DIGESTS["html"](made))
    assert page.headings == [title, shown]
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "h1",
        "h2",
        "p",
        "a",
        "span",
    }
    tokens = MarkdownIt("commonmark").parse(DIGESTS["markdown"](made))
    headings = [tokens[place + 1] for place, token in enumerate(tokens) if token.type == "heading_open"]
    read = ["".join(child.content for child in each.children or []) for each in headings]
    assert [" ".join(text.split()) for text in read] == [" ".join(text.split()) for text in (title, shown)]
    # Headings, paragraphs, and one quotation; no list, no rule.
    kinds = {token.type for token in tokens}
    assert kinds <= {"blockquote_open", "blockquote_close", "inline"} | {
        f"{kind}_{side}" for kind in ("heading", "paragraph") for side in ("open", "close")
    }
    atom = etree.fromstring(DIGESTS["atom"](made).encode())
    assert [node.text for node in atom.findall("a:entry/a:title", ATOM)] == [_in_xml(shown)]
    rss = etree.fromstring(DIGESTS["rss"](made).encode())
    assert [node.text for node in rss.findall("channel/item/title")] == [_in_xml(shown)]
    assert json.loads(DIGESTS["json"](made))["papers"][0]["title"] == title


def _in_xml(text: str) -> str:
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


BEGINNINGS = ("#", "# a", "- a", "+ a", "> a", "1. a", "1) a", "---", "===", "-", "1.", "..a", "3D")


@pytest.mark.parametrize("title", [*HOSTILE_TITLES, *BEGINNINGS])
def test_a_hostile_title_is_read_as_text(title: str) -> None:
    _read_back(title)


@given(texts())
def test_any_title_is_read_as_text(title: str) -> None:
    _read_back(title)


@given(st.lists(papers(), max_size=3), st.integers(20, 90))
def test_any_paper_fits_its_form(listed: list[Paper], width: int) -> None:
    made = digest(*(DigestPaper(paper=paper) for paper in listed))
    _Page(DIGESTS["html"](made))
    for form in ("atom", "rss"):
        etree.fromstring(DIGESTS[form](made).encode())
    for line in to_text(made, width).splitlines():
        # An address, or a word that is longer than the line, is left whole.
        assert cell_width(line) <= width or "://" in line or len(line.split()) <= 2
