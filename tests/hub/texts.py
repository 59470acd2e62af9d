"""Full texts for the test hub: ten papers as the Hub's Markdown, one of them only as arXiv's HTML.

All other written papers are answered as the Hub answers where arXiv has no HTML: with its own page in Markdown.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from tests.hub.answers import Answer, html_answer
from tests.hub.papers import WRITTEN

LONG: Final = "2608.90301"
"""300 kB: 60 sections of plain paragraphs, with links between the sections."""
FORMULAS: Final = "2608.90302"
"""Formulas in and between lines, with fractions, sums, matrices, numbers and references to them, and money."""
DEEP: Final = "2608.90303"
"""Headings six deep, some that skip a depth, two of one name, one without a text."""
BROKEN: Final = "2608.90304"
"""Markdown with fences, brackets, tables and emphasis that never close."""
TABLES: Final = "2608.90305"
"""Tables: wide, narrow, of one column, of empty cells, with escaped bars, with links and formulas."""
ONLY_HTML: Final = "2608.90306"
"""The Hub's address answers with a web page; arXiv has the HTML."""
CITED: Final = "2608.90307"
"""400 citations of 120 references, with anchors, notes, figures, and references that lead nowhere."""
CODE: Final = "2608.90308"
"""Listings: Python, a shell, none said, indented, with fences within fences, with lines of 300 characters."""
HUGE: Final = "2608.90101"
"""1 MB: 200 sections."""
HOSTILE: Final = "2608.90201"
"""Control characters, escape sequences, raw HTML, scripts, links and pictures that lead where none should."""

_TOPICS = (
    "the lamp", "the tide gauge", "a quiet gradient", "the harbour model", "every small agent", "the second reader",
    "a folded map", "the slow tool", "an honest margin", "the moss", "the older baseline", "a borrowed cache",
)  # fmt: skip
_DEEDS = (
    "answers before it is asked", "loses a third of its light", "keeps what the others discard",
    "agrees with the measurements of last spring", "fails on rainy days only", "needs no more than an hour",
    "is compared with nothing but itself", "returns to where it began", "costs less than it saves",
    "was trained on half as many tokens",
)  # fmt: skip
_REASONS = (
    "because the estimate is biased towards the shore", "although nobody tuned it", "as Section 3 explains",
    "which surprised its authors", "and this holds for all five seeds", "unless the door is closed",
    "so that a single pass is enough", "whatever the size of the batch",
)  # fmt: skip


def addresses() -> tuple[str, ...]:
    """Where the written texts are."""
    return (*(f"/papers/{known_as}.md" for known_as in (*_MAKERS, ONLY_HTML)), f"/html/{ONLY_HTML}")


@cache
def written_text(path: str) -> Answer | None:
    """What is answered at an address such as `/papers/2608.90301.md` or `/html/2608.90306`; None if no text is there."""
    if path == f"/papers/{ONLY_HTML}.md":
        return html_answer("<!doctype html><title>Paper page - Cold Starts</title><h1>Cold Starts</h1>")
    if path == f"/html/{ONLY_HTML}":
        return html_answer((WRITTEN / "arxiv.html").read_text(encoding="utf-8"))
    maker = _MAKERS.get(path.removeprefix("/papers/").removesuffix(".md")) if path.endswith(".md") else None
    return None if maker is None else markdown_answer(maker())


def markdown_answer(text: str) -> Answer:
    """An answer with a text in Markdown."""
    return Answer(200, text.encode(), {"Content-Type": "text/markdown; charset=utf-8"})


def hub_page(title: str, abstract: str) -> Answer:
    """What the Hub answers where it has no text: its own page."""
    return markdown_answer(
        f"# {title}\n\nPublished on Aug 20\n\n## Abstract\n\n{abstract}\n\n## Community\n\nSign up or log in to comment\n\n"
        "## Models citing this paper 0\n\nNo model linking this paper\n\n## Datasets citing this paper 0\n\n"
        "No dataset linking this paper\n\n## Spaces citing this paper 0\n\nNo Space linking this paper\n\n"
        "## Collections including this paper 0\n\nNo Collection including this paper\n"
    )


def no_html(known_as: str) -> Answer:
    """What arXiv says of a paper without an HTML version."""
    return html_answer(f"<!doctype html><title>No HTML</title><h1>No HTML for '{known_as}'</h1>", 404)


def sentence(number: int) -> str:
    """One of about a thousand sentences, the same for the same number."""
    topic, deed = _TOPICS[number % len(_TOPICS)], _DEEDS[number * 7 % len(_DEEDS)]
    reason = _REASONS[number * 3 % len(_REASONS)] if number % 4 else ""
    return f"{topic[0].upper()}{topic[1:]} {deed}{', ' if reason else ''}{reason}."


def paragraph(number: int, sentences: int = 5) -> str:
    """A paragraph; paragraphs of different numbers differ."""
    said = " ".join(sentence(number * sentences + place) for place in range(sentences))
    return f"{said} This is remark {number:,}."


def _essay(title: str, sections: int, size: int) -> str:
    share = size // sections
    return "\n\n".join(
        (
            f"# {title}",
            "## Abstract",
            paragraph(0),
            *(_section(number, share) for number in range(1, sections + 1)),
        )
    )


def _section(number: int, size: int) -> str:
    parts = [f'<a id="S{number}"></a>\n\n## {number} Remarks of Part {number}']
    while sum(map(len, parts)) < size:
        place = number * 1000 + len(parts)
        parts.append(paragraph(place, 3 + place % 5))
        if place % 9 == 0:
            parts.append(
                f"As [Section {number - 1}](#S{number - 1}) said, *{sentence(place)}* **Not so here.**"
            )
        if place % 11 == 0:
            parts.append("\n".join(f"- {sentence(place + item)}" for item in range(4)))
    return "\n\n".join(parts)


_SHAPES = (
    r"\mathcal{L}(\theta) = \sum_{i=1}^{n} \frac{(y_i - f_\theta(x_i))^2}{2\sigma_i^2}",
    r"\nabla_\theta J = \mathbb{E}_{\pi}\left[ \nabla_\theta \log \pi_\theta(a \mid s)\, A(s, a) \right]",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix} = \lambda \begin{pmatrix} x \\ y \end{pmatrix}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"f(x) = \begin{cases} 1 & x \ge 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\hat{p} \in \operatorname*{arg\,max}_{p \in \Delta^{k}} \langle p, u \rangle - \alpha H(p)",
)  # fmt: skip


def _formulas() -> str:
    parts = ["# Reading Glasses: Sharper Vision Encoders at Test Time", "## Abstract", paragraph(7)]
    parts += ["It costs $5 for one lens and $10 for two; a lone $ stays.", "## 1 Method"]
    for number in range(1, 121):
        shape = _SHAPES[number % len(_SHAPES)]
        parts.append(
            f"Let $x_{{{number}}} \\in \\mathbb{{R}}^{{d}}$ and $\\alpha_{number % 9} \\leq {number}$. "
            f"{sentence(number)} By Equation [({number})](#S1.E{number}), $O(n^{number % 7 + 2})$ is enough."
        )
        parts.append(f'<a id="S1.E{number}"></a>\n\n$$\n{shape} \\tag{{{number}}}\n$$')
    return "\n\n".join(parts)


def _deep() -> str:
    parts = ["# Driftwood: Continual Learning from What Others Discard"]
    for number in range(1, 7):
        for depth in range(1, 7):
            name = ".".join([str(number)] * depth)
            parts += [f"{'#' * min(depth + 1, 6)} {name} Of Depth {depth}", paragraph(number * 10 + depth, 2)]
    parts += [
        "## Results",
        paragraph(3),
        "##### Skipped",
        paragraph(4),
        "## Results",
        paragraph(5),
        "##",
        "after none",
    ]
    parts += ["Set As They Were\n================", paragraph(6), "And So\n------", paragraph(8)]
    return "\n\n".join(parts)


def _tables() -> str:
    wide = [f"metric {column}" for column in range(14)]
    parts = [
        "# Braille for Tables: Touchable Layouts from Spreadsheets",
        paragraph(1),
        _table(["model", "size", "score"], [["Lamp", "7 B", "0.81"], ["Lamp, long", "70 B", "**0.84**"]]),
        "*Table 1: What was compared.*",
        _table(wide, [[f"{row}.{column}" for column in range(14)] for row in range(30)]),
        _table(["only"], [["one"], [""], ["column"]]),
        _table(
            ["a\\|b", "$x^2$", "link"],
            [["", "", ""], ["1\\|2", "$\\frac{1}{2}$", "[there](https://lamps.example/t)"]],
        ),
        _table(["said", "in full"], [[f"no. {row}", paragraph(row, 3)] for row in range(5)]),
        "| not | a table |\nwithout a rule",
        paragraph(2),
    ]
    return "\n\n".join(parts)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cited() -> str:
    parts = ["# Beneath the Moss: Self-Supervised Soil from Thermal Drones", "## 1 Related Work"]
    for number in range(100):
        cited = ", ".join(
            f"[{n}](#bib.bib{n})" for n in sorted({number * step % 120 + 1 for step in (1, 7, 11, 13)})
        )
        note = f" ({number}: a note at the foot, with [its own]({'#bib.bib1'}).)" if number % 10 == 0 else ""
        parts.append(f"{sentence(number)} Others said so [{cited}].{note} {paragraph(number, 2)}")
        if number % 20 == 0:
            figure = number // 20 + 1
            parts.append(
                f'<a id="S1.F{figure}"></a>\n\n![Refer to caption](https://arxiv.org/html/{CITED}/x{figure}.png)\n\n'
                f"Figure {figure}: {sentence(number)}"
            )
            parts.append(f"See [Figure {figure}](#S1.F{figure}), and [what is not there](#S9.F9).")
    parts.append("## References")
    parts += ["\n".join(_reference(number) for number in range(1, 121))]
    return "\n\n".join(parts)


def _reference(number: int) -> str:
    title = sentence(number).rstrip(".")
    return f'- <a id="bib.bib{number}"></a>[{number}] A. Author {number} and B. Other. {title}. *Tides*, {1990 + number % 35}.'


_BROKEN = f"""# The Ledger of Small Lies: Auditing Citations in Generated Reviews

{paragraph(1)}

**bold that never ends, and *emphasis in it

[a link without an end](https://lamps.example/never

![a picture [with brackets]](x.png

| one | two
| --- |
| three | four | five |

$a lone formula that has no end

> a quotation
without its mark
>> and one in it

1. one
7. seven
   - inside
       - deeper than it should be

Term\\
with a hard break\x20\x20
after it

[^1]: A note nobody refers to.

<div>

{paragraph(2)}

`code that never ends

```python
def lamp():
    return "this fence is never closed"

{paragraph(3)}
"""

_CODE = """# Early Draft: Proof Sketches as Search Hints

## 1 Listings

```python
def sketch(goal: Goal, depth: int = 3) -> Iterator[Hint]:
    \"\"\"Yield hints, the likely ones first.\"\"\"
    for step in goal.steps[:depth]:
        if step.is_open and (cost := step.cost) < 1e-3:
            yield Hint(step, note=f"**not bold** {cost:.2%} | $x$")
```

```
no language    said
\ttabs\tbetween
```

    indented by four
        and by eight

~~~~sh
$ prove --hints 'all' | head -n 3
```
a fence in a fence
```
~~~~

```text
LONGLINE
```

Inline: `x = [1, 2]`, ``a ` in it``, and `$not a formula$`.

```algorithm
1: while not done do
2:     x ← x + η ∇f(x)
3: end while
```
""".replace("LONGLINE", "lamp " * 60)

_HOSTILE = (
    "# Orchard: Growing Small Models from \x1b[31mPruned\x1b[0m Branches\n\n"
    "\x1b]8;;https://evil.example\x1b\\a link of the terminal\x1b]8;;\x1b\\ and a title \x1b]0;owned\x07.\n\n"
    "[red]not red[/red] [@click=app.quit]press[/] [/ and {braces} and %s.\n\n"
    "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<!-- a comment -->\n\n"
    "<details><summary>more</summary>inside</details>\n\n"
    "[javascript](javascript:alert(1)) [data](data:text/html,<script>) [file](file:///etc/passwd) "
    "[two lines](https://lamps.example/a\nb) [mail](mailto:someone@lamps.example) [empty]()\n\n"
    "![a picture](https://lamps.example/picture.png \"with a title\") ![](http://127.0.0.1:9/pixel.gif)\n\n"
    "<https://lamps.example/auto> https://lamps.example/bare and www.lamps.example\n\n"
    "Right to left: \u202egnirts\u202c; zero\u200bwidth; half a pair \ufffd; null \x00; bell \x07; tab\there.\r\n\r\n"
    "Ａ full width line 灯台 — 👩‍🔬 and e\u0301 combining " + "\u0301" * 30 + "\n\n"
    + "[" * 500 + "]" * 500 + "\n\n" + "> " * 300 + "deep\n\n" + "*" * 999 + "\n\n" + "x" * 20_000 + "\n\n"
    + "| a | b |\n| --- | --- |\n| \x1b[2J | <b>x</b> |\n\n"
    "```\x1b[1mlang\n\x1b[5mblink\n```\n\n"
    '<a id="bib.bib1"></a>[1] A \x9b31mreference.\n\n<a id="\x1b[31m"></a><a id=">"></a>\n'
)  # fmt: skip

_MAKERS: Mapping[str, Callable[[], str]] = {
    LONG: lambda: _essay("Murmuration: Ten Thousand Tiny Agents and No Leader", 60, 300_000),
    FORMULAS: _formulas,
    DEEP: _deep,
    BROKEN: lambda: _BROKEN,
    TABLES: _tables,
    CITED: _cited,
    CODE: lambda: _CODE,
    HUGE: lambda: _essay("Lantern: Reading Long Documents by Skimming First", 200, 1_000_000),
    HOSTILE: lambda: _HOSTILE,
}
