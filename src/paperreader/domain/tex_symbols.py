"""What the commands of TeX stand for, as tables."""

from types import MappingProxyType


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK = MappingProxyType(
    _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
    mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ
    psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ
    """)
)
"""Greek letters by their names, and ℓ."""

OPERATORS = MappingProxyType(
    _pairs("""
    times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨
    lor ∨ cap ∩ cup ∪ setminus ∖ sqcup ⊔ sqcap ⊓ sim ∼ simeq ≃ approx ≈ cong ≅ equiv ≡ propto ∝ asymp ≍ neq ≠ ne ≠
    leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ lesssim ≲ gtrsim ≳ ll ≪ gg ≫ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ mid ∣ parallel ∥ perp ⊥ vdash ⊢ models ⊨
    triangleq ≜ doteq ≐ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔
    longleftrightarrow ⟷ Rightarrow ⇒ Longrightarrow ⟹ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦
    longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌ rightrightarrows ⇉
    leftrightarrows ⇆ leadsto ⇝ rightsquigarrow ⇝ nearrow ↗ searrow ↘ nwarrow ↖ swarrow ↙ coloneqq ≔ lt < gt >
    """)
)
"""What stands between two others, which have spaces on both sides or on none."""

SYMBOLS = MappingProxyType(
    dict(GREEK)
    | dict(OPERATORS)
    | _pairs("""
    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ Re ℜ Im ℑ
    hbar ℏ aleph ℵ wp ℘ imath ı jmath ȷ prime ′ backprime ‵ angle ∠ triangle △ Box □ square □ blacksquare ■
    Diamond ◇ diamond ⋄ bigstar ★ clubsuit ♣ diamondsuit ♦ heartsuit ♥ spadesuit ♠ checkmark ✓ dagger † ddagger ‡ dag †
    ddag ‡ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ surd √
    uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ circlearrowright ↻ circlearrowleft ↺
    langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | lbrace { rbrace }
    lbrack [ rbrack ]
    ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ ddots ⋱ colon : degree ° textdegree ° pounds £ euro €
    copyright © textregistered ® texttrademark ™ S § P ¶ textcelsius ℃ textmu µ textless < textgreater >
    textbar | textendash – textemdash — textellipsis … textbullet • textquoteleft ‘ textquoteright ’ textquotedblleft “
    textquotedblright ” textasciicircum ^ textasciitilde ~ textunderscore _ textdollar $ texteuro € texttimes ×
    textpm ± textrightarrow → textleftarrow ← textonehalf ½ textquotesingle ' textpercent %
    ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł dj đ DJ Đ th þ TH Þ i ı j ȷ
    TeX TeX LaTeX LaTeX BibTeX BibTeX
    """)
)
"""Commands that stand for one sign, or a few."""

CLOSING = frozenset(["rangle", "rfloor", "rceil", "rbrack", "rbrace"])
"""What ends something."""

LETTERS = frozenset(
    [
        "textquotedblleft",
        "textquoteleft",
        "ss",
        "ae",
        "AE",
        "oe",
        "OE",
        "aa",
        "AA",
        "o",
        "O",
        "l",
        "L",
        "dj",
        "DJ",
        "th",
        "TH",
        "i",
        "j",
    ]
)
"""Those that are part of a word, and marks before one: the space behind them is not a space between words."""

FUNCTIONS = frozenset(
    [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "argmax",
        "argmin",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "det",
        "dim",
        "exp",
        "gcd",
        "hom",
        "inf",
        "injlim",
        "ker",
        "lg",
        "lim",
        "liminf",
        "limsup",
        "ln",
        "log",
        "max",
        "min",
        "mod",
        "bmod",
        "Pr",
        "projlim",
        "sec",
        "sin",
        "sinh",
        "softmax",
        "sup",
        "tan",
        "tanh",
        "tr",
    ]
)
"""Names that formulas have in upright letters."""

ABBREVIATIONS = MappingProxyType(
    {
        "eg": "e.g.",
        "ie": "i.e.",
        "etc": "etc.",
        "aka": "a.k.a.",
        "wrt": "w.r.t.",
        "etal": "et al.",
        "vs": "vs.",
        "cf": "cf.",
    }
)
"""What the styles of conferences define for everybody."""

ACCENTS = MappingProxyType(
    {
        "`": "\u0300",
        "'": "\u0301",
        "^": "\u0302",
        "~": "\u0303",
        '"': "\u0308",
        "=": "\u0304",
        ".": "\u0307",
        "u": "\u0306",
        "v": "\u030c",
        "H": "\u030b",
        "c": "\u0327",
        "k": "\u0328",
        "r": "\u030a",
        "b": "\u0331",
        "d": "\u0323",
    }
)
"""The accents of text as combining characters."""

MATH_ACCENTS = MappingProxyType(
    {
        "not": "\u0338",
        "hat": "\u0302",
        "widehat": "\u0302",
        "tilde": "\u0303",
        "widetilde": "\u0303",
        "bar": "\u0304",
        "overline": "\u0305",
        "vec": "\u20d7",
        "overrightarrow": "\u20d7",
        "dot": "\u0307",
        "ddot": "\u0308",
        "breve": "\u0306",
        "check": "\u030c",
        "acute": "\u0301",
        "grave": "\u0300",
        "mathring": "\u030a",
    }
)
"""The accents of formulas as combining characters."""

TEXT_FONTS = frozenset(
    [
        "text",
        "textbf",
        "textit",
        "textsc",
        "textsf",
        "texttt",
        "textrm",
        "textsl",
        "textup",
        "textmd",
        "textnormal",
        "emph",
        "mbox",
        "hbox",
        "fbox",
        "underline",
        "uline",
        "enquote",
        "textquote",
        "sout",
        "so",
        "hl",
    ]
)
"""Commands of which only the argument is text; weight and shape are not kept."""

MATH_FONTS = frozenset(
    [
        "mathbf",
        "mathrm",
        "mathit",
        "mathsf",
        "mathtt",
        "mathnormal",
        "boldsymbol",
        "bm",
        "pmb",
        "operatorname",
        "mathop",
        "mathbin",
        "mathrel",
        "mathopen",
        "mathclose",
    ]
)
"""Likewise in formulas."""

SWITCHES = frozenset(
    [
        "bf",
        "it",
        "em",
        "sc",
        "tt",
        "rm",
        "sl",
        "sf",
        "bfseries",
        "itshape",
        "scshape",
        "ttfamily",
        "rmfamily",
        "sffamily",
        "slshape",
        "upshape",
        "mdseries",
        "normalfont",
        "tiny",
        "scriptsize",
        "footnotesize",
        "normalsize",
        "Large",
        "LARGE",
        "Huge",
        "centering",
        "noindent",
        "xspace",
        "protect",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "limits",
        "nolimits",
        "nobreakdash",
        "allowbreak",
        "newline",
        "linebreak",
        "unskip",
        "ignorespaces",
        "relax",
    ]
)
"""Commands that nothing is seen of."""

SIZES = frozenset(
    [
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
    ]
)
"""What stands before a bracket to make it as tall as what is in it."""

SPACES = MappingProxyType({"quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "space": " "})
"""Spaces with a name."""

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL = _CAPITALS.lower()

_SCRIPT = dict(zip(_CAPITALS, "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", strict=True))
_DOUBLE = dict(zip(_CAPITALS, "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True)) | {"1": "𝟙"}
_FRAKTUR = dict(
    zip(
        _CAPITALS + _SMALL,
        "𝔄𝔅ℭ𝔇𝔈𝔉𝔊ℌℑ𝔍𝔎𝔏𝔐𝔑𝔒𝔓𝔔ℜ𝔖𝔗𝔘𝔙𝔚𝔛𝔜ℨ𝔞𝔟𝔠𝔡𝔢𝔣𝔤𝔥𝔦𝔧𝔨𝔩𝔪𝔫𝔬𝔭𝔮𝔯𝔰𝔱𝔲𝔳𝔴𝔵𝔶𝔷",
        strict=True,
    )
)
ALPHABETS = MappingProxyType(
    {
        "mathcal": _SCRIPT,
        "mathscr": _SCRIPT,
        "cal": _SCRIPT,
        "mathbb": _DOUBLE,
        "mathds": _DOUBLE,
        "mathbbm": _DOUBLE,
        "mathfrak": _FRAKTUR,
    }
)
"""Letters that formulas tell apart by their shape."""

SUPERSCRIPTS = MappingProxyType(
    dict(
        zip(
            "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ⊤−",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡᵀ⁻",
            strict=True,
        )
    )
)
SUBSCRIPTS = MappingProxyType(
    dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ₋", strict=True))
)
RAISED = MappingProxyType({char: char for char in "*∗⋆†‡′″°§"} | {"∘": "°"})
"""What is read as raised wherever it stands."""

FRACTIONS = MappingProxyType(
    _pairs(
        "1/2 ½ 1/3 ⅓ 2/3 ⅔ 1/4 ¼ 3/4 ¾ 1/5 ⅕ 2/5 ⅖ 3/5 ⅗ 4/5 ⅘ 1/6 ⅙ 5/6 ⅚ 1/7 ⅐ 1/8 ⅛ 3/8 ⅜ 5/8 ⅝ 7/8 ⅞ 1/9 ⅑ 1/10 ⅒"
    )
)
"""Fractions that are a sign of their own."""

FRACTION_NAMES = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"])
"""Commands for what is over a line and what is under it."""
LINKS = frozenset(["url", "path", "nolinkurl"])
"""Commands for an address."""
NOTES = frozenset(["footnote", "thanks", "footnotetext"])
"""Commands for what is said beside the text."""
REFERENCES = frozenset(["ref", "eqref", "autoref", "cref", "Cref", "pageref", "nameref"])
"""Commands that point to other places of the paper."""
GONE = frozenset(
    ["label", "vspace", "hspace", "vskip", "index", "thanksref", "phantom", "hphantom", "vphantom"]
)
"""Commands that nothing is seen of, with what they are for."""

OF_TEX_ITSELF = frozenset(
    [
        "begin",
        "end",
        "section",
        "subsection",
        "subsubsection",
        "paragraph",
        "chapter",
        "part",
        "item",
        "caption",
        "title",
        "author",
        "date",
        "maketitle",
        "newcommand",
        "renewcommand",
        "providecommand",
        "def",
        "let",
        "input",
        "include",
        "includegraphics",
        "usepackage",
        "documentclass",
        "bibliography",
        "bibliographystyle",
        "bibitem",
        "multicolumn",
        "multirow",
        "hline",
        "cline",
        "toprule",
        "midrule",
        "bottomrule",
        "tabular",
        "figure",
        "table",
        "appendix",
        "underbrace",
        "overbrace",
        "underset",
        "overset",
        "stackrel",
        "substack",
        "binom",
        "tag",
        "notag",
        "nonumber",
        "color",
        "textcolor",
        "colorbox",
        "newtheorem",
        "newenvironment",
        "DeclareMathOperator",
        "boxed",
        "pmod",
        "over",
        "atop",
        "choose",
    ]
)
"""Commands that are not the authors' own, and not understood."""

KNOWN = frozenset().union(
    SYMBOLS,
    FUNCTIONS,
    ABBREVIATIONS,
    MATH_ACCENTS,
    TEXT_FONTS,
    MATH_FONTS,
    ALPHABETS,
    SWITCHES,
    SIZES,
    SPACES,
    FRACTION_NAMES,
    LINKS,
    NOTES,
    REFERENCES,
    GONE,
    ["sqrt", "href", "ensuremath", "textsuperscript", "textsubscript", "unicode", "boxed"],
)
"""Commands of which the name is understood, whatever is around it."""
