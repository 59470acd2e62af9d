"""All ways in by name, each with what to build inputs of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz import answers, full_texts, imports, own_files, queries, texts

SEEDS = Path(__file__).with_name("seeds")
BETWEEN = b"\xff\xfe"
"""Two of these in an input set off a piece that is to come many times; no text has them."""
LONGEST = 20_000
"""Bytes of an input once that is done."""


@dataclass(frozen=True, slots=True)
class Target:
    """A way in."""

    name: str
    one: Callable[[bytes], None]
    """Takes an input, and raises where something does not hold."""
    words: tuple[bytes, ...]
    """What inputs are made of, beside what is in the seeds."""

    def run(self, data: bytes, most: int = LONGEST) -> None:
        """Try one input."""
        self.one(stretched(data, most))

    def seeds(self) -> tuple[bytes, ...]:
        """Return inputs that mean something."""
        return tuple(path.read_bytes() for path in sorted((SEEDS / self.name).iterdir()))


def stretched(data: bytes, most: int) -> bytes:
    """Return an input with the piece between its two marks so often that it is about so long.

    What takes too long, or goes too deep, shows at once in an input that repeats itself, and hardly ever in others.
    """
    before, _, rest = data.partition(BETWEEN)
    piece, mark, after = rest.partition(BETWEEN)
    return before + piece * (most // len(piece)) + after if mark and piece else data


_JSON = tuple(
    rb'{ } [ ] , : " \" \\ null true false 0 -1 1e999 NaN Infinity \u0000 \ud83d \u202e \u001b'.split()
)
_NAMES_ON_THE_WIRE = (
    b"paper id title summary authors name user hidden status publishedAt submittedOnDailyAt submittedBy fullname "
    b"organization upvotes numComments ai_summary ai_keywords ai_summary_model projectPage githubRepo githubStars "
    b"numTotalModels thumbnail mediaUrls discussionId isAuthorParticipating withdrawnAt error comments type comment "
    b"data latest raw createdAt author parentCommentId reactions reaction count numEdits hiddenReason"
).split()
_WIRE = (
    *_JSON,
    *(b'"' + name + b'"' for name in _NAMES_ON_THE_WIRE),
    b'"2608.01234"',
    b'"2026-08-21T00:00:00Z"',
)
_TERMINAL = (b"\x1b", b"\x1b[31m", b"\x1b]8;;", b"\x07", b"\x1b\\", b"\xc2\x9b", b"\xc2\x9d", b"\xe2\x80\xae")
_SIGNS = (
    *_TERMINAL,
    b"\xe2\x80\x8b",
    b"\xf0\x9f\xa4\x97",
    b"\xcc\x81",
    b"\xe6\x9d\x8e",
    b"\xff",
    b"\n",
    b"\r\n",
    b"\t",
)
_TEX = tuple(
    rb"\ \\ $ $$ ^ _ { } ~ ` `` '' -- --- & % # \textbf{ \emph{ \frac{ }{ \sqrt[ ] \mathcal{ \mathbb{ \alpha \times "
    rb"\left( \right) \' \" \v{ \c{ \i \href{ \url{ \text{ \operatorname{ \begin{ \end{ \( \) \[ \] \, times infty "
    rb"leq varepsilon textbf mathcal sim1 calO 1to1 \ensuremath{ \bf \mbox{ \cite{ \footnote{ x 1 A".split()
)
_MARKDOWN = (
    *(
        b"# |> |- |* |1. |```|`|**|_|[|](|)|![|<|>|<!--|---|| --- | --- |\n\n|    |  \n|&amp;|&#27;|\\|~~~".split(
            b"|"
        )
    ),
    *(b"https://x.org", b"[a]: b", b"<https://x>", b"|", b"|-|-|\n", b"&#x202e;", b"javascript:"),
)
_OF_TEXTS = (
    b'<a id="bib.bib1"></a>',
    b"[1](#bib.bib1)",
    b"[^1]",
    b"[^1]: ",
    b"$$\n",
    b"\n\n## ",
    b"Figure 1: ",
    b"\\tag{1}",
)
_ARTEFACTS = (
    b"models datasets spaces id likes downloads lastModified private sdk a/b -a/b numTotalModels".split()
)
_HTML = tuple(
    b'<article class="ltx_document">|<section class="ltx_section" id="S1">|<h2 class="ltx_title ltx_title_section">|</h2>|'
    b'<p class="ltx_p">|<math class="ltx_Math" alttext="x^2" display="block">|<table class="ltx_tabular">|<tr>|<td colspan="9">|'
    b'<figure class="ltx_figure">|<figcaption>|<ul class="ltx_itemize">|<li class="ltx_item">|<span class="ltx_note">|'
    b'<a class="ltx_ref" href="#bib.bib1">|<cite class="ltx_cite">|<li class="ltx_bibitem" id="bib.bib1">|<pre>|<br>|<img src="x">|'
    b'<div class="ltx_listing">|<table class="ltx_equation">|</table>|</p>|</a>|</div>|<!--|-->|<![CDATA[|&#27;|&lt;|<script>|<'.split(
        b"|"
    )
)
_QUERY = (
    b'- ( ) " : OR AND NOT title: author: abstract: org: submitter: keyword: on: after: before: since: upvotes: > >= '
    b"< <= = .. has: code note models is: new read kept unread tag: status: to-read 7d 2w today 2026 2026-08 2026-08-21 "
    b"lamp https:// * ^ NEAR col:umn"
).split()
_HEADERS = (
    b'"api";|r=0|;t=55|;q=500|;w=300|,|Fri, 21 Aug 2026 12:00:05 GMT|120|<|>; rel="next"|https://|//|/|?|#|@|:|..|\\|'
    b"[::1]|javascript:|file:|\xff|%00|\n|-0000|99999999999"
).split(b"|")
_BIBTEX = (
    b'@article{ @misc{ @comment{ @string{ @preamble{ } { = , " # \\ % title author year month jan eprint archiveprefix '
    b"arXiv doi url keywords note and others 2608.01234 {\\'e} \n"
).split(b" ")
_RIS = tuple(
    b"  - ".join(pair)
    for pair in ((tag, b"") for tag in b"TY TI T1 AU A1 PY DA AB N2 UR DO KW N1 ID ER".split())
)
_CSV = (
    b",",
    b";",
    b"\t",
    b'"',
    b'""',
    b"\n",
    b"id,title",
    b"authors",
    b"tags",
    b"note",
    b"kept_at",
    b"status",
    b"=1+1",
    b"\xef\xbb\xbf",
)
_CSL = (
    b"type issued date-parts author family given literal DOI URL title custom container-title abstract keyword note"
).split()
_OWN = (
    b"id title summary authors name user published_at tags note status kept_at found_in upvotes category"
).split()
_STORED = (
    b"about format version bookmarks removed paper key title kept_at changed status tags note removed_at found_in at older "
    b"way deed before after do undo redo"
).split()
_REMEMBERED = (
    b"version theme density layout list_share list_share_stacked is_bookmarks_hidden feed paper order day day_paper queries has_met "
    b"commands"
).split()
_SETTINGS = (
    b'refresh_minutes = |theme = |symbols = |pdf_folder = |[keys]|[watches]|[mutes]|"|\'|"""|\n|=|.|[|]|[[|]]|{|}|,|#|0x|'
    b"1979-05-27T07:32:00Z|inf|nan|\\u0000|\\U00110000|~/x|true|lamps|title:agent"
).split(b"|")


def _quoted(names: list[bytes]) -> tuple[bytes, ...]:
    return (
        *_JSON,
        *(b'"' + name + b'"' for name in names),
        b"\n",
        b'"2608.01234"',
        b'"2026-08-21T00:00:00Z"',
    )


_OF_FORMATS: dict[str, tuple[bytes, ...]] = {
    "bibtex": tuple(filter(None, _BIBTEX)),
    "ris": (*_RIS, b"\n", b"2608.01234", b"2026/08/21", b"arXiv:"),
    "csl-json": _quoted(_CSL),
    "csv": (*_CSV, b"2608.01234"),
    "json": _quoted(_OWN),
    "jsonl": _quoted(_OWN),
    "ids": (
        b"2608.01234",
        b"math/0309136",
        b"https://arxiv.org/abs/",
        b"#",
        b"- ",
        b"\n",
        b"v2",
        b"10.48550/arXiv.",
    ),
}

_ALL = (
    Target("listing", answers.listing, _WIRE),
    Target("paper", answers.paper, _WIRE),
    Target("comments", answers.comments, _WIRE),
    Target("artefacts", answers.artefacts, (*_WIRE, *_quoted(_ARTEFACTS), b"\n\n")),
    Target("headers", answers.headers, tuple(_HEADERS)),
    Target("page", answers.page, (b"\n\n", b"x" * 100, b"y" * 301, b" ", *_SIGNS)),
    Target("query", queries.query, (*_QUERY, *_SIGNS)),
    Target("cleaning", texts.cleaning, (*_SIGNS, *_TEX)),
    Target("tex", texts.tex, (*_TEX, *_SIGNS)),
    Target("prose", texts.prose, (*filter(None, _MARKDOWN), *_SIGNS)),
    Target("full-text", full_texts.full_text, (*filter(None, _MARKDOWN), *_TEX, *_OF_TEXTS, *_SIGNS)),
    Target("html", full_texts.html, (*_HTML, *_TEX, *_SIGNS)),
    *(
        Target(each.name, imports.importer(each.name), (*_OF_FORMATS.get(each.name, ()), *_SIGNS))
        for each in imports.READ
    ),
    Target("bookmarks", own_files.bookmarks, _quoted(_STORED)),
    Target("record", own_files.record, _quoted(_STORED)),
    Target("undo-log", own_files.undo_log, _quoted(_STORED)),
    Target("view-state", own_files.view_state, _quoted(_REMEMBERED)),
    Target("settings", own_files.settings, tuple(filter(None, _SETTINGS))),
)

TARGETS = {each.name: each for each in _ALL}
