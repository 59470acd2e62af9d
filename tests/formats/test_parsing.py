"""What others write is read, and what can't be read is reported with its line and takes nothing else with it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.bookmarks.entry import Entry
from paperreader.domain.papers.paper import Author, Paper, PaperKey
from paperreader.domain.text import clean, clean_lines
from paperreader.formats import FORMATS
from paperreader.formats.detect import format_of
from paperreader.formats.fields.tex_text import from_tex
from paperreader.formats.parsing import Parsed, ParsedEntry, ParseFailure

_SCHOLAR = """
@article{vaswani2017attention,
  title={Attention is all you need},
  author={Vaswani, Ashish and Shazeer, Noam and others},
  journal={arXiv preprint arXiv:1706.03762v7},
  year={2017}
}
"""
_ARXIV = r"""% from arXiv
@misc{example2026lamp,
      title={A {Small} Lamp for {\'E}clairs -- and {$\alpha$}},
      author={M{\"u}ller, Eva and {Gemini Team} and van der Example, Jr., Hal and \AA{}ke \O{}rsted},
      year={2026},
      eprint={2608.01234},
      archivePrefix={arXiv},
      primaryClass={cs.LG},
      url={https://arxiv.org/abs/2608.01234},
}
"""
_ZOTERO = """TY  - UNPB
T1  - A Small Lamp
A1  - Example, Ada
Y1  - 2026/08/17/
UR  - http://arxiv.org/abs/2608.01234
KW  - Computer Science - Machine Learning
N2  - First line
and the second.
ER  -
"""


def _read(name: str, text: str) -> list[Parsed]:
    read = FORMATS[name].read
    assert read is not None
    return list(read(text))


def _entries(name: str, text: str) -> list[Entry]:
    reads = _read(name, text)
    assert [each for each in reads if isinstance(each, ParseFailure)] == []
    return [each.entry for each in reads if isinstance(each, ParsedEntry)]


def test_bibtex_of_google_scholar_is_read() -> None:
    (entry,) = _entries("bibtex", _SCHOLAR)
    assert entry.paper.key == "1706.03762"
    assert [author.name for author in entry.paper.authors] == ["Ashish Vaswani", "Noam Shazeer"]
    assert entry.paper.published_at is None


def test_bibtex_of_arxiv_is_read() -> None:
    (read,) = _read("bibtex", _ARXIV)
    assert isinstance(read, ParsedEntry)
    assert read.line == 2
    assert read.entry.paper.title == "A Small Lamp for Éclairs – and α"
    assert [author.name for author in read.entry.paper.authors] == [
        "Eva Müller",
        "Gemini Team",
        "Hal van der Example Jr.",
        "Åke Ørsted",
    ]
    assert read.entry.paper.category == "cs.LG"


def test_strings_quotes_numbers_and_comments_of_bibtex_are_read() -> None:
    text = """
@comment{jabref-meta: anything}
@preamble{"\\newcommand{\\x}{y}"}
@STRING(lamp = "A " # {Small})
Here is a remark.
@Article( key:1, Title = lamp # " Lamp", YEAR = 2026, month = aug, day = 17,
  doi = "10.48550/arXiv.2608.01234" , Author = "Ada {"}Q{"} Example")
"""
    (entry,) = _entries("bibtex", text)
    assert (entry.paper.title, entry.paper.key) == ("A Small Lamp", "2608.01234")
    assert entry.paper.published_at == datetime(2026, 8, 17, tzinfo=UTC)
    assert [author.name for author in entry.paper.authors] == ['Ada "Q" Example']


def test_strings_of_bibtex_made_of_each_other_take_no_room() -> None:
    doubled = "".join(f"@string{{a{number} = a{number - 1} # a{number - 1}}}\n" for number in range(1, 60))
    text = f'@string{{a0 = "0123456789"}}\n{doubled}@misc{{b, title = {{Whole}}}}'
    *refused, whole = _read("bibtex", text)
    assert {type(each).__name__ for each in refused} == {"ParseFailure"}
    assert type(whole).__name__ == "ParsedEntry"


def test_a_file_of_bibtex_that_is_all_strings_or_spaces_is_refused() -> None:
    fields = "".join(f"a{number} = 1, " for number in range(20_000))
    for text in (f"@string{{{fields}}}", f"@misc{{b, {fields}}}", "@article{" + " " * 300_000):
        assert {type(each).__name__ for each in _read("bibtex", text)} == {"ParseFailure"}


def test_a_broken_entry_does_not_take_the_next_with_it() -> None:
    text = "@misc{a, title = {never closed\n@misc{b,\n title = {Whole}}\n@misc{c, title}\n@misc{d}"
    assert [(type(each).__name__, each.line) for each in _read("bibtex", text)] == [
        ("ParseFailure", 1),
        ("ParsedEntry", 2),
        ("ParseFailure", 4),
        ("ParseFailure", 5),
    ]


def test_a_brace_too_many_further_down_does_not_close_a_broken_entry() -> None:
    text = "@misc{a, title = {never closed\n@misc{b, title = {Whole}}}\n"
    assert [(type(each).__name__, each.line) for each in _read("bibtex", text)] == [
        ("ParseFailure", 1),
        ("ParsedEntry", 2),
    ]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (
            r"Fr\'echet and Ho\v{s}ek, {\L}ukasz, Stra\ss e, na\"{\i}ve, \c{C}elik",
            "Fréchet and Hošek, Łukasz, Straße, naïve, Çelik",
        ),
        (r"100\% of \$5 \& \#1 in a\_b", "100% of $5 & #1 in a_b"),
        (r"\emph{So} \textbf{it} ``goes'' --- on~and", "So it “goes” — on and"),
        (r"$O(n^2)$ and $5", "O(n²) and $5"),
        (r"\unknown{x} \alpha", "x α"),
        (r"ends in \\", "ends in  "),
        ("plain", "plain"),
    ],
)
def test_tex_becomes_text(tex: str, text: str) -> None:
    assert from_tex(tex) == text


def test_ris_of_zotero_is_read() -> None:
    (entry,) = _entries("ris", _ZOTERO)
    assert (entry.paper.key, entry.paper.title) == ("2608.01234", "A Small Lamp")
    assert entry.paper.abstract == "First line and the second."
    assert entry.paper.published_at == datetime(2026, 8, 17, tzinfo=UTC)
    assert [author.name for author in entry.paper.authors] == ["Ada Example"]
    assert entry.tags == ("Computer-Science---Machine-Learning",)


def test_a_ris_record_that_is_not_closed_is_reported() -> None:
    reads = _read("ris", "TY  - UNPB\nTI  - One\nTY  - UNPB\nTI  - Two\nER  - \nTY  - X\n")
    assert [(type(each).__name__, each.line) for each in reads] == [
        ("ParseFailure", 1),
        ("ParsedEntry", 3),
        ("ParseFailure", 6),
    ]


def test_csl_json_of_others_is_read() -> None:
    text = (
        '[{"id": 1, "type": "article-journal", "title": "A", "DOI": "10.48550/ARXIV.2608.01234",'
        ' "issued": {"date-parts": [["2026", 8, 17]]}, "author": [{"family": "Example", "given": "Ada",'
        ' "dropping-particle": "de"}], "keyword": "long letters, nlp"},\n {"type": "book", "title": 3},\n 7]'
    )
    assert format_of(text) is FORMATS["csl-json"]
    first, *others = _read("csl-json", text)
    assert isinstance(first, ParsedEntry)
    assert (first.entry.paper.key, first.entry.paper.authors[0].name) == ("2608.01234", "Ada de Example")
    assert first.entry.tags == ("long-letters", "nlp")
    assert first.entry.paper.published_at == datetime(2026, 8, 17, tzinfo=UTC)
    assert [(type(each).__name__, each.line) for each in others] == [
        ("ParseFailure", 2),
        ("ParseFailure", 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Title;Authors;URL\nA;Ada Example;https://arxiv.org/abs/2608.01234\n",
        "url\ttitle\thttps\n2608.01234\tA\t\n",
        '\n"Paper Title","arXiv ID"\n"A","2608.01234"\n',
        "doi,title,upvotes\n10.48550/arXiv.2608.01234,A,many\n",
    ],
)
def test_csv_of_others_is_read(text: str) -> None:
    assert format_of(text) is FORMATS["csv"]
    (entry,) = _entries("csv", text)
    assert (entry.paper.key, entry.paper.title, entry.paper.upvotes) == ("2608.01234", "A", None)


def test_a_formula_is_written_as_text_and_read_as_it_was() -> None:
    for title in ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-x", "'quoted'", "＝1"):
        (entry,) = _entries("csv", f'title\n"{title}"\n')
        written = FORMATS["csv"].write([entry])
        assert not any(cell.startswith(tuple("=+-@＝")) for cell in written.split("\n")[1].split(","))
        assert _entries("csv", written) == [entry]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", '[{"id": "title:a-lamp", "title": "\\u200b"}]'),
        ("jsonl", '{"id": "title:a-lamp"}\n'),
        ("csv", "id,title,abstract\ntitle:a-lamp,,It shines.\n"),
    ],
)
def test_a_key_of_a_title_without_the_title_names_no_paper(name: str, text: str) -> None:
    """No other format could say which paper it is."""
    read = FORMATS[name].read
    assert read is not None
    (found,) = read(text)
    assert isinstance(found, ParseFailure)
    assert found.reason == "it has neither an arXiv id nor a title"


@pytest.mark.parametrize("name", ["json", "jsonl", "csl-json"])
@pytest.mark.parametrize(
    ("field", "is_understood"),
    [
        (r'"title": "A \ud83d lamp \ud83e\udd17"', True),
        (r'"odd \ud83d": 1, "title": "A \ufffd lamp \ud83e\udd17"', True),
        (r'"authors": [{"name": "Ada", "\udc00": 1}], "title": "A \uD83D lamp \uD83E\uDD17"', True),
        (r'"status": "\ud83d"', False),
        (r'"kept_at": "\ud83d"', False),
    ],
)
def test_half_an_emoji_written_as_an_escape_breaks_nothing(
    name: str, field: str, is_understood: bool
) -> None:
    read = FORMATS[name].read
    assert read is not None
    (found,) = read('{"id": "2608.01234", ' + field + "}\n")
    if is_understood:
        assert isinstance(found, ParsedEntry)
        assert found.entry.paper.title == "A \ufffd lamp 🤗"
    else:
        assert isinstance(found, ParseFailure) or name == "csl-json"


def test_csv_that_breaks_off_is_reported_with_its_line() -> None:
    reads = _read("csv", 'id,title\n2608.00001,"A"\n2608.00002,"B')
    assert [(type(each).__name__, each.line) for each in reads] == [("ParsedEntry", 2), ("ParseFailure", 3)]


@pytest.mark.parametrize("header", ['"id",""title"\n', '\n"id"x,title\n', '"id,title\n'])
def test_csv_of_which_the_first_row_is_broken_is_reported(header: str) -> None:
    read = FORMATS["csv"].read
    assert read is not None
    (found,) = read(f"{header}2608.01234,A Lamp\n")
    assert isinstance(found, ParseFailure)
    assert "this is not CSV" in found.reason


def test_json_that_breaks_off_is_reported_with_its_line() -> None:
    reads = _read("json", '[\n{"id": "2608.00001", "title": "A"},\n{"id": 5},\n{"id": "2608.00002"},\n{"id"')
    assert [(type(each).__name__, each.line) for each in reads] == [
        ("ParsedEntry", 2),
        ("ParseFailure", 3),
        ("ParsedEntry", 4),
        ("ParseFailure", 5),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2608.01234",
        "2608.01234v3",
        "arXiv:2608.01234v1 [cs.LG]",
        "https://arxiv.org/abs/2608.01234",
        "http://www.arxiv.org/pdf/2608.01234v2.pdf",
        "https://arxiv.org/html/2608.01234v1#S2",
        "https://huggingface.co/papers/2608.01234?x=y",
        "hf.co/papers/2608.01234",
        "https://doi.org/10.48550/arXiv.2608.01234",
        "10.48550/ARXIV.2608.01234",
        "<https://alphaxiv.org/abs/2608.01234>",
        "  2608.01234,  ",
        "- 2608.01234: A Small Lamp, to read",
        "* [A Small Lamp](https://arxiv.org/abs/2608.01234) (Example, 2026)",
        "Ada says: https://huggingface.co/papers/2608.01234!",
    ],
)
def test_an_id_is_known_in_any_form(line: str) -> None:
    assert [entry.paper.key for entry in _entries("ids", line)] == ["2608.01234"]
    assert format_of(line) is FORMATS["ids"]


@pytest.mark.parametrize(
    "line", ["math.GT/0309136", "MATH.gt/0309136v1", "https://arxiv.org/abs/math.GT/0309136", "math/0309136"]
)
def test_an_old_id_is_known_in_any_letters(line: str) -> None:
    assert [entry.paper.key for entry in _entries("ids", line)] == ["math/0309136"]


@pytest.mark.parametrize(
    "line",
    [
        "1706.03762 2005.14165",
        "1706.03762, 2005.14165",
        "1706.03762,2005.14165",
        "1706.03762v5;2005.14165v1",
        "1706.03762\t2005.14165",
        "1706.03762 | 2005.14165",
        "- 1706.03762 and 2005.14165.",
        "(1706.03762) [2005.14165]",
        "[1706.03762, 2005.14165, 1706.03762]",
        "1706.03762: Attention, and what came of it (2005.14165)",
        "https://arxiv.org/abs/1706.03762 https://arxiv.org/abs/2005.14165",
        "https://arxiv.org/abs/1706.03762,https://huggingface.co/papers/2005.14165",
        "read <https://arxiv.org/abs/1706.03762>, then <https://arxiv.org/pdf/2005.14165v4.pdf>!",
        "[one](https://arxiv.org/abs/1706.03762), [other](https://hf.co/papers/2005.14165)",
        "arXiv:1706.03762, arXiv:2005.14165 [cs.CL]",
        "as in arXiv:1706.03762 and 2005.14165",
        "https://doi.org/10.48550/arXiv.1706.03762 10.48550/arXiv.2005.14165",
        "https://arxiv.org/abs/1706.03762 (https://arxiv.org/pdf/1706.03762v7) https://arxiv.org/html/2005.14165v4",
        "https://ar5iv.org/abs/1706.03762 https://www.alphaxiv.org/overview/2005.14165",
    ],
)
def test_every_id_and_link_of_a_line_counts_and_each_paper_once(line: str) -> None:
    assert [entry.paper.key for entry in _entries("ids", line)] == ["1706.03762", "2005.14165"]
    assert format_of(line) is FORMATS["ids"]


def test_a_line_of_a_thousand_ids_is_a_thousand_papers() -> None:
    keys = [f"2608.{number:05}" for number in range(1000)]
    assert [entry.paper.key for entry in _entries("ids", " ".join(keys))] == keys


def test_old_ids_and_new_ones_stand_in_one_line() -> None:
    line = "hep-th/9901001 math.GT/0309136v1, 1706.03762 and/0000001 9999.99999 1024.12345 2013.123456"
    assert [entry.paper.key for entry in _entries("ids", line)] == [
        "hep-th/9901001",
        "math/0309136",
        "1706.03762",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "notarxiv.org/abs/2608.01234",
        "12.345",
        "https://example.org/2608.01234",
        "In 2608.01234 words",
        "x" * 5000,
    ],
)
def test_what_is_no_id_is_reported(line: str) -> None:
    (read,) = _read("ids", f"\n{line}\n")
    assert isinstance(read, ParseFailure)
    assert read.line == 2
    assert len(read.text) <= 60


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.read])
@given(text=st.text() | st.text(alphabet='@{}[]()",:;=#\\\n misctitleTY-ER0123.é\x1b\x00', max_size=200))
def test_any_text_is_read_or_reported_and_comes_in_clean(name: str, text: str) -> None:
    format_of(text)
    for read in _read(name, text):
        assert read.line >= 1
        if isinstance(read, ParseFailure):
            assert (clean(read.text), clean(read.reason)) == (read.text, read.reason)
        else:
            paper = read.entry.paper
            texts = [paper.title, paper.abstract or "", *(author.name for author in paper.authors)]
            assert [clean(each) for each in texts] == texts
            assert clean_lines(read.entry.note) == read.entry.note


@pytest.mark.parametrize(
    "name", [each.name for each in FORMATS.values() if each.read and each.name not in ("ids", "links")]
)
def test_what_could_harm_a_terminal_does_not_come_in(name: str) -> None:
    evil = "\x1b[31mA\x1b]0;title\x07 \u202eB\x00\x9b1m"
    dirty = Entry(
        Paper(key=PaperKey("2608.01234"), title=evil, authors=(Author(evil), Author("Ada Example"))),
        tags=("a\x1b[1mb",),
        note=f"- {evil}\n- {evil}",
    )
    (entry,) = _entries(name, FORMATS[name].write([dirty]))
    assert entry.paper.title == entry.paper.authors[0].name == "A B"
    assert (entry.tags, entry.note) == (("ab",), "- A B\n- A B")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("x.bib", "% nothing yet", "bibtex"),
        ("x.RIS", "?", "ris"),
        ("x.jsonl", "?", "jsonl"),
        ("x.csl.json", "?", "csl-json"),
        ("x.md", "?", None),
        ("x.ris", _ARXIV, "bibtex"),
        ("x", "[]", "json"),
        ("x", "{}", "json"),
        ("x", "", None),
    ],
)
def test_a_format_is_told_by_content_then_by_name(name: str, text: str, found: str | None) -> None:
    format_ = format_of(text, name)
    assert (format_.name if format_ else None) == found
