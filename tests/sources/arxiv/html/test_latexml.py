"""arXiv's HTML becomes Markdown that says the same, whatever the bytes are, and never costs more than their number."""

import re
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paperreader.domain.papers.paper import PaperKey
from paperreader.domain.text import clean_lines
from paperreader.sources.arxiv.html.element_tree import MAX_PARTS, HtmlTooLarge, tree_of
from paperreader.sources.arxiv.html.latexml import markdown_of
from tests.at_length import few
from tests.hub.papers import WRITTEN

_KEY = PaperKey("2608.90306")
_ADDRESS = "https://arxiv.org/html/2608.90306"
_PAPER = b'<article class="ltx_document">'


def converted(body: str | bytes) -> str:
    page = body.encode() if isinstance(body, str) else body
    text = markdown_of(_PAPER + page, _ADDRESS, _KEY)
    assert text is not None
    return text


def test_the_written_page_says_all_that_it_says() -> None:
    text = markdown_of((WRITTEN / "arxiv.html").read_bytes(), _ADDRESS, _KEY)
    assert text == (WRITTEN / "arxiv.md").read_text(encoding="utf-8").rstrip("\n")


def test_every_link_within_the_written_page_leads_to_an_anchor() -> None:
    text = markdown_of((WRITTEN / "arxiv.html").read_bytes(), _ADDRESS, _KEY) or ""
    targets, anchors = set(re.findall(r"\]\(#([^)]+)\)", text)), set(re.findall(r'<a id="([^"]+)">', text))
    assert targets
    assert targets <= anchors


def test_a_page_that_is_no_paper_is_none() -> None:
    assert markdown_of(b"<!doctype html><form>Sign in</form>", _ADDRESS, _KEY) is None
    assert markdown_of(b"", _ADDRESS, _KEY) is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one<p>two", "one\n\ntwo"),
        ("<p>a <b>bold</b> <i>word</i><b> </b></p>", "a **bold** *word*"),
        ("<p><b>all <b>of</b> it</b></p>", "**all of it**"),
        ("<p>1. no item</p>", "1\\. no item"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>- no item</p>", "\\- no item"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<h2>a<br>b #</h2>", "## a b #\\"),
        ("<p>x<sup>2</sup> and x<sub>i+1</sub></p>", "x$^{2}$ and x$_{i+1}$"),
        ("<p>it costs $5, not *6* or `7`</p>", "it costs \\$5, not \\*6\\* or \\`7\\`"),
        ("<p>snake_case and _edges_</p>", "snake_case and \\_edges\\_"),
        ("<p>&lt;script&gt; &amp;lt; &#0; &#x1b;[31m</p>", "\\<script> \\&lt; \ufffd [31m"),
        ("<script>alert(1)</script><p>x</p><style>p{}</style>", "x"),
        ("<!-- no --><p>x<!-- > --></p>", "x"),
        ("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "x"),
        ('<p><a href="//evil.example/a b">x</a></p>', "[x](https://evil.example/a%20b)"),
        ('<p><a href="https://u:p@evil.example/">x</a></p>', "x"),
        ('<p><a href="#S1">1</a></p><h2 id="S1">One</h2>', '[1](#S1)\n\n<a id="S1"></a>\n\n## One'),
        ('<p><a href="#S1&quot;&gt;">1</a></p>', "1"),
        ('<p><a href="https://arxiv.org/abs/2608.90306v3#S1">1</a></p>', "[1](#S1)"),
        ('<p><a href="https://a.example/x">https://a.example/x</a></p>', "<https://a.example/x>"),
        ('<p><a href="https://a.example/x">[a</a></p>', "[\\[a](https://a.example/x)"),
        ('<p><math alttext="a%&#10;b $c$ \\"></math></p>', "$ab c$"),
        ('<p><math alttext=""><mi>x</mi></math>y</p>', "y"),
        ("<p><math><annotation encoding='application/x-tex'>a&lt;b</annotation></math></p>", "$a<b$"),
        ("<p><math alttext=a><mtext><math alttext=b></math></mtext></math>c</p>", "$a$c"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n\n- c"),
        ("<ol><li><span class=ltx_tag>(a)</span>x</li></ol>", "- (a) x"),
        ("<table><tr><td>one<td>two</table>", "| one | two |\n| --- | --- |"),
        ("<table><tr><td>only</td></tr></table>", "only"),
        ("<table><tr><td> <td> </table>", ""),
        (
            "<table><tr><th>a<th>b<tr><td rowspan=2>x<td>1<tr><td>2</table>",
            "| a | b |\n| --- | --- |\n| x | 1 |\n| x | 2 |",
        ),
        ("<pre>a\n  b\n```</pre>", "````\na\n  b\n```\n````"),
        ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<svg><text>no</text><foreignObject><p>yes</p></foreignObject></svg>", "yes"),
        ("<nav>no</nav><footer>no</footer><p>yes", "yes"),
        ('<p>x</p><a "unclosed', "x"),
    ],
)
def test_what_becomes_of_elements(body: str, text: str) -> None:
    assert converted(body) == text


@pytest.mark.parametrize(
    "tag", few(["li", "table", "svg", "b", "div", "span", "ul", "blockquote", "x-y", "sup", "a"], 2)
)
def test_a_hundred_thousand_of_a_kind_within_each_other_are_read(tag: str) -> None:
    page = f"<{tag}>".encode() * 100_000 + b"a word" + f"</{tag}>".encode() * 100_000 + b"<p>after</p>"
    assert "after" in converted(page)


@pytest.mark.parametrize(
    ("before", "part", "after"),
    few(
        [
            pytest.param("", "<br>", "", id="elements"),
            pytest.param("<p ", "a ", ">", id="attributes of one"),
            pytest.param("", "a<br>", "", id="texts"),
            pytest.param("", "<p a>", "", id="attributes of many"),
        ],
        2,
    ),
)
def test_a_page_of_more_parts_than_anybody_wrote_is_refused(before: str, part: str, after: str) -> None:
    with pytest.raises(HtmlTooLarge):
        tree_of(f"{before}{part * (MAX_PARTS + 1)}{after}".encode())


def test_ten_megabytes_in_one_paragraph_are_read() -> None:
    assert len(converted(b"<p>" + b"word " * 1_900_000)) > 9_000_000


@pytest.mark.parametrize(
    "piece", ["<p>much to say", "<math alttext='much to say'/>"], ids=["text", "formulas"]
)
def test_a_page_of_more_text_than_anybody_wrote_is_refused(piece: str) -> None:
    with pytest.raises(HtmlTooLarge):
        tree_of(piece.replace("much", "much " * 20).encode() * 100_000)


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div", "class=ltx_para>", "</div>", "<b>", "</b>", "<i>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<td\tcolspan=9\trowspan=9>\n", "", "", "", "</table>", "<figure>", "<figcaption>", "</figure>", '<math\talttext="a$\\">', "</math>", '<a\thref="#b"\tid=b>', "</a>", "<h2\tid=b>", "</h2>\n", "", "", "", '<span\tclass="ltx_note"\tid=b>', "<span\tclass=ltx_note_content>", "</span>", "<pre>", "</pre>", "<code>", "</code>", "`", "*", "_", "$", "[", "](", "|", "#", "-", "1.", "\\", "&\n", "", "", "", "&lt;", "&#27;[2J", "&#8238;", "<img\tsrc=x>", "<br>", "<svg>", "<foreignObject>", "</svg>", "<dl>", "<dt>", "<dd>", "<blockquote>", "<sup>", "</sup>", "<table\tclass=ltx_equation>\n", "", "", "", "<div\tclass=ltx_listing>", "<div\tclass=ltx_listingline>", "<!--", "-->", "<script>", "</script>", "<", ">", '"', "'", "x", "word", "́", "\x1b[31m"]
).map(lambda piece: piece.replace("\t", " "))  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_anything_becomes_clean_markdown(body: str) -> None:
    text = converted(body.encode(errors="replace"))
    assert clean_lines(text) == text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    MarkdownIt().parse(text)


@given(st.binary(max_size=300))
def test_any_bytes_become_clean_markdown(page: bytes) -> None:
    text = converted(page)
    assert clean_lines(text) == text


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_a_text_is_read_in_markdown_as_what_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    rendered = MarkdownIt().render(converted(f"<p>{escaped}</p>"))
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        rendered = rendered.replace(written, meant)
    assert rendered == f"<p>{clean_lines(text)}</p>\n" or not clean_lines(text)


def _work(page: bytes) -> int:
    """Count the calls that converting a page takes."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        markdown_of(_PAPER + page, _ADDRESS, _KEY)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    few([
        b"<div>", b"<b>x<i>y", b"<p>x", b"<ul><li>x", b"<table><tr><td>x", b"<tr><td rowspan=60 colspan=60>x", b"<!--", b'<a "',
        b"<math>", b"<annotation ", b"<script>", b"</x>", b"<dl><dt>a<dd>b", b"<a href='#x'>[y", b"<li id=b class=ltx_bibitem>x",
        b"<span class=ltx_note id=a><span class=ltx_note_content>x</span></span>", b"<figure><figcaption><span class=ltx_tag>F",
        b"<svg><foreignObject><p>x", b"<pre>`", b"<", b"&amp", b"<a b= ", b"<table class=ltx_equation><tr><td><math alttext=x></math>",
    ], 6),
)  # fmt: skip
def test_twice_as_much_is_at_most_twice_the_work(piece: bytes) -> None:
    some, more = _work(piece * 1_500), _work(piece * 3_000)
    assert more < 2.2 * some + 1_000


@pytest.mark.parametrize(
    "page", ["<" + "a" * 300_000, "<a" * 150_000, "<a'" * 100_000], ids=["long name", "names", "quotes"]
)
def test_tags_without_an_end_cost_no_more_than_their_length(page: str) -> None:
    # The square of their length would be minutes.
    tree_of(page.encode())


@pytest.mark.parametrize("number", ["1" * 5000, "0" * 5000 + "65", "99999999"], ids=["long", "zeros", "none"])
@pytest.mark.parametrize(
    "page",
    [
        "<p>&#{};",
        "<p id='&#{};'>x",
        '<math><annotation encoding="application/x-tex">&#{};</annotation></math>',
    ],
    ids=["text", "attribute", "formula"],
)
def test_a_number_no_character_has_is_read_whatever_its_length(page: str, number: str) -> None:
    tree_of(page.format(number).encode())
