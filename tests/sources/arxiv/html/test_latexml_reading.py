"""What arXiv's pages of 2026 have, and those before them, is read as what it means: each kind by its smallest sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paperreader.document.speech import speech_lines
from paperreader.domain.papers.paper import PaperKey
from paperreader.sources.arxiv.html.latexml import markdown_of
from tests import DATA

_CASES = DATA / "reading"
_KEY = PaperKey("2410.00001")
_PAPER = '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Lamps</h1>'
_ERROR = '<span class="ltx_ERROR undefined">{}</span>'
_NOTE = (
    '<span{} class="ltx_note ltx_role_{}">{}<span class="ltx_note_outer"><span class="ltx_note_content">'
    '{}<span class="ltx_note_type">{}: </span>{}</span></span></span>'
)


def note(text: str, role: str, mark: str = "", name: str = "") -> str:
    sign = f'<sup class="ltx_note_mark">{mark}</sup>' if mark else ""
    return _NOTE.format(f' id="{name}"' if name else "", role, sign, sign, role, text)


def read(body: str, address: str = f"https://arxiv.org/html/{_KEY}v2", key: PaperKey = _KEY) -> str:
    text = markdown_of((_PAPER + body).encode(), address, key)
    assert text is not None
    return text.removeprefix("# Lamps").lstrip("\n")


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("01-picture-address", "![Figure 1](https://arxiv.org/html/2410.00001v2/x1.png)\n\nFigure 1: Parts."),
        ("06-scripts", "Ann$^{1}$,$^{2}$; mAP$_{0.5}$; 93.1$_{±0.4}$; 10$^{-3.5}$; 5$_{±0.1}$."),
        (
            "07-two-row-head",
            "| Name | Both A | Both B | Last (s) |\n| --- | --- | --- | --- |\n| x |  | 2 | 3 |",
        ),
        ("08-head-goes-on-in-body", "| Kind | Serial steps | Path |\n| --- | --- | --- |\n| one | 1 | 2 |"),
        ("09-title-with-thanks", "Thanks: Paid by none.\n\nText."),
        ("10-inline-listing", "Inline `x_y = 1` and `a_b * 2`."),
        (
            "11-authors-2026",
            (
                "Ann Example\n\nSome Lab\n\n`{ann,bob}@example.org`\n\nCorresponding author.\n\nBob Sample\n\n"
                "Text.\n\n¹ They did the same.\n\n⁷ Under review."
            ),
        ),
        (
            "12-description-for-the-blind",
            (
                "![Figure 5](https://arxiv.org/html/2410.00001v1/x1.png)\n\nFigure 5. Caption.\n\n"
                "Described: Two bars, one is higher."
            ),
        ),
        ("13-error-marks", "Ann Example and Question 1: why?"),
        ("30-drawing-labels", "Text.\n\nFigure 1: A drawing."),
        ("29-listing-white-space", "**Algorithm 1** Steps\n\n```\n1: for i=1 do\n2: x←1\n```"),
    ],
)
def test_each_case_is_read_as_what_it_means(case: str, text: str) -> None:
    page = (_CASES / case).with_suffix(".html").read_bytes()
    assert markdown_of(page, f"https://arxiv.org/html/{_KEY}v2", _KEY) == f"# A made-up title\n\n{text}"


def test_formulas_in_an_algorithm_have_no_dollar_signs() -> None:
    text = markdown_of(
        (_CASES / "18-listing-with-formula.html").read_bytes(), "https://arxiv.org/html/x", _KEY
    )
    assert text is not None
    assert "1: function Foo(a,b)\n2: x←1" in text
    assert "$" not in text


def test_a_failed_conversion_is_no_text() -> None:
    page = (_CASES / "02-failed-conversion.html").read_bytes()
    assert markdown_of(page, f"https://arxiv.org/html/{_KEY}", _KEY) == ""


@pytest.mark.parametrize("title", ["", '<span class="ltx_ERROR">\\title</span>', " <br>"])
def test_a_title_without_words_is_none(title: str) -> None:
    page = f'<article class="ltx_document"><h1 class="ltx_title">{title}</h1><p>{_ERROR.format("a")} 10pt</p></article>'
    assert markdown_of(page.encode(), f"https://arxiv.org/html/{_KEY}", _KEY) == ""


def test_a_text_of_which_only_a_command_failed_is_one() -> None:
    article = f'<article class="ltx_document"><p>{_ERROR.format("magnification")} {{}}</p></article>'
    assert markdown_of(article.format("word " * 150).encode(), "https://arxiv.org/html/x", _KEY)
    titled = article.format("word").replace("<p>", '<h2 class="ltx_title">A note</h2><p>')
    assert markdown_of(titled.encode(), "https://arxiv.org/html/x", _KEY) == "**A note**\n\nword"


@pytest.mark.parametrize(
    ("key", "base", "source", "address"),
    [
        ("2410.00001", "", "2410.00001v2/x1.png", "html/2410.00001v2/x1.png"),
        ("2410.00001", "/html/2410.00001v2/", "x1.png", "html/2410.00001v2/x1.png"),
        ("2410.00001", "https://arxiv.org/html/2410.00001v2/", "a/x1.png", "html/2410.00001v2/a/x1.png"),
        ("2410.00001", "2410.00001v2/", "x1.png", "html/2410.00001v2/x1.png"),
        ("2410.00001", "//arxiv.org/html/2410.00001v2/", "./x1.png", "html/2410.00001v2/x1.png"),
        ("2410.00001", "/html/2410.00001v2/", "/static/x.png", "static/x.png"),
        ("hep-th/9901001", "", "9901001v2/x1.png", "html/hep-th/9901001v2/x1.png"),
        ("hep-th/9901001", "", "hep-th/9901001v2/x1.png", "html/hep-th/9901001v2/x1.png"),
        ("hep-th/9901001", "/html/hep-th/9901001v2/", "x1.png", "html/hep-th/9901001v2/x1.png"),
        ("hep-th/9901001", "/html/", "hep-th/9901001v2/x1.png", "html/hep-th/9901001v2/x1.png"),
    ],
)
def test_pictures_are_where_a_browser_finds_them(key: str, base: str, source: str, address: str) -> None:
    page = f'<base href="{base}">' if base else ""
    page += f'<article class="ltx_document"><p><img src="{source}"></p></article>'
    text = markdown_of(page.encode(), f"https://arxiv.org/html/{key}v2", PaperKey(key))
    assert text == f"![](https://arxiv.org/{address})"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>2<sup>nd</sup> of the 19<sup>th</sup></p>", "2nd of the 19th"),
        ("<p>cm<sup>2</sup> s<sup>-1</sup></p>", "cm$^{2}$ s$^{-1}$"),
        ("<p>1<sup>er</sup> 93.1<sup>a</sup> x<sup>th</sup></p>", "1er 93.1$^{a}$ x$^{th}$"),
        ("<p>Ann<sup>1,</sup> Bob<sup>1 , 2,*</sup></p>", "Ann$^{1}$, Bob$^{1}$,$^{2}$,$^{*}$"),
        ("<p>5<sub><math alttext='\\pm'></math>a</sub></p>", "5$_{\\pm a}$"),
        ("<p>Bob<sup>1</sup><sup>*</sup>", "Bob$^{1}{}^{*}$"),
        ("<p>12.3<sup>+0.4</sup><sub>-0.3</sub>", "12.3$^{+0.4}{}_{-0.3}$"),
        ("<p><math alttext=\\alpha></math><sub>i</sub>", "$\\alpha{}_{i}$"),
        ("<p>Lamp<sup>®</sup> Lamp<sup>TM</sup>", "Lamp$^{®}$ Lamp$^{TM}$"),
        ("<p>up<sup>+5% of all</sup></p>", "up$^{\\text{+5\\% of all}}$"),
        ("<p>word<sup>[<a href='#b'>12</a>]</sup></p>", "word[[¹²](#b)]"),
        ("<p>x<sup>a$b</sup> y<sub>{z}</sub></p>", "x^(a\\$b) y\\_({z})"),
        ("<p><sup>a long remark, set small by somebody, which is no script of anything at all</sup></p>",
         "a long remark, set small by somebody, which is no script of anything at all"),
        ("<p>see <a href='https://a.example/'>x<sup>1,2</sup></a></p>", "see [x¹,²](https://a.example/)"),
        ("<p><code>x<sub>1</sub></code></p>", "x$_{1}$"),
        ("<p><span class='ltx_text ltx_font_typewriter'>a</span><tt>_b</tt> <tt>c</tt></p>", "`a_b` `c`"),
        ("<p><tt>a`</tt><tt>b</tt></p>", "``a`b``"),
        ("<p><b>(a)</b>b and <b>(c)</b> and <b>M</b>ark</p>", "(a)b and **(c)** and **M**ark"),
        ("<p><b>on</b><b>e</b> <i>t</i><i>wo</i> <b><i>th</i></b><i>ree</i></p>", "**one** *two* ***th***ree"),
        ("<p><b>a<br>b</b></p>", "**a**  \n**b**"),
        ("<p><math alttext=\\alpha></math><math alttext=b></math></p>", "$\\alpha b$"),
        ("<p>85.3<math alttext=\\pm></math>0.2, <math alttext=\\lambda></math>1356</p>", "85.3$\\pm0.2$, $\\lambda1356$"),
        ("<p>$<math alttext=x></math>, <tt>$$</tt></p>", "\\$$x$, `$$`"),
    ],
)  # fmt: skip
def test_what_stands_beside_each_other_stays_apart(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<p>caf{_ERROR.format('foo')}es</p>", "caf es"),
        (f"<p>{_ERROR.format('{mdframed}')}</p><p>a</p>", "a"),
        (f"<table><tr><td>a<td>b<tr><td>{_ERROR.format('cdashline')}2-8<td>1</table>".replace("cd", "\\cd"),
         "| a | b |\n| --- | --- |\n|  | 1 |"),
        ('<p>See <span class="ltx_ref ltx_missing_label">LABEL:x</span>.</p>', "See ??."),
        ((f'<figure class="ltx_figure">{_ERROR.format("{tikzpicture}")}<p>(0,0) node A;</p>'
         "<figcaption>Figure 1: Drawn.</figcaption></figure>"), "Figure 1: Drawn."),
    ],
)  # fmt: skip
def test_marks_of_errors_are_no_text(body: str, text: str) -> None:
    assert read(body) == text


_CAPTION = '<figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_figure">Figure 1:</span>Parts{}</figcaption>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<figure>{_CAPTION.format(note('Of wood.', 'footnote', '1', 'f1'))}</figure>",
         'Figure 1: Parts[¹](#f1)\n\n<a id="f1"></a>¹ Of wood.'),
        (f"<p>a{note('who', 'footnotemark', '1')}</p>{note('They.', 'footnotetext', '1', 'f1')}",
         'a[¹](#f1)\n\n<a id="f1"></a>¹ They.'),
        (f"<p>a{note('Said.', 'footnote', '', 'f1')}</p>", 'a [*note*](#f1)\n\n<a id="f1"></a>*note* Said.'),
        (f"<span class=ltx_creator><span class=ltx_personname>Ann</span>{note('First.', 'thanks', '†', 'i')}</span>",
         "Ann\n\n† First."),
        (('<span class="ltx_note ltx_role_heading"><sup class="ltx_note_mark">†</sup>'
         '<span class="ltx_note_type">heading: </span>Volume 7</span>'), "† Volume 7"),
        (('<div class="ltx_pubnotes"><span class="ltx_pubnote ltx_role_ccs"><span class="ltx_note_name">CCS:</span>Logic'
         '</span><span class="ltx_pubnote"><span class="ltx_note_name">DOI: </span>10.1/x</span></div>'),
         "CCS: Logic\n\nDOI: 10.1/x"),
    ],
)  # fmt: skip
def test_notes_are_notes_wherever_they_are_made(body: str, text: str) -> None:
    assert read(body) == text


@pytest.mark.parametrize(
    ("mark", "shown"), [("12", "¹²"), ("b", "ᵇ"), ("iv", "ⁱᵛ"), ("Q", "(Q)"), ("∗", "∗"), ("*", "\\*")]
)
def test_the_mark_of_a_note_is_never_read_as_part_of_the_word_before_it(mark: str, shown: str) -> None:
    said = read(f"<p>word{note('Why.', 'footnote', mark, 'f')}</p>")
    assert said == f'word[{shown}](#f)\n\n<a id="f"></a>{shown} Why.'


def test_a_note_to_a_formula_that_stands_by_itself_is_no_part_of_it() -> None:
    row = f"<tr><td><math alttext='x'></math>{note('Why.', 'footnote', '3', 'f3')}</td></tr>"
    said = read(f'<table class="ltx_equation">{row}</table>')
    assert said == "$$\nx\n$$\n\n³ Why."
    row = f"<tr><td>so that it is never the same as{note('Why.', 'footnote', '3', 'f3')}</td></tr>"
    assert read(f'<table class="ltx_equation">{row}</table>').count("Why.") == 1


def test_a_note_of_paragraphs_does_not_break_the_sentence_it_is_in() -> None:
    beside = note("<span class=ltx_para><span class=ltx_p>Beside.</span></span>", "margin", "†", "m")
    assert read(f"<p>a{beside} b.</p>") == 'a[†](#m) b.\n\n<a id="m"></a>† Beside.'


def test_the_title_is_the_title_whatever_is_noted_to_it() -> None:
    title = '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Lamps{}</h1>'
    for said in (note("Paid.", "thanks", "†"), note("Paid.", "footnote", "", "f1")):
        text = markdown_of(title.format(said).encode(), "https://arxiv.org/html/x", _KEY)
        assert text is not None
        first, *rest = text.split("\n\n")
        assert first == "# Lamps"
        assert rest[0].endswith("Paid.")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (("<span class=ltx_creator><span class=ltx_personname>Ann</span></span>\n and \n<span class=ltx_creator>"
         "<span class=ltx_personname>Bob</span></span>"), ["Ann", "Bob"]),
        ("<span class=ltx_creator><span class=ltx_personname>Ann<br>Lab<br><tt>a@b.example</tt></span></span>",
         ["Ann", "Lab", "a@b.example"]),
        (("<span class='ltx_contact ltx_role_affiliation'><span class='ltx_text ltx_affiliation_institution'>Lab</span>\n"
         "<span class='ltx_text ltx_affiliation_city'>Town</span></span>"), ["Lab, Town"]),
        ("<span class=ltx_personname><table><tr><td>Ann</td></tr><tr><td>Lab</td></tr></table></span>", ["Ann", "Lab"]),
        ("<span class=ltx_author_before>, </span><span class=ltx_author_after> with Eve</span>", ["with Eve"]),
        (("<span class='ltx_contact ltx_role_email'><span class=ltx_contact_name>Email: </span>"
         "<a href='mailto:a@b.example'>a@b.example</a></span>"), ["a@b.example (mailto:a@b.example)"]),
        (("<span class='ltx_contact ltx_role_correspondent'><span class=ltx_contact_name>Corresponding author: </span>"
         "Bob</span>"), ["Corresponding author: Bob"]),
        (("<span class='ltx_contact ltx_role_affiliation'><span class=ltx_contact_name>Affiliation:&nbsp;</span>"
         "<span class=ltx_text>Lab<span class='ltx_text ltx_font_typewriter'>a@b.example</span> and more</span></span>"),
         ["Lab", "a@b.example", "and more"]),
    ],
)  # fmt: skip
def test_authors_are_told_apart_from_where_they_work(body: str, lines: list[str]) -> None:
    told = [line for line in speech_lines(read(f"<div class=ltx_authors>{body}</div>"), 0) if line]
    assert [line.replace(" (mailto:a@b.example)", "") for line in told] == [
        line.replace(" (mailto:a@b.example)", "") for line in lines
    ]


def test_the_title_comes_before_the_notes_of_its_authors() -> None:
    page = (
        f'<article class="ltx_document">{note("Lab.", "institutetext", "1")}<h1>Lamps</h1><p>x</p></article>'
    )
    text = markdown_of(page.encode(), "https://arxiv.org/html/x", _KEY)
    assert text == "# Lamps\n\n¹ Lab.\n\nx"


def test_what_a_picture_is_said_to_show_is_told_once() -> None:
    caption = '<figcaption><span class="ltx_nodisplay ltx_acm_description">{}</span>Bars.</figcaption>'
    for said, told in (("Two bars.", ""), ("Three bars.", "\n\nDescribed: Three bars.")):
        body = f"<figure><img src=x.png alt='Two bars.'>{caption.format(said)}</figure>"
        assert read(body) == f"![Two bars.](https://arxiv.org/html/x.png)\n\nBars.{told}"


@pytest.mark.parametrize(
    "said",
    [
        "<span class='ltx_nodisplay ltx_acm_description'><span class=ltx_p>One.</span><span class=ltx_p>Two.</span></span>",
        "<p class='ltx_nodisplay ltx_acm_description'>One. Two.</p>",
        "<div class='ltx_nodisplay ltx_acm_description'><p>One.</p><p>Two.</p></div>",
    ],
)
def test_what_a_figure_is_said_to_show_is_told_wherever_it_stands(said: str) -> None:
    assert read(f"<figure><figcaption>Bars.{said}</figcaption></figure>") == "Bars.\n\nDescribed: One. Two."
    assert read(f"<figure><figcaption>Bars.</figcaption>{said}</figure>") == "Bars.\n\nDescribed: One. Two."


@pytest.mark.parametrize("alt", ["Refer to caption", "[Uncaptioned image]", "figs/x1.png", ""])
def test_what_says_nothing_of_a_picture_is_left_out(alt: str) -> None:
    assert read(f"<p><img src=x.png alt='{alt}'></p>") == "![](https://arxiv.org/html/x.png)"


def _drawn(*texts: str) -> str:
    boxes = "".join(f"<g><foreignObject>{text}</foreignObject></g>" for text in texts)
    return f'<span class="ltx_inline-block"><svg class="ltx_picture">{boxes}</svg></span>'


_SENTENCE = "<span class=ltx_p>" + "word " * 12 + "end.</span>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<figure>{_drawn('A', 'B', '<span class=ltx_p>Encoder</span>')}</figure>", ""),
        (f"<p>{_drawn('A', 'B')}</p>", ""),
        (f"<p>step {_drawn('1')} of 2</p>", "step 1 of 2"),
        (f"<figure>{_drawn('A prompt', _SENTENCE)}</figure>", f"A prompt\n\n{'word ' * 12}end."),
        (f"<figure>{_drawn('A', '<img src=x.png>')}</figure>", "![](https://arxiv.org/html/x.png)"),
        (f"<figure>{_drawn(*['<img src=x.png>'] * 9)}</figure>", ""),
        (f"<p>{_drawn('<span class=ltx_p>It holds.</span>')}</p>", "It holds."),
        (f"<table><tr><td>a<td>b<tr><td>{_drawn('yes')}<td>1</table>",
         "| a | b |\n| --- | --- |\n| yes | 1 |"),
    ],
)  # fmt: skip
def test_labels_of_drawings_are_no_text_and_boxes_around_paragraphs_are(body: str, text: str) -> None:
    assert read(body) == text


_TAGS = ("b", "i", "tt")
_MARKED = st.sampled_from([*(f"<{sign}{tag}>" for tag in _TAGS for sign in ("", "/")), *"a(.é`* "])


@given(st.lists(_MARKED, max_size=14).map("".join))
def test_of_emphasis_and_code_no_mark_is_left_and_no_letter_lost(body: str) -> None:
    rendered = MarkdownIt().render(read(f"<p>{body}</p>"))
    for tag in ("p", "strong", "em", "code"):
        rendered = rendered.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    for tag in _TAGS:
        body = body.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "".join(rendered.split()) == "".join(body.split())
