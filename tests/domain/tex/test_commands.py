r"""What the commands of LaTeX and its packages are read as: the cases that were seen, and every name they define."""

import re
import time

import pytest

from paperreader.domain.tex.display import formula_lines, formula_text
from paperreader.domain.tex.unicode import to_unicode
from tests import DATA
from tests.at_length import few

_GROUP = re.compile(r"^\[(.+)\]\n([^\[]+)", re.MULTILINE)


def _names() -> dict[str, list[str]]:
    """Return the names of signs by the package that defines them."""
    text = (DATA / "tex" / "names.txt").read_text(encoding="utf-8")
    return {group: words.split() for group, words in _GROUP.findall(text)}


NAMES = _names()


def _not_read(names: list[str], written: str) -> list[str]:
    """Return the names that are still there when they are read, with or without their backslash."""
    read = {name: to_unicode(written.replace("NAME", name)) for name in names}
    return [name for name, shown in read.items() if "\\" in shown or re.search(rf"(?<![a-z]){name}\b", shown)]


@pytest.mark.parametrize(
    "package", [name for name in NAMES if name not in ("accents", "textcomp", "amsmath")]
)
def test_no_name_of_a_sign_is_left_in_a_formula(package: str) -> None:
    assert not _not_read(NAMES[package], r"$a \NAME{} b$")


def test_no_name_of_a_sign_of_text_is_left() -> None:
    assert not _not_read(NAMES["textcomp"], r"a \NAME{} b")


def test_no_command_of_amsmath_keeps_its_backslash() -> None:
    functions = {"bmod", "injlim", "projlim", "varinjlim", "varprojlim", "varliminf", "varlimsup"}
    left = _not_read(NAMES["amsmath"], r"$a \NAME{} b$")
    assert {name for name in left if "\\" in to_unicode(rf"$a \{name} b$")} == set()
    assert set(left) <= functions


def test_no_accent_of_a_formula_is_left() -> None:
    assert not _not_read(NAMES["accents"], r"$\NAME{ab} + c$")
    assert not _not_read(NAMES["accents"], r"$\NAME z + c$")


# The cases, and others of their kinds ----------------------------------------------------------------------------


def _written(name: str) -> str:
    return (DATA / "reading" / name).read_text(encoding="utf-8")


def test_arrays_cases_and_aligned_rows_are_told_row_by_row() -> None:
    formulas = re.findall(r"\$\$\n(.*?)\n\$\$", _written("14-array-of-latexml.md"), re.DOTALL)
    assert [formula_lines(formula) for formula in formulas] == [
        ("a={x, y>0 ; z, w   (1)",),
        ("f={ 1 x>0 ; 0 y",),
        ("a=b", "=c"),
    ]
    assert [formula_text(formula) for formula in formulas] == [
        "a={x, y>0 ; z, w (1)",
        "f={ 1 x>0 ; 0 y",
        "a=b ; =c",
    ]
    assert to_unicode(f"${formulas[0]}$") == "a={x, y>0 ; z, w (1)"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("15-null-delimiter.md", "At df/dx|ₓ₌₀ it is 0.\n"),
        ("16-char-and-colour.md", "It is 68 % of x+y.\n"),
        (
            "17-unknown-symbols.md",
            "a ▷ b, =ᵈ, ∑ₓ, (m choose i), A→ᶠB, (a+b)_c, ∑_(a, b), a=b □, A⋉B, ⨆ᵢ, z⪆1, a b.\n",
        ),
    ],
)
def test_what_was_seen_in_pages_is_read(name: str, read: str) -> None:
    assert to_unicode(_written(name)) == read


FORMULAS = [
    # Rows.
    (r"\begin{pmatrix}1&0\\0&1\end{pmatrix}^{T}", "(1 0 ; 0 1)ᵀ"),
    (r"\left[\begin{array}[c]{@{}c|c@{}}a&b\\ \hline c&d\end{array}\right]", "[a b ; c d]"),
    (r"\begin{dcases}x&\text{if }y\\z&\text{else}\end{dcases}", "{ x if y ; z else"),
    (r"\begin{matrix}a&\begin{matrix}b\\c\end{matrix}\end{matrix}", "a b ; c"),
    (r"\begin{alignat}{2}a&=b,&\quad c&=d\end{alignat}", "a=b, c=d"),
    (r"\begin{subarray}{c}i\\ j\end{subarray}", "i ; j"),
    (r"\begin{lamp}a&b\end{lamp}", "lamp [a b]"),
    (r"a &= b \\ &\quad + c", "a = b ; + c"),
    (r"\begin{aligned}a&=\begin{cases}1&b\\2&c\end{cases}\\d&=e\end{aligned}", "a={ 1 b ; 2 c ; d=e"),
    (r"\pmatrix{a&b\cr c&d}=\cases{+1&$x<0$\cr 0}", "(a b ; c d)={ +1 x<0 ; 0"),
    (r"\eqalign{x&=y\cr&\leq z}", "x=y ; ≤z"),
    (r"\mathrm{m}\framebox{$b\times c$}", "mb×c"),
    # Brackets that are none, or tall.
    (r"\left.x\right\rvert_{0}", "x|₀"),
    (r"\bigg{(}x\bigg{)}\Bigl.y\Bigr|", "(x)y|"),
    (r"\left<x,y\right>", "⟨x,y⟩"),
    (r"\big\{x\,\big\|\,y\big\}", "{x ‖ y}"),
    # Signs by number, colours, lengths.
    ("\\char`\\%\\char`a\\char\"25\\char'45", "%a%%"),
    (r"\mathrm{\symbol{65}}\unicode{x2014}", "A—"),
    (r"{\color[rgb]{1,0,0}\definecolor[named]{c}{rgb}{1,0,0}x}\textcolor{red}{y}", "xy"),
    (r"\color{red}{x}+\mathcolor[gray]{0.5}{y}", "x+y"),
    (r"a\hskip 3.0pt plus 1fil b\kern-1ptc\mskip 2muD\hspace*{1em}e", "a bc D e"),
    (r"\raisebox{1.0pt}{$x$}\scalebox{0.5}{$y$}\resizebox{1cm}{!}{$z$}", "xyz"),
    (r"\hbox to 10pt{x}\rule[1pt]{0pt}{2pt}\vphantom{y}\vrule height 1pt depth 0pt\mathstrut z", "xz"),
    (r"\multicolumn{2}{c}{x}\multirow{2}{*}{y}\cline{1-2}", "xy"),
    # Above, below, beside.
    (r"X\overset{\text{iid}}{\sim}Y", "X∼ⁱⁱᵈY"),
    (r"\underset{x\in X}{\arg\max}\;f", "arg max_(x∈X) f"),
    (r"\stackrel{\triangle}{=}\overunderset{a}{b}{+}", "=^△+ₐᵇ"),
    (r"A\xleftarrow[k]{\;g\;}B\xRightarrow{}C", "A←ₖᵍB⇒C"),
    (r"\overbrace{a+b}^{n}+\underbracket{c}", "(a+b)ⁿ+c"),
    (r"\sum_{\begin{subarray}{c}a\\b\end{subarray}}\sideset{}{'}\sum", "∑_(a ; b)∑'"),
    (r"\dbinom{n}{k}={n\choose k}\genfrac{(}{)}{0.0pt}{}{n}{k}", "(n choose k)=(n choose k)(n choose k)"),
    (r"{a+1\over b}{x\atop y}\genfrac{}{}{1pt}{}{a}{b}", "(a+1)/bx, y a/b"),
    (r"\cfrac[l]{1}{2}\flatfrac{a}{b}", "½ a/b"),
    (r"\sqrt[n]{x}\root 3\of x\frac{\partial f}{\partial t}", "ⁿ√x∛x ∂f/∂t"),
    (r"a\equiv b\pmod{n}\boxed{c}\tag{3}", "a≡b (mod n)c(3)"),
    (r"\mathrel{\mathop{=}\limits^{\rm def}}\cancelto{0}{x}", "=ᵈᵉᶠx→0"),
    (r"\overline{ab}\cancel{x}\widehat{xy}\dddot{z}\vec{v}", "a̅b̅x̸x̂yz⃛v⃗"),
    (r"\mathbb{1}\mathcal{l}\mathbbm{k}\mathscr{F}\frak g", "𝟙𝓁𝕜ℱ𝔤"),
    (r"\BbbR\mbfA\mathbfit{x}\mitalpha\mscrL\mathpalette{}{y}", "ℝAxαℒy"),
    # What many define, and what only the authors know.
    (r"\norm{x}_{2}\abs{y}\ket{\psi}\braket{a|b}\set{x}", "‖x‖₂|y||ψ⟩⟨a|b⟩{x}"),
    (r"\dv{f}{x}+\pdv[2]{f}{y}+\dd{x}", "df/dx+∂²f/∂y²+dx"),
    (r"\E[x]\in\R^{d},\KL(p\|q),\vect{x}", "E[x]∈Rᵈ,KL(p‖q),vect(x)"),
    (r"\SI{10}{\kilo\metre\per\second\squared},\num{1.5e-3},\si{\micro\second}", "10 km/s²,1.5×10⁻³,µs"),
    (r"\qty(x)\ang{30}\qtyrange{1}{2}{\MHz}", "(x)30°1–2 MHz"),
    ("a%\n +b\\\n c", "a+b c"),
    (r"a&lt;b", "a<b"),
    ("a+0%\n.5b+\\hbox{\\kern 4%\n.5ptc}", "a+0.5b+ c"),
    (r"x\hbox to 1pt{\pgfpicture\makeatletter\pgfsys@invoke{ }\endpgfpicture}", "x (drawing)"),
    (r"\lx@xy@svg{\hbox{A}}y\underaccent{\hat}{x}\text{\ }z", "(drawing) yx z"),
    (r"\text{if $x$ is }\mathbf{0}\text{\,}y", "if x is 0 y"),
    (r"a^{®}b^{™}c^{©}", "a®b™c©"),
    # Accents upon accents, each once, the outer one farther away.
    (r"\bar{\bar{x}}+\hat{\bar{y}}+\overline{a\hat{b}}", "x\u0304\u0304+\u0233\u0302+a\u0305b\u0302\u0305"),
    (r"\lim\limits_{n}x+\max\nolimits_{i}y", "limₙx+maxᵢy"),
    (r"5\text{\textmu m},\text{\textdegree C}", "5µm,°C"),
    (r"\prescript{14}{6}{\mathrm{C}}+\leftidx{^{a}}{x}{_{b}}", "¹⁴₆C+ᵃx_b"),
    (r"\circled{1}x\tag*{(3)}", "(1)x (3)"),
    (r"\ce{\alpha-Fe_2O_3}+\ce{^{13}CO2}", "α-Fe₂O₃+¹³CO₂"),
    (r"\ce{H2O}+\ce{SO4^2-}+\ce{Ca(OH)2}+\ce{Fe^{3+}}", "H₂O+SO₄²⁻+Ca(OH)₂+Fe³⁺"),
    # What is lowered within what is lowered is no product of two.
    (r"x_{n_k}+a_{i_{1}}^{2}", "x_(nₖ)+a_(i₁)²"),
    (r"a_{b^{2}}+T_{c_1}+y^{n_k}", "a_(b²)+T_(c₁)+y^(nₖ)"),
    # Rows, and what is said of them.
    (r"\begin{array}{l}a\\*[3mm] b\\[-2pt] c\end{array}", "a ; b ; c"),
    (r"\begin{aligned}[t]a&=b\end{aligned}\begin{gathered}[b]c\end{gathered}", "a=bc"),
    (r"\bigl(\begin{smallmatrix}1&0\\0&1\end{smallmatrix}\bigr)", "(1 0 ; 0 1)"),
    (r"\begin{cases}1,&x>0,\\ 0;\\ 2,\end{cases}", "{ 1, x>0 ; 0 ; 2,"),
    # Plain TeX, and what astronomers write.
    (r"x\buildrel d\over=y\buildrel{\rm def}\over{\equiv}z", "x=ᵈy≡ᵈᵉᶠz"),
    ('a\\mathchar"2Db\\mathchar 45\\relax c', "a-b-c"),
    (r"M_{\sun}+R_\earth+0\farcs5+1\fdg2+2\farcm5+3\arcmin", "M_⊙+R_⊕+0″.5+1°.2+2′.5+3′"),
]


@pytest.mark.parametrize(("source", "read"), FORMULAS)
def test_formulas_are_read(source: str, read: str) -> None:
    assert formula_text(source) == read or " ".join(to_unicode(f"${source}$").split()) == read


CUT_OFF = [
    (r"at \href{https://example.org/a} today", "at https://example.org/a today"),
    (r"at \href{https://example.org/a", "at https://example.org/a"),
    (r"at \href{https://example.org/a}{our", "at https://example.org/a our"),
    (r"at \url{https://example.org/a", "at https://example.org/a"),
    (r"lamps\footnote{Code is out. We burn", "lamps (Code is out. We burn"),
    (r"(\textbf{Lamp) and \emph{two", "(Lamp) and two"),
    (r"\color{red}x and \color[RGB]{1,2,3}{x} and {\color{red} y}", "x and x and y"),
    (r"{\small\texttt{lamp}} {\large\bf Lamp}", "lamp Lamp"),
    (r"{\name} is {\name}-X and {\name{}}: {\name}'s", "name is name-X and name: name's"),
    (r"\ours$_{L}$, \ours\textsuperscript{+}, \ours\xspace and \ours{}-2", "ours_L, ours⁺, ours and ours-2"),
    (r"\b{x} and \b{bold words} and \'{\^e}", "x̱ and bold words and ế"),
    (r"It burns. \n We see.\nThen \n\n more", "It burns. We see. Then more"),
    ("20sim 100 lamps", "20∼100 lamps"),
    (r"with \highlight{a lamp} and \todo{two}", "with a lamp and two"),
    (r"\section*{Lamps} \begin{itemize} \item one \item two \end{itemize}", "Lamps • one • two"),
    (r"\textcolor{red}{red} \colorbox{y}{on} \hyperref[a]{here} \hyperlink{a}{there}", "red on here there"),
    (r"\gls{llm} \ac{LLM} \cref{a} \parencite{b} \citet*{c} \ref*{d}", "llm LLM [a] [b] [c] [d]"),
    (r"5\,\si{\kilo\metre}, \SI{3}{\percent}; \num{1e3}", "5 km, 3 %; 1×10³"),
    (r"\texorpdfstring{$\alpha$}{alpha}-lamps and lamp\-light", "α-lamps and lamplight"),
    (r"\faGithub code, \ding{51} and \ding{55}", " code, ✓ and ✗"),
    (r"\begin{equation}a^{2}=b\end{equation} holds", "a²=b holds"),
    (
        r"\ce{2H2 + O2 -> 2H2O} and \ce{CO2}, 5~\textmu m at 3\textdegree C",
        "2H₂ + O₂ → 2H₂O and CO₂, 5 µm at 3°C",
    ),
    # What is left of links, of marks of notes and of the ends of commands.
    (
        "see https://a.example/MI{Github}. Or https://b.example/x{HuggingFace} too",
        "see https://a.example/MI (Github). Or https://b.example/x (HuggingFace) too",
    ),
    (
        "https://a.example/preparedness{open-source our code} to",
        "https://a.example/preparedness (open-source our code) to",
    ),
    ("released^§ by Ann^†, a FID{}=2.2 of Lamp{} lamps", "released§ by Ann†, a FID=2.2 of Lamp lamps"),
    # Fonts as they were before there were commands with braces, and such commands without theirs.
    (r"{\bf Lamps:} we. {\it Light}: they", "Lamps: we. Light: they"),
    (r"{\textbf Lamps:} one, {\textit two}", "Lamps: one, two"),
    (r"a \bf{lamp}, \it{two} and {\em{three}}", "a lamp, two and three"),
    (r"{\color[rgb]{1,0,0}Lamps, red} and {\fontfamily{qcr}\selectfont Lamp}", "Lamps, red and Lamp"),
    (r"a {\it lamp\/} or {\it light}\/, \fontsize{9}{10}\selectfont small", "a lamp or light, small"),
    (r"\ours\xspace{} and {\ours\xspace}", "ours and ours"),
    (r"one \linebreak[4] two \\[2pt] three \\*[-1em] four \\* five", "one two three four five"),
    (r"90~\% of it, 5\char37{} more", "90 % of it, 5% more"),
    (r"the \ion{H}{ii} lamp is a \lq lamp\rq{}", "the H ii lamp is a ‘lamp’"),
]
PLAIN = [
    (
        r"from $-36.6$ pp to $+4.9$pp and $.84$, $-36.53, -29.73$",
        "from -36.6 pp to +4.9pp and .84, -36.53, -29.73",
    ),
    ("$4d$ lamps, degree-$2t$, $1-2$ weeks, $80:20$", "4d lamps, degree-2t, 1-2 weeks, 80:20"),
    ("NDCG$@10$, $pass@k$, $i.i.d.$, $(A)dS$, $S&P$", "NDCG@10, pass@k, i.i.d., (A)dS, S&P"),
    ("lamps of $5''$, $0.''5$, $0''.5$, $30'$ and 0$''$.5", "lamps of 5'', 0.''5, 0''.5, 30' and 0''.5"),
    ("$|C|$ and $O(s(t))$ in $[0, 100%]$, $K!$", "|C| and O(s(t)) in [0, 100%], K!"),
    ("$S, A, H$ and $(h,r,?)$ with $V=65$k", "S, A, H and (h,r,?) with V=65k"),
    ("an $odds law$ and $True/False/Unknown$", "an odds law and True/False/Unknown"),
    (r"a $ 10^{3}\times$ gain of $ 2.9%$, ${>}$0.41", "a 10³× gain of 2.9%, >0.41"),
    (r"\bc and \PM: \Rk{1} in \Stable{}/\Meta{}", "bc and PM: 1 in Stable/Meta"),
    (r"\romannumeral2) \verb|x_1| and \verb|\alpha|, Pass\^{}1", r"ii) `x_1` and `\alpha`, Pass¹"),
    (r"a delay \dot d, a 65\;nm lamp, viz.\@ one (\>20)", "a delay ḋ, a 65 nm lamp, viz. one (>20)"),
    (r"as \[ \mathcal{O}\left(a|c^*\right) \] is", "as 𝒪(a|c*) is"),
]
MONEY = [
    "a price of $0.41 per lamp, $0.73 for two",
    "US$5 and $10k, or $3-$5",
    "under $HOME/$USER and $PATH:$HOME",
    "between $5 and 10$ for each",
    "costs $116.2M and $2",
    "in $ and in £",
    "the '$5' and the '$10' lamp",
]
CODE = [
    r"the characters \n, \t and \r",
    r"splits at \n only",
    r"the token \n ends it",
    r"print('\n')",
    r"a \q{candle} and \w{3}",
    r"C:\new\names.txt and \\server\new",
    r"s/\bword\b/\1/g and \d+\.\d",
    "GET https://a.example/v1/{Name} and https://a.example/x?q={Term}",
    "an empty set {} of {}",
    r"s/a\/b/c\/d/ and {\w+\/}",
]


@pytest.mark.parametrize(("text", "read"), CUT_OFF)
def test_running_text_is_read_though_it_is_cut_off(text: str, read: str) -> None:
    assert to_unicode(text) == read
    assert to_unicode(read) == read


@pytest.mark.parametrize(("text", "read"), PLAIN)
def test_what_is_no_money_is_a_formula(text: str, read: str) -> None:
    assert to_unicode(text) == read


@pytest.mark.parametrize("text", MONEY)
def test_money_stays_money(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize("text", CODE)
def test_code_stays_code(text: str) -> None:
    assert to_unicode(text) == text


_NESTED = [
    r"\binom{",
    r"\binom{a}{",
    r"\'{",
    r"\begin{cases}",
    r"\begin{array}{c}",
    r"a\over ",
    r"{a\over ",
    r"\mycmd{",
]
_NESTED += [
    r"\overunderset{a}{b}{",
    r"\xrightarrow[",
    r"\text{$",
    r"\footnote{",
    r"\SI{",
    r"\sqrt[",
    r"\item[",
    r"\left.",
]


@pytest.mark.parametrize("piece", _NESTED)
@pytest.mark.parametrize("closing", few(["}", "", r"\end{cases}"], 1))
def test_what_is_nested_deep_takes_a_moment(piece: str, closing: str) -> None:
    count = 20_000 // len(piece)
    began = time.process_time()
    formula_lines(piece * count + closing * count)
    to_unicode(f"${piece * 15}{closing * 15}$ " + piece * count + closing * count)
    assert time.process_time() - began < 5, "what is read twice on each of thirty levels would take days"
