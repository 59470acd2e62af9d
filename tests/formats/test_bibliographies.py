"""Bibliographies as other programs export them: which papers they mean, and what their titles and names are."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.entry import Entry
from paperreader.formats import FORMATS
from paperreader.formats.detect import format_of
from paperreader.formats.fields.author_field import names_from
from paperreader.formats.fields.mentions import key_in_fields
from paperreader.formats.fields.tex_text import from_tex, title_from_tex
from paperreader.formats.fields.title_markup import without_markup
from paperreader.formats.parsing import ParsedEntry
from tests import DATA

_DATA = DATA / "bibliographies"


def _entries(text: str) -> list[Entry]:
    found = format_of(text)
    assert found is not None
    assert found.read is not None
    reads = list(found.read(text))
    assert [each for each in reads if not isinstance(each, ParsedEntry)] == []
    return [each.entry for each in reads if isinstance(each, ParsedEntry)]


def _file(name: str) -> list[Entry]:
    return _entries((_DATA / name).read_text(encoding="utf-8"))


def _key(text: str) -> str | None:
    (entry,) = _entries(text)
    return entry.paper.key.arxiv_id


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (
            "22-arxiv-ids.bib",
            " ".join(
                [
                    *("1706.03762", "2302.13971", "1806.03762", "1906.03762", "1406.03762", "1506.03762"),
                    *("1606.03762", "1607.03762", "1608.03762", "1609.03762", "1610.03762", "1611.03762"),
                ]
            ),
        ),
        ("23-arxiv-ids.ris", "1706.03762 2302.13971 1506.03762"),
        ("24-arxiv-ids.csl.json", "1706.03762 1806.03762 1906.03762 title:the-made-up-title-of-co2"),
        ("26-dblp-preamble.ris", "1706.03762"),
        ("31-old-id-with-class.bib", "math/0309136 math/0309136"),
    ],
)
def test_every_entry_is_recognised(name: str, keys: str) -> None:
    assert [entry.paper.key for entry in _file(name)] == keys.split()


# What DBLP, Semantic Scholar, ADS, INSPIRE, Mendeley, Zotero, Google Scholar, OpenReview and people write.
@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {1706.03762}",
        "eprint = {arXiv:1706.03762v5}, archivePrefix = {arXiv}",
        "eprint = {https://arxiv.org/pdf/1706.03762}",
        "eprint = {1706.03762}, eprinttype = {arxiv}, eprintclass = {cs.CL}",
        "eprinttype = {arXiv}, eprint = {1706.03762}, volume = {abs/1706.03762}, journal = {CoRR}",
        "note = {arXiv:1706.03762}",
        "note = {arXiv: 1706.03762 [cs]}",
        "note = {Available at \\url{http://arxiv.org/abs/1706.03762}}",
        "howpublished = {\\url{https://arxiv.org/abs/1706.03762}}",
        "howpublished = {arXiv preprint 1706.03762}",
        "doi = {10.48550/arXiv.1706.03762}",
        "doi = {https://doi.org/10.48550/ARXIV.1706.03762}",
        "doi = {10.1000/x}, url = {http://arxiv.org/abs/1706.03762v3}",
        "journal = {arXiv preprint arXiv:1706.03762}",
        "journal = {arXiv e-prints, arXiv:1706.03762}",
        "journal = {arXiv:1706.03762 [cs]}",
        "journal = {ArXiv}, volume = {abs/1706.03762}",
        "journal = {CoRR}, volume = {abs/1706.03762}, eprinttype = {other}",
        "journal = corr, volume = {abs/1706.03762}",
        "journal = {arXiv}, volume = {1706.03762}",
        "journal = {arXiv}, number = {1706.03762}",
        "journal = {arXiv}, pages = {abs/1706.03762}",
        "booktitle = {arXiv preprint arXiv:1706.03762}",
        "adsurl = {https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V}",
        "biburl = {https://dblp.org/rec/journals/corr/abs-1706-03762.bib}",
        "arxivId = {1706.03762}",
        "arxiv = {1706.03762}",
        "pages = {arXiv-1706}, eid = {arXiv.1706.03762}",
        "addendum = {arXiv (1706.03762)}",
        "comment = {published as arXiv, vol. abs/1706.03762}",
        "annotation = {}, pubstate = {prepublished}, number = {arXiv:1706.03762}",
        "journal = {arXiv identifier 1706.03762}",
        "journal = {arXiv (2017), 1706.03762}",
        "journal = {arXiv preprint}, pages = {1706.03762}",
        "journal = {arXiv [cs.CL]}, eid = {1706.03762}",
    ],
)
def test_an_arxiv_id_is_found_in_any_field_of_bibtex(fields: str) -> None:
    assert _key(f'@string{{corr = "CoRR"}}\n@article{{x, title = {{T}}, {fields}}}\n') == "1706.03762"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("eprint = {0309136}, archivePrefix = {arXiv}, primaryClass = {math.GT}", "math/0309136"),
        ("eprint = {9901001}, archivePrefix = {hep-th}", "hep-th/9901001"),
        (
            "eprint = {hep-th/9901001}, archivePrefix = {arXiv}, SLACcitation = {%%CITATION = 1;%%}",
            "hep-th/9901001",
        ),
        ("note = {arXiv:cond-mat.supr-con/9609089v2}", "cond-mat/9609089"),
        ("journal = {CoRR}, volume = {cs.CL/0102003}", "cs/0102003"),
        ("eprint = {1706.03762}, archivePrefix = {hal}", None),
        ("journal = {J. Arx.}, volume = {abs/1706.03762}", None),
        ("journal = {arXiv}, year = {2017}, pages = {1706--1710}", None),
        ("abstract = {As in arXiv:1706.03762 we}", None),
        ("keywords = {arXiv:1706.03762}", None),
        ("file = {arXiv 1706.03762.pdf:/home/x/arXiv 1706.03762.pdf:application/pdf}", None),
        ("annote = {Compare arXiv:1706.03762}", None),
        ("note = {version 1706.03762}, journal = {J}", None),
        ("note = {arXiv:1706.0376212}", None),
        ("journal = {Lamp Letters}, pages = {1706.03762}", None),
    ],
)
def test_an_arxiv_id_is_what_arxiv_has_and_nothing_else(fields: str, key: str | None) -> None:
    assert _key(f"@article{{x, title = {{T}}, {fields}}}\n") == key


@pytest.mark.parametrize(
    "lines",
    [
        "AN  - arXiv:1706.03762",
        "M3  - arXiv preprint arXiv:1706.03762",
        "N1  - arXiv:1706.03762 [cs]",
        "N1  - Comment: 15 pages\nN1  - arXiv: 1706.03762",
        "UR  - http://arxiv.org/abs/1706.03762",
        "DO  - 10.48550/arXiv.1706.03762",
        "L1  - https://arxiv.org/pdf/1706.03762.pdf",
        "L2  - file.pdf\nL1  - x\nLK  - https://arxiv.org/abs/1706.03762",
        "JO  - arXiv preprint arXiv:1706.03762",
        "JF  - ArXiv\nVL  - abs/1706.03762",
        "T2  - arXiv\nVL  - 1706.03762",
        "T2  - CoRR\nM1  - abs/1706.03762",
        "SP  - arXiv:1706.03762",
        "M1  - arXiv:1706.03762",
        "U1  - arXiv:1706.03762",
        "UR  - https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V",
        "UR  - https://doi.org/10.48550/arXiv.\n1706.03762\nC1  - arXiv:1706.03762",
    ],
)
def test_an_arxiv_id_is_found_in_any_field_of_ris(lines: str) -> None:
    assert _key(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n") == "1706.03762"
    assert _key(f"TY - JOUR\r\nTI - T\r\n{lines}\r\nER -\r\n".replace("\r\n", "\n")) == "1706.03762"


@pytest.mark.parametrize(
    "line",
    [
        "AB  - As in arXiv:1706.03762",
        "KW  - arXiv:1706.03762",
        "TI  - On arXiv:1706.03762",
        "L1  - file:///home/ann/arXiv:1706.03762.pdf",
        "L4  - internal-pdf://arXiv-1706.03762.pdf",
    ],
)
def test_what_a_ris_record_says_of_other_papers_is_not_its_own_id(line: str) -> None:
    assert _key(f"TY  - JOUR\nTI  - T\n{line}\nER  - \n") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"note": "arXiv:1706.03762 [cs]"},
        {"note": "Citation Key: x\narXiv:1706.03762 [cs]\nversion: 5"},
        {"note": "_eprint: 1706.03762"},
        {"note": "tex.eprint: 1706.03762\ntex.archiveprefix: arXiv"},
        {"number": "arXiv:1706.03762"},
        {"container-title": "CoRR", "volume": "abs/1706.03762"},
        {"container-title": ["arXiv"], "volume": "abs/1706.03762"},
        {"container-title": "arXiv:1706.03762 [cs]"},
        {"page": "arXiv:1706.03762"},
        {"URL": "http://arxiv.org/abs/1706.03762", "volume": 3, "issue": None},
        {"DOI": "10.48550/arXiv.1706.03762"},
        {"archive": "arXiv", "archive_location": "1706.03762"},
        {"publisher": "arXiv", "genre": "arXiv preprint 1706.03762"},
        {
            "number": "arXiv:1706.03762",
            "issued": {"date-parts": [[None]]},
            "author": [{"family": "X", "given": None}],
        },
    ],
)
def test_an_arxiv_id_is_found_in_any_field_of_csl(fields: dict[str, object]) -> None:
    assert _key(json.dumps([{"id": "x", "type": "article", "title": "T"} | fields])) == "1706.03762"


def test_titles_of_csl_and_ris_have_no_html_left_nor_have_their_keys() -> None:
    title = 'The <i>Made-Up</i> <span class="nocase">Title</span> of CO<sub>2</sub> &amp; Lamps'
    csl = json.dumps([{"id": "x", "type": "article", "title": title}])
    for text in (csl, f"TY  - JOUR\nTI  - {title}\nER  - \n", f"@misc{{x, title = {{{title}}}}}"):
        (entry,) = _entries(text)
        assert entry.paper.title == "The Made-Up Title of CO₂ & Lamps"
        assert entry.paper.key.startswith("title:the-made-up-title-of-co2-lamps")


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("a &amp;amp; b &lt;i&gt;E. coli&lt;/i&gt; p &lt; 0.05", "a & b E. coli p < 0.05"),
        ("M&uuml;ller &#8211; &#x2014; x", "Müller – — x"),
        (
            "1<sup>st</sup> 10<sup>-3.5</sup> N<sub>eff</sub> Nature<sup>TM</sup>",
            "1st 10^(-3.5) N_eff Nature™",
        ),
        ("a<br/>b <scp>GPT</scp> <jats:italic>x</jats:italic>", "a b GPT x"),
        (
            '<mml:math xmlns:mml="x"><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math> y',
            "H₂ y",
        ),
        ("<math><mrow>\n <msup><mi>x</mi><mn>2</mn></msup></mrow></math>", "x²"),
        ('<math><mi>x</mi><annotation encoding="application/x-tex">\\xi</annotation></math>', "x"),
        ("The <unk> token, x < y and y > z; <b>loud", "The <unk> token, x < y and y > z; <b>loud"),
        ("`c` <script>d</script> &lt;e&gt; &unknown; &", "`c` <script>d</script> &lt;e&gt; &unknown; &"),
    ],
)
def test_marks_of_html_in_titles_are_read_and_anything_else_stays(marked: str, text: str) -> None:
    assert without_markup(marked) == text


@given(st.text(alphabet="ab<>/&;#3 subltgmp", max_size=80) | st.text())
def test_reading_marks_of_html_is_done_when_it_is_done(text: str) -> None:
    once = without_markup(text)
    # What was escaped five times over is read once more.
    assert without_markup(once) == once or text.count("&") > 1


@pytest.mark.parametrize(
    "part", ["<math>", "<i>", "</b><i>", "<sup>1", "&lt;i ", "<math><annotation>", "<msub>", "&amp;"]
)
def test_a_title_made_to_be_slow_costs_no_more_than_its_length(part: str) -> None:
    def cost(length: int) -> float:
        began = time.process_time()
        without_markup(part * (length // len(part)))
        return time.process_time() - began

    assert cost(80_000) < 30 * cost(10_000) + 0.5


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (
            r"Pre-training of {\em Deep} Things, a {\it study} with {\LaTeX} and \TeX{}",
            "Pre-training of Deep Things, a study with LaTeX and TeX",
        ),
        (
            r"CO\textsubscript{2}, 1\textsuperscript{st}, 10\textsuperscript{-3.5}, $^{13}$C, H$_2$O",
            "CO₂, 1st, 10^(-3.5), ¹³C, H₂O",
        ),
        (r"Nguy{\~{\^e}}n Nguy\~{\^{e}}n \d{\^o} \'{\^a} {\'{\^{A}}}", "Nguyễn Nguyễn ộ ấ Ấ"),
        (r"Gu{\dh}mundsson {\DH} \th{}orn \TH{} \dj{} {\DJ} \ng{} {\NG}", "Guðmundsson Ð þorn Þ đ Đ ŋ Ŋ"),
        (
            r"Ho\v{s}ek \v cech {\v C} \c{C}elik {\c c} \u{g} \H{o} {\H o} \k{a} \r{u} \b{d} \.{z} \={a}",
            "Hošek čech Č Çelik ç ğ ő ő ą ů ḏ ż ā",
        ),
        (r"\'{\i} {\'\i} \"{\i} na\"{\i}ve \`{\i} \^{\j} \'{\ae} \'{\o} \'\i x", "í í ï naïve ì ĵ ǽ ǿ íx"),
        (r"{\AA}ke \O{}rsted {\L}ukasz Stra\ss e {\ss} \oe uvre {\AE}", "Åke Ørsted Łukasz Straße ß œuvre Æ"),
        (r"\'{et}al M{\"{u}}ller {\"U}ber \'Etale", "étal Müller Über Étale"),
        (r"\polhk{e} \textcommabelow{s} \cprime{} {\ohorn} \uhorn{} {\h a} \soft{l}", "ę ș ′ ơ ư ả ľ"),
        (r"{\relax Yu}. {\noopsort{1973b}}1973 \footnote{A note.}X \thanks{x}", "Yu. 1973 X "),
        (r"\emph{So} \textbf{it} \textsc{goes}, {\sc Small} {\bfseries x}", "So it goes, Small x"),
        (
            r"\href{https://example.org/a_b}{the text} \url{https://example.org/~a\_b}",
            "the text https://example.org/~a_b",
        ),
        (r"\textcolor{red}{x} \mbox{AB}-\ensuremath{\alpha} \textit{C. elegans}", "x AB-α C. elegans"),
        (
            r"``goes'' --- on~and -- on, ?`no? \textquotedblleft{}x\textquotedblright",
            "“goes” — on and – on, ¿no? “x”",
        ),
        (r"100\% of \$5 \& \#1 in a\_b, C\#, \{0,1\}", "100% of $5 & #1 in a_b, C#, {0,1}"),
        (r"$O(n^2)$ and \(\alpha\)-stable, $\mathcal{N}=4$, $\{0,1\}$", "O(n²) and α-stable, 𝒩=4, {0,1}"),
        (r"\unknown{x} \ours{} \foo $\foo{x}$", "x  foo foo(x)"),
        (r"\~{} \^{} \"{} \textasciitilde{} a\ b\,c\-d\/e\\f", '~ ^ " ~ a b cde f'),
        (r"\copyright{} 5\textdegree{} \S 3 \pounds 3 \texttrademark{} \dots", "© 5° §3 £3 ™ …"),
        ('\\char"41 \\char65 {\\symbol{64}}', "AA@"),
        (r"{{Attention} {I}s {All} {Y}ou} }{", "Attention Is All You "),
        (r"{\textbf Lamps} and {\textit{two} lights\/}", "Lamps and two lights"),
    ],
)
def test_tex_of_titles_and_names_becomes_text(tex: str, text: str) -> None:
    assert from_tex(tex) == text


def test_titles_and_names_of_a_bibliography_have_neither_backslash_nor_brace() -> None:
    (entry,) = _file("25-tex-in-titles.bib")
    assert entry.paper.title == "Pre-training of Deep Things, a study with LaTeX and TeX, CO₂ and 1st"
    assert [each.name for each in entry.paper.authors] == [
        "G. Yu. Sample",
        "V. Nguyễn",
        "Jörmundur Guðmundsson",
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (
            r"Towards \${\textbackslash}alpha\$-stable {\textbackslash}textit\{Lamps\}",
            "Towards α-stable Lamps",
        ),
        (r"{\textless}i{\textgreater}Escherichia{\textless}/i{\textgreater} R{\&}amp;D", "Escherichia R&D"),
        (r"The $\backslash$emph\{Deep\} Lamp", "The Deep Lamp"),
        (r"R{\&}D at 50{\%} of 5{\$}", "R&D at 50% of 5$"),
    ],
)
def test_what_a_program_escaped_in_a_title_is_read_all_the_same(source: str, title: str) -> None:
    assert title_from_tex(source) == title


@given(st.text(alphabet="ab\\{}$ '^~\"emctextsuprv-`", max_size=60))
def test_no_backslash_and_no_brace_is_left_of_any_tex_that_does_not_write_one_out(tex: str) -> None:
    read = from_tex(tex)
    if not any(each in tex for each in (r"\{", r"\}", "$", r"\(", "textb")):
        assert not set("{}\\") & set(read)


@pytest.mark.parametrize(
    "part", ["{", "\\'{", "$a", "\\(", "\\textsuperscript{", "\\footnote{", "\\emph{x}", "\\href{a}{", "}"]
)
def test_tex_made_to_be_slow_costs_no_more_than_its_length(part: str) -> None:
    def cost(length: int) -> float:
        began = time.process_time()
        from_tex(part * (length // len(part)))
        return time.process_time() - began

    assert cost(80_000) < 30 * cost(10_000) + 0.5


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (r"G. {\relax Yu}. Sample and Nguy{\~{\^e}}n, V.", ["G. Yu. Sample", "V. Nguyễn"]),
        (
            "family=Beethoven, given=Ludwig, prefix=van, useprefix=true and Ann Example",
            ["Ludwig van Beethoven", "Ann Example"],
        ),
        ("{The {LaTeX} Team} and Ann~Example and others", ["The LaTeX Team", "Ann Example"]),
        ("Example, Ann and et al.", ["Ann Example"]),
        (r"D.\,E. Knuth AND {\'E}mile {\c C}elik", ["D. E. Knuth", "Émile Çelik"]),
        ("M&uuml;ller, Eva", ["Eva Müller"]),
    ],
)
def test_names_are_read_as_programs_write_them(field: str, names: list[str]) -> None:
    assert list(names_from(field)) == names


def test_lines_before_the_first_ris_record_are_passed_over_and_those_between_records_are_told() -> None:
    text = "Provider: x\n\n1.\nTY  - JOUR\nTI  - One\nER  - \nwhat is this\nTY  - JOUR\nTI  - Two\nER  - \n"
    assert format_of(text) is FORMATS["ris"]
    read = FORMATS["ris"].read
    assert read is not None
    assert [(type(each).__name__, each.line) for each in read(text)] == [
        ("ParsedEntry", 4),
        ("ParseFailure", 7),
        ("ParsedEntry", 8),
    ]


def test_a_key_of_bibtex_may_have_spaces_and_slashes() -> None:
    (entry,) = _entries("@article{DBLP:journals/corr/abs-1706-03762 (a),\n  title = {T}}\n")
    assert entry.paper.key == "1706.03762"


@given(st.lists(st.text(alphabet="arXiv:abs/ 0123456789.-", max_size=40), max_size=4))
def test_what_is_found_in_fields_is_an_arxiv_id(fields: list[str]) -> None:
    key = key_in_fields(fields)
    assert key is None or key.arxiv_id is not None
