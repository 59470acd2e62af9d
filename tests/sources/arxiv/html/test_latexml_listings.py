"""Programs keep their spaces, algorithms their numbers and how far they are set in; the page's own white space is none."""

import pytest

from tests.sources.arxiv.html.test_latexml_reading import read

_QUAD, _AST = "<math alttext=\\quad></math>", "<math alttext=\\ast></math>"
_LINE = '<div class="ltx_listingline">{}</div>'
_NUMBER = '<span class="ltx_tag ltx_tag_listingline">{}</span>'
_SPACE = '<span class="ltx_text ltx_lst_space">{}</span>'


def lines(*texts: str) -> str:
    return "\n".join(map(_LINE.format, texts))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<div class=ltx_listing>{lines('one', '', '  two  ')}</div>", "one\n\ntwo"),
        (
            f"<div class=ltx_listing>{lines(f'{chr(10)}   {_NUMBER.format(1)}{chr(10)}   &nbsp;&nbsp;<b>if</b> x')}</div>",
            "1:   if x".replace(":", ""),
        ),
        (
            f"<div class='ltx_lstlisting ltx_listing'>{lines(_NUMBER.format(1) + 'def f():', _NUMBER.format(2) + _SPACE.format('    ') + 'pass')}</div>",
            "def f():\n    pass",
        ),
        (
            f"<div class='ltx_lstlisting ltx_listing'>{lines(f'{chr(10)}      {_NUMBER.format(1)}{chr(10)}      x', '', 'y')}</div>",
            "x\n\ny",
        ),
        (
            f"<div class=ltx_listing>Input: a\n{lines('b')}<span>Output: c</span></div>",
            "Input: a\nb\nOutput: c",
        ),
        (f"<div class=ltx_listing>{lines('for x ' + _LINE.format('y'))}</div>", "for x\ny"),
        (f"<div class=ltx_listing>{lines('x<sup>2</sup>, y<sub>i+1</sub>')}</div>", "x^2, y_(i+1)"),
        (
            f"<div class=ltx_listing>{lines('a <span class=ltx_ERROR>' + chr(92) + 'Foo</span> b')}</div>",
            "a b",
        ),
        (
            f"<div class=ltx_listing>{lines('<math alttext=a></math>, <math alttext=a_b></math>')}</div>",
            "a, a_b",
        ),
        (f"<div class=ltx_listing>{lines(_QUAD + 'x<sup>' + _AST + '</sup>')}</div>", "x^∗"),
        (f"<div class=ltx_listing>{lines('x&larr;1' + _NUMBER.format(7))}</div>", "7 x←1"),
        (
            f"<div class=ltx_listing>{lines(_NUMBER.format('2:') + chr(10) + '<span>&emsp;&ensp;&hairsp;</span>x')}</div>",
            "2:    x",
        ),
        ("<pre class=ltx_verbatim>a\n  b</pre>", "a\n  b"),
    ],
)
def test_each_line_of_a_listing_is_one(body: str, code: str) -> None:
    assert read(body) == f"```\n{code}\n```"


def test_a_note_to_a_line_is_told_in_it() -> None:
    note = (
        "<span class=ltx_note><sup class=ltx_note_mark>1</sup><span class=ltx_note_content>why</span></span>"
    )
    assert read(f"<div class=ltx_listing>{lines('x' + note)}</div>") == "```\nx (why)\n```"
    note = note.replace("why", "if <math alttext='\\alpha_{1}>0'></math> holds")
    assert read(f"<div class=ltx_listing>{lines('x' + note)}</div>") == "```\nx (if α₁>0 holds)\n```"
