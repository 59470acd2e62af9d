r"""TeX and its remains to Unicode: what is wanted, case by case, and what holds for every text."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperreader.domain.tex.unicode import may_hold_tex, to_unicode
from tests.at_length import few

UNCHANGED = [
    # Money, percent, plain signs.
    "It costs $5 and $10 a month.",
    "Between $5 and 10$ for each lamp",
    "Earn $1 Million with two lamps, or $2 Million with four",
    "from US$5 to NZ$7",
    "a price of $200k",
    "$3-$5 for a candle, $5/$10 for two",
    "50% of all lamps, 100 % of all candles",
    "Q&A #1 @ noon",
    "set $HOME and $PATH first",
    # Words that only look like remains.
    "It sometimes rains, oftentimes twice.",
    "five timesteps, 5timesteps, many times",
    "a simple similar simulation, sim2real and sim2sim, Lamp-sim3",
    "<!-- a comment -->",
    "a function f{X} of {{x}}",
    "we meet at 5pm or 11pm",
    "The alpha version of beta software; eta, mu and pi are letters",
    "to and fro, in and out, left (right) and centre",
    "the left side and (the right) side",
    "AlphaFold, betaVAE, GammaNet, pix2gestalt, word2vec",
    "tau-bench and tau2-bench",
    "A text (and a {hat, bar} set)",
    "nabla is an operator; the infinity sign is not a word",
    "multiply it 3 times 4 hours later",
    # Names, paths, code.
    "C_max and file_name and snake_case_name",
    "__init__ and _private and trailing_ and a__b",
    "v2_final, eval_v1, SULAND_v2 and SW_r14",
    "pi_kept and tau_max are names",
    "<|im_end|> and <|user_1|>",
    r"C:\Users\lamp\times\alpha.txt",
    r"see D:\new\data\beta",
    r"\\server\share\sigma",
    r"src\alpha\beta.txt",
    r"the pattern ^\d+(\.\d+)?$ finds numbers",
    r"[^a-z]+ and \w+\s*\b",
    r"example\.com and a\|b",
    "sed 's/a^b/c/' ^start",
    "run `x_1 = a^2 + $b` now",
    "run --verbose or -v, and --no-colour",
    "-- a comment in SQL",
    "a table |---|---| and a rule -----",
    "https://example.org/a_1/b^2~user/x_{1}?q=5times",
    "https://example.org/{id}",
    "see github.com/example/lamp_2_x and www.example.org/~anna_1",
    "write to a_1@example.org or anna_b@example.org",
    "~/papers and ~50 lamps, 10~100 of them, x~N(0,1)",
    "p ~ q and file~",
    "{'a': 1, 'b': {'c': 2}}",
    "one of {yes, no}, of {-1, 0, 1}, Lamp-{1B, 4B, 8B}",
    "Dear {name}, your {user_id}",
    "f(x) = {",
    "} and { and }{",
    "a ^ b _ c",
    "^_^ and ^^",
    "x = '' and y = \"\"",
    "it''s odd",
    "a 5'' pipe",
    "```code``` and ``double`` ticks",
    "[here], [CLS], [/] and GPT-[n]",
    "<think> and </think>",
    # What is not understood.
    r"the commands \begin, \section and \newcommand",
    r"/usr\local, \usr\local and \lamp.txt",
    r"\bword\b or \Lamp+",
    r"\n and \tx",
    r"a trick called \q{candle}",
    r"the answer stands in \boxed{}",
    r"\textbf{} and \frac{1} and \sqrt",
    r"\begin{lamp} and \end{lamp}",
    r"for \20 USD; \3) three",
    r"a backslash \ ",
    "a lone $ and the rest",
    r"$x+2 without an end",
    r"\(x without an end",
    r"\frac{1}{2",
    r"\label{lamp}",
    "",
    " ",
    "\\",
    "$",
    "$$",
    "Fréchet, naïve, Ørsted: — – “” … ×",
    "π₀.₅ and 2× and 10⁻³",
    "x^(2q) and x_(ab) and J_G",
]
"""What has to stay as it is."""

CASES = [
    # Escaped signs.
    (r"50\% of all lamps", "50% of all lamps"),
    (r"Q\&A, \#1, snake\_case", "Q&A, #1, snake_case"),
    (r"under \$20 and \$2,000", "under $20 and $2,000"),
    (r"a set \{0, 1\}", "a set {0, 1}"),
    (r"on an 8\,GB lamp", "on an 8 GB lamp"),
    (r"candles vs.\ lamps", "candles vs. lamps"),
    (r"all of it. \ Then more", "all of it. Then more"),
    (r"Networks\\ for lamps", "Networks for lamps"),
    (r"the call \_light\_all\_lamps", "the call _light_all_lamps"),
    # Accents in all forms.
    (r"Fr\'echet", "Fréchet"),
    (r"Fr\'{e}chet", "Fréchet"),
    (r"Fr{\'e}chet", "Fréchet"),
    (r"Fr{\'{e}}chet", "Fréchet"),
    (r"na\"{\i}ve and na\"ive and na{\"\i}ve", "naïve and naïve and naïve"),
    (r"Schr\"odinger and G\"odel and T\"U", "Schrödinger and Gödel and TÜ"),
    (r"\v{S}koda, \v Skoda, {\v S}koda", "Škoda, Škoda, Škoda"),
    (r"Fran\c{c}ois and gar\c con", "François and garçon"),
    (r"Erd\H{o}s and Erd\H os", "Erdős and Erdős"),
    (r"dikaiosyn\=e", "dikaiosynē"),
    (r"S\o ren {\O}rsted Gro\ss{}e \AA ngstr\"om", "Søren Ørsted Große Ångström"),
    (r"\L{}ukasz", "Łukasz"),
    (r"Pok\'emon, Nu\~nez, cr\^epe, \`a la", "Pokémon, Nuñez, crêpe, à la"),
    (r"\.Istanbul, \.{z}, \k{a}, \r{u}, \u{g}", "İstanbul, ż, ą, ů, ğ"),
    (r"the lamp\'s light", r"the lamp\'s light"),
    # Dashes, quotation marks, ties.
    ("a lamp -- and a candle", "a lamp – and a candle"),
    ("lamps---or candles---burn", "lamps—or candles—burn"),
    ("pages 2--11", "pages 2–11"),
    ("the lamp--candle gap", "the lamp–candle gap"),
    ("``quoted'' and ``again''", "“quoted” and “again”"),
    ('``quoted" and "again"', '“quoted” and "again"'),
    ("($>$80%) and $(x,y)$ and (r{=}{-}0.1)", "(>80%) and (x,y) and (r=-0.1)"),
    ("''world lamps'' are", "“world lamps” are"),
    ("Table~1 and Lamp~(LP) and et al.~[3]", "Table 1 and Lamp (LP) and et al. [3]"),
    ("found at~https://example.org/a~b", "found at https://example.org/a~b"),
    ("by +8.67~pp", "by +8.67 pp"),
    # Text commands.
    (r"\textbf{Small} \emph{lamps} in \texttt{mono}", "Small lamps in mono"),
    (r"\textbf{Small \emph{nested \textit{lamps}}}", "Small nested lamps"),
    (r"\underline{B}i-Modal \underline{B}ehaviour", "Bi-Modal Behaviour"),
    (r"{\it key lamps} and {\sc Lamp} and {\tt x}", "key lamps and Lamp and x"),
    (r"{\bf{Lamp}}", "Lamp"),
    (r"{\bfseries Lamp} light", "Lamp light"),
    (r"$\textbf{Lamp}$: a light", "Lamp: a light"),
    (r"\textsc{Lamp-X}, a \textsf{light}", "Lamp-X, a light"),
    (r"(\eg, a lamp), \ie a light, \etc", "(e.g., a lamp), i.e. a light, etc."),
    (r"lamps \etc. Then \aka{} light", "lamps etc. Then a.k.a. light"),
    (r"H\textsubscript{2}O and 2\textsuperscript{nd}", "H₂O and 2ⁿᵈ"),
    (r"\LaTeX{} and \ldots", "LaTeX and …"),
    (r"GPT\nobreakdash-3", "GPT-3"),
    (r"run$\unicode{x2014}$each", "run—each"),
    (r"We introduce \ours, a lamp.", "We introduce ours, a lamp."),
    (r"\method lights a room; our \framework too", "method lights a room; our framework too"),
    (r"\LampNet{} (\lampnet{}) and \LampNet's", "LampNet (lampnet) and LampNet's"),
    (r"\ours\ lights a room with~\ours.", "ours lights a room with ours."),
    (r"\q{50\% off}", r"\q{50% off}"),
    # Links, citations, notes.
    (r"at \url{https://example.org/a_1~b}", "at https://example.org/a_1~b"),
    (r"at hand.\url{https://example.org/ }", "at hand. https://example.org/"),
    (r"\href{https://example.org/a_1}{our page}", "our page (https://example.org/a_1)"),
    (r"\href{https://example.org}{https://example.org}", "https://example.org"),
    (r"https://example.org/\#lamp\_1", "https://example.org/#lamp_1"),
    ("https://example.org/lamp/{here}.", "https://example.org/lamp/ (here)."),
    ("https://example.org/lamp{this https URL}, and", "https://example.org/lamp (this https URL), and"),
    ("https://example.org/x{https://example.org/x}.", "https://example.org/x."),
    ("Code is {here}.", "Code is here."),
    ("at {https://example.org/lamp_1}.", "at https://example.org/lamp_1."),
    (r"as \cite{lamp23, light24} say", "as [lamp23, light24] say"),
    (r"Lamps~\citep{lamp23}", "Lamps [lamp23]"),
    (r"by \citet{lamp23}, Figure~\ref{fig:one}", "by [lamp23], Figure [fig:one]"),
    (r"A lamp\footnote{Or two.} burns", "A lamp (Or two.) burns"),
    (r"A lamp~\footnote{Or \emph{two}.} burns", "A lamp (Or two.) burns"),
    (r"on lamps\footnote{\url{https://example.org}}, an", "on lamps (https://example.org), an"),
    (r"Lamps\label{sec:lamps} burn", "Lamps burn"),
    # Formulas.
    ("an $n$-gram of top-$K$ out of $mN$", "an n-gram of top-K out of mN"),
    (r"$x$, $122$ lamps, $d=3$", "x, 122 lamps, d=3"),
    (r"PixArt-$\alpha$ and PanGu-$\pi$-7B", "PixArt-α and PanGu-π-7B"),
    (r"2.8$\times$ faster, $2.35\times$ fewer", "2.8× faster, 2.35× fewer"),
    (r"1248$\times$1248 and $1024 \times 1024$", "1248×1248 and 1024 × 1024"),
    (r"$11\times 10^6$ lamps", "11×10⁶ lamps"),
    (r"$\sim$50\% and $\sim3x$ and $\approx$ 10", "∼50% and ∼3x and ≈ 10"),
    (r"$\geq 40$ fps", "≥40 fps"),
    (r"($28.34\% \to 34.22\%$)", "(28.34% → 34.22%)"),
    (r"English$\rightarrow$German", "English→German"),
    (r"$\mathcal{O}(N^2)$ and $O(n\log n)$", "𝒪(N²) and O(n log n)"),
    (r"$\mathbb{R}^d$, $\mathbf{x}$, $\mathrm{Cal}$", "ℝᵈ, x, Cal"),
    (r"$\mathbf{851\times}$ faster", "851× faster"),
    (r"D$^2$iT and MVD$^2$ and 256$^2$", "D²iT and MVD² and 256²"),
    (r"$\ell_2$ and $\ell_1$ norms", "ℓ₂ and ℓ₁ norms"),
    (r"$x_i^2 + y_{i+1}$", "xᵢ² + yᵢ₊₁"),
    (r"$e^{-x}$ and $10^{-3}$", "e⁻ˣ and 10⁻³"),
    (r"$p_{gen}$ and $J_{G}$ and $x^{2q}$", "p_gen and J_G and x^(2q)"),
    (r"$V^{\star}$ and $A^*$ and $90^{\circ}$", "V⋆ and A* and 90°"),
    (r"$W^\top x$ and $f^\prime$", "Wᵀ x and f′"),
    (r"$\frac{1}{8}$ of it", "⅛ of it"),
    (r"$\frac{a}{b}$ and $\frac{n+1}{2k}$", "a/b and (n+1)/(2k)"),
    (r"$2\frac{3}{7}$", "2 3/7"),
    (r"$\sqrt{n}$, $\sqrt{n+1}$, $\sqrt[3]{x}$", "√n, √(n+1), ∛x"),
    (r"$\alpha\beta x$", "αβx"),
    (r"$\hat{y}$, $\bar{x}$, $\vec v$", "ŷ, x̄, v⃗"),
    (r"$\left(\frac{1}{2}\right)$", "(½)"),
    (r"$\sum_{i=1}^{n} x_i$", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"$\lVert x\rVert_2 \leq 1$", "‖x‖₂ ≤ 1"),
    (r"$\alpha + \beta$ and $\alpha+\beta$", "α + β and α+β"),
    (r"$\lambda \times \mu = \nu x$", "λ × μ = νx"),
    (r"$\langle p, u \rangle - \alpha H$", "⟨p, u⟩ - αH"),
    (r"$\lfloor x / 2 \rfloor \leq \pi / 4$", "⌊x / 2⌋ ≤ π / 4"),
    (r"$\infty \int x$", "∞∫x"),
    (r"$x \in \{0,1\}^n$", "x ∈ {0,1}ⁿ"),
    (r"$\text{for all } x$", "for all x"),
    (r"$\operatorname{argmax} f$", "argmax f"),
    (r"$a\,b\;c\quad d\!e$", "a b c de"),
    (r"$\max_x f(x)$ and $\min f$", "maxₓ f(x) and min f"),
    (r"at \(9.6\times\) the ratio (\(TPP\))", "at 9.6× the ratio (TPP)"),
    (r"\[ x^2 \] is", "x² is"),
    (r"$$x^2$$ is", "x² is"),
    (r"It costs $5, and $x^2$ is a formula", "It costs $5, and x² is a formula"),
    (r"costs $5 and $\alpha$ and $10", "costs $5 and α and $10"),
    (r"$\ours^2$ of $\mathcal{O}(1)$", "ours² of 𝒪(1)"),
    (r"LLaVA-\Sigma represents", "LLaVA-Σ represents"),
    (r"p\approx0.37, (0.673 \pm 0.019)", "p≈0.37, (0.673 ± 0.019)"),
    (r"PIXART-{\delta} and density {\sigma}", "PIXART-δ and density σ"),
    (r"$\mathcal{L}_{\text{lamp}}$", "ℒₗₐₘₚ"),
    (r"$\mathfrak{g}$ and $\mathbb{E}[X]$", "𝔤 and 𝔼[X]"),
    # Scripts outside formulas.
    ("Synth^2 and RL^2-VLA and H^{3}DP", "Synth² and RL²-VLA and H³DP"),
    ("x^2 + y^2", "x² + y²"),
    ("10^6-scale and 2^{128} and 10^-3", "10⁶-scale and 2¹²⁸ and 10⁻³"),
    ("pass^k and R^d", "passᵏ and Rᵈ"),
    ("V_{0.5} and z_{t+1}-z_t", "V_0.5 and zₜ₊₁-zₜ"),
    ("the L_2 norm, N_0-Lamp, CO_2Jump", "the L₂ norm, N₀-Lamp, CO₂Jump"),
    ("π_0 and μ_0, ρ_F=0", "π₀ and μ₀, ρ_F=0"),
    ("α=(2N)^{1/2} and (8N)^{-1/2}", "α=(2N)^(1/2) and (8N)^(-1/2)"),
    ("F_{max} of 360^circ lamps", "Fₘₐₓ of 360° lamps"),
    ("R^2{=}0.86", "R²=0.86"),
    ("fixed (q^{*},s^{*})", "fixed (q*,s*)"),
    ("k_t v_t^top", "kₜ vₜᵀ"),
    (r"α_j^{\max}(s)", "αⱼᵐᵃˣ(s)"),
    # Remains.
    ("1.45times faster", "1.45× faster"),
    ("by about 2.5times.", "by about 2.5×."),
    ("5times5 and times100", "5×5 and ×100"),
    ("10~100times faster", "10~100× faster"),
    ("512 times 960 lamps", "512 × 960 lamps"),
    ("a d_k times d_v lamp", "a dₖ × dᵥ lamp"),
    ("256{times}256 and 4{times} less", "256×256 and 4× less"),
    ("LLMtimesMapReduce", "LLM×MapReduce"),
    ("about sim4 lamps, (sim100B), sim10%", "about ∼4 lamps, (∼100B), ∼10%"),
    ("1.04sim2.2times", "1.04∼2.2×"),
    ("sim4times and sim8%uparrow", "∼4× and ∼8%↑"),
    ("{sim}0.32 and {sim}1K", "∼0.32 and ∼1K"),
    ("infty-LLMs", "∞-LLMs"),
    ("R^textbf{2AI}", "R²ᴬᴵ"),
    ("texttt{D}ual-texttt{H}ead", "Dual-Head"),
    ("mathcal{O}(T^{-1/3})", "𝒪(T^(-1/3))"),
    ("the calO(1/k) law", "the 𝒪(1/k) law"),
    ("left|,circlearrowright,text{BUS},right|", "|,↻,BUS,|"),
    ("Oleft( log V right)", "O( log V )"),
    ("$textbf{small} and textbf{large}$ lamps", "small and large lamps"),
    ("boldsymbolπ-Lamp", "π-Lamp"),
    ("ell_1 and pi_0 and tau^2-Bench", "ℓ₁ and π₀ and τ²-Bench"),
    ("pi_0.5-KI", "π_0.5-KI"),
    ("(z_{t}rightarrow z_{0})", "(zₜ→z₀)"),
    ("5.9%rightarrow10.9%", "5.9%→10.9%"),
    ("0.117to0.598", "0.117→0.598"),
    ("vs. leq0.76", "vs. ≤0.76"),
    ("N_E sum_{i=1}^{N} f_i", "N_E ∑ᵢ₌₁ᴺ fᵢ"),
    ("frac12x", "½x"),
    ("9{,}600 lamps, a (1{+}1) loop", "9,600 lamps, a (1+1) loop"),
    ("{bf MASK} lamps, {Lamp-RL}, {W}-space", "MASK lamps, Lamp-RL, W-space"),
    ("nabla^2DFT", "∇²DFT"),
    ("n^th, 5^th, log_2 n", "nᵗʰ, 5ᵗʰ, log₂ n"),
    ("sqrt{T} and {x}_1", "√T and x₁"),
    ("64 times 64 and 10 times 20 minutes", "64 × 64 and 10 times 20 minutes"),
    (r"\citep[see][p.~3]{lamp23} or \cite[p. 3]{lamp23}", "[see lamp23, p. 3] or [lamp23, p. 3]"),
    (r"$[0,1]$, $p(x|y)$, $a\not=b$, $x\not\in Y$", "[0,1], p(x|y), a≠b, x∉Y"),
    (r"$e^{i\pi}$ and $\operatorname*{arg\,max}_x$ in \mathbb R^n", "e^(iπ) and arg maxₓ in ℝⁿ"),
    (r"\textquotedblleft lamp\textquotedblright", "“lamp”"),
    ("a $5 lamp_{1} for $10", "a $5 lamp₁ for $10"),
    # Neighbours that are not understood.
    (r"\q{x} is 2times as good", r"\q{x} is 2× as good"),
    (r"{ 50\% of it", "{ 50% of it"),
    (r"$x^2 without an end", "$x² without an end"),
    (r"$ and 2times and \alpha", "$ and 2× and α"),
    (r"\textbf{open 50\%", "open 50%"),
]
"""What is written, and what is to be read."""


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_is_no_tex_stays_as_it_is(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_tex_is_shown_as_it_is_meant(text: str, wanted: str) -> None:
    assert to_unicode(text) == wanted


_PIECES = st.sampled_from(
    [
        *"\\${}^_~`'\"()[]%&#|.,-=+ 0127abitxNO",
        *(" ", "  ", "\n", "α", "²", "é", "\u0301", "中"),
        *(
            "times",
            "sim",
            "to",
            "pm",
            "left(",
            "right)",
            "infty",
            "frac",
            "textbf{",
            "mathcal{",
            "cal",
            "pi_",
            "sum_{",
        ),
        *(
            r"\frac",
            r"\sqrt",
            r"\alpha",
            r"\times",
            r"\log",
            r"\textbf{",
            r"\emph{",
            r"\mathcal{",
            r"\hat",
            r"\'",
            r"\v",
        ),
        *(
            r"\url{",
            r"\href{",
            r"\cite{",
            r"\footnote{",
            r"\ours",
            r"\left",
            r"\right",
            r"\(",
            r"\)",
            r"\[",
            r"\]",
            r"\\",
        ),
        *(
            r"\begin{cases}",
            r"\end{cases}",
            r"\begin{array}[]{ll}",
            r"\end{array}",
            "&",
            r"\left.",
            r"\over",
            r"\n",
        ),
        *(
            r"\binom{",
            r"\underbrace{",
            r"\xrightarrow[",
            r"\substack{",
            r"\color[rgb]{",
            r"\char 37",
            r"\hskip 1pt",
        ),
        *(r"\SI{", r"\tag{", r"\item", r"\dv{", r"\genfrac{}{}", "%\n"),
        *(
            "https://a.b/",
            "a@b.org",
            "C:\\a",
            "--",
            "---",
            "``",
            "''",
            "$$",
            "^{",
            "_{",
            r"\$",
            r"\{",
            r"\}",
            r"\ ",
        ),
    ]
)
_TEX = st.lists(_PIECES, max_size=25).map("".join)


@given(_TEX)
@example("$$x$$$")
@example(r"\$x\$")
@example(r"\{W\}")
def test_reading_twice_changes_nothing_more(text: str) -> None:
    once = to_unicode(text)
    assert to_unicode(once) == once


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(to_unicode(text), str)


@given(st.text().filter(lambda text: not may_hold_tex(text)))
def test_a_text_without_a_sign_of_tex_is_the_very_same(text: str) -> None:
    assert to_unicode(text) is text


@given(
    st.lists(st.sampled_from(["lamp", "Candle", "light", "of", "12", "café", "(a)", "x,"])).map(" ".join),
    _TEX,
)
def test_no_formula_eats_the_words_behind_it(words: str, tex: str) -> None:
    assert to_unicode(f"{tex}\n{words}").endswith(words)


_HARD = [
    "{",
    "}",
    "$",
    "\\",
    "^{",
    "_{",
    "{}",
    "$x",
    "`",
    "''",
    "\\(",
    r"\frac",
    r"\frac{",
    r"\textbf{",
    "^",
    "_",
    "~",
    "--",
    "a@",
]
_HARD += [
    "a.",
    "a\\",
    "left(",
    "https://",
    "x^",
    "\\url{",
    "$x$",
    "{x}",
    "x^{2}",
    "times",
    "sim1",
    "\\'e",
    "``a",
    "\\sqrt[",
    "[",
    "|",
]


def _cost(text: str) -> float:
    def once() -> float:
        began = time.process_time()
        to_unicode(text)
        return time.process_time() - began

    return min(once() for _ in range(3))


@pytest.mark.parametrize("piece", _HARD)
@pytest.mark.parametrize("closing", few(["}", ""], 1))
def test_ten_times_the_text_takes_no_more_than_about_ten_times_as_long(piece: str, closing: str) -> None:
    def text(size: int) -> str:
        count = size // len(piece)
        return piece * count + (closing * count if closing and "{" in piece else closing)

    small, large = _cost(text(1_000)), _cost(text(10_000))
    # Quadratic would be a hundred times; below a few milliseconds the clock says little.
    assert large < 30 * max(small, 0.002)
