"""Names of TeX commands by what they do: functions, fonts, switches, spaces, references and the like."""

from types import MappingProxyType

from paperreader.domain.tex.symbols.alphabets import ALPHABETS
from paperreader.domain.tex.symbols.frequent import MATH_ACCENTS, SYMBOLS, parse_pairs
from paperreader.domain.tex.symbols.templates import TEMPLATES
from paperreader.domain.text import word_set

FUNCTIONS = MappingProxyType(
    {
        name: name
        for name in word_set("""
        arccos arccot arccsc arcosh arcsec arcsin arctan arg argmax argmin arsinh artanh cos cosec cosh cot coth csc
        csch curl deg det diag dim erf erfc exp gcd grad hom inf injlim ker lcm lg lim liminf limsup ln log max min mod
        Pr projlim rank relu sec sech sgn sign sin sinc sinh softmax softplus sup supp tan tanh tr Tr
        """)
    }
    | parse_pairs("""
    bmod mod varinjlim injlim varprojlim projlim varlimsup limsup varliminf liminf trace tr Trace Tr
    sine sin cosine cos tangent tan cosecant csc secant sec cotangent cot exponential exp logarithm log
    naturallogarithm ln determinant det asin arcsin acos arccos atan arctan asec arcsec acsc arccsc acot arccot
    arcsine arcsin arccosine arccos arctangent arctan hypsine sinh hypcosine cosh hyptangent tanh
    """)
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

WORDS = MappingProxyType(
    parse_pairs("""
    State - STATE - Else else ELSE else EndIf end ENDIF end EndFor end ENDFOR end EndWhile end ENDWHILE end
    Require Require: REQUIRE Require: Ensure Ensure: ENSURE Ensure: Input Input: INPUT Input: Output Output:
    OUTPUT Output: Return return RETURN return Repeat repeat REPEAT repeat Loop loop LOOP loop EndLoop end
    ENDLOOP end EndProcedure end EndFunction end qand and qor or qif if qthen then qelse else qfor for qin in
    qotherwise otherwise qgiven given qas as qsince since qlet let qunless unless qusing using qc , qcomma ,
    """)
)
"""Commands that are words of their own: those of algorithms, and between formulas."""

TEXT_FONTS = word_set("""
    text textbf textit textsc textsf texttt textrm textsl textup textmd textnormal textulc textlf textsw textssc emph
    mbox hbox vbox vtop fbox underline uline uuline uwave dashuline dotuline enquote textquote blockquote sout xout so
    ul st hl caps textin mathmbox IeC MakeUppercase MakeLowercase uppercase lowercase
    """)
"""Commands of which only the argument is text; weight and shape are not kept."""

MATH_FONTS = word_set("""
    mathbf mathrm mathit mathsf mathtt mathnormal mathup mathbfup mathbfit mathbfsf mathsfit mathsfup mathbfsfit
    mathbfsfup boldsymbol bm pmb operatorname operatornamewithlimits mathop mathbin mathrel mathopen mathclose mathord
    mathpunct mathinner symbf symbfit symbfup symit symup symrm symsf symsfit symsfup symbfsf symtt symnormal symliteral
    mathlarger mathsmaller mathalpha
    """)
"""Commands that set their argument in a font of formulas, which is not kept."""

SWITCHES = word_set("""
    bf it em sc tt rm sl sf mit bfseries itshape scshape ttfamily rmfamily sffamily slshape upshape mdseries normalfont
    boldmath unboldmath tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge centering raggedright
    raggedleft noindent indent xspace selectfont protect displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits
    displaylimits nobreakdash allowbreak nobreak break newline linebreak nolinebreak pagebreak nopagebreak unskip
    ignorespaces relax null strut mathstrut hfil hfill hfilneg vfil vfill vss hss nonumber notag hline toprule midrule
    bottomrule cr crcr maketitle tableofcontents newpage clearpage textcompwordmark mathsurround bigstrut begingroup
    endgroup bgroup egroup DOTSB DOTSI DOTSX joinrel lhook rhook mapstochar mapsfromchar
    Mapstochar Mapsfromchar arrownot Arrownot longarrownot Longarrownot braceld bracerd bracelu braceru long global expandafter noexpand frenchspacing sloppy
    scriptspace arraystretch allowdisplaybreaks displaybreak
    makeatletter makeatother nullfont offinterlineskip
    """)
"""Commands that nothing is seen of."""

SIZES = word_set("""
    left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm mleft mright
    qty quantity
    """)
"""What stands before a bracket to make it as tall as what is in it."""

SPACES = word_set("""
    quad qquad enspace enskip thinspace medspace thickspace space nobreakspace negthinspace negmedspace negthickspace
    smallskip medskip bigskip par endgraf
    """)
"""Spaces with a name."""

GLUE_COMMANDS = frozenset(
    ["hskip", "kern", "mkern", "mskip", "vskip", "raise", "lower", "moveleft", "moveright", "penalty"]
)
"""What a length or a number stands behind, without braces."""

FRACTION_NAMES = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac", "xfrac"])
"""Commands for what is over a line and what is under it."""
DERIVATIVES = MappingProxyType(
    {"dv": "d", "derivative": "d", "pdv": "∂", "pderivative": "∂", "partialderivative": "∂", "fdv": "δ"}
)
"""Derivatives by the sign they have."""
STACKED = MappingProxyType(
    {"overset": "^", "stackrel": "^", "stackbin": "^", "accentset": "^", "underset": "_"}
)
"""What is set above or below something else."""
BRACED = word_set("""
    underbrace overbrace underbracket overbracket undergroup overgroup underparenthesis overparenthesis underparen
    """)
"""What a note may stand beside, raised or lowered."""
ARROWS = MappingProxyType(
    parse_pairs("""
    xrightarrow → xleftarrow ← xleftrightarrow ↔ xRightarrow ⇒ xLeftarrow ⇐ xLeftrightarrow ⇔ xmapsto ↦
    xhookrightarrow ↪ xhookleftarrow ↩ xrightharpoonup ⇀ xrightharpoondown ⇁ xleftharpoonup ↼ xleftharpoondown ↽
    xrightleftharpoons ⇌ xleftrightharpoons ⇋ xlongrightarrow → xlongleftarrow ← xlongequal = xequal =
    xtwoheadrightarrow ↠ xtwoheadleftarrow ↞ xrightsquigarrow ⇝ xtofrom ⇄ xlongleftrightarrow ↔
    """)
)
"""Arrows as long as what is said of them."""
INFIX = frozenset(["over", "choose", "atop", "brace", "brack", "above"])
"""What stands between the two parts of a fraction or the like, in a group."""
LINKS = frozenset(["url", "path", "nolinkurl", "href"])
"""Commands for an address."""
NOTES = frozenset(["footnote", "thanks", "footnotetext", "endnote", "sidenote", "marginpar", "marginnote"])
"""Commands for what is said beside the text."""
REFERENCES = word_set("""
    ref eqref autoref cref Cref pageref nameref vref Vref vpageref fullref subref cpageref Cpageref labelcref namecref
    nameCref lcnamecref namecrefs nameCrefs labelcpageref crefrange Crefrange secref figref tabref Autoref
    """)
"""Commands that point to other places of the paper."""
INVISIBLE = frozenset(
    ["label", "index", "thanksref", "glossary", "nocite", "bibliography", "bibliographystyle", "tnote"]
)
"""Commands that nothing is seen of, with what they are for."""

PLAIN_TEX = word_set("""
    begin end section subsection subsubsection paragraph chapter part item caption title author date newcommand
    renewcommand providecommand def let input include includegraphics usepackage documentclass bibliography
    bibliographystyle bibitem multicolumn multirow cline tabular figure table appendix substack tag color textcolor
    colorbox newtheorem newenvironment renewenvironment DeclareMathOperator DeclareMathSymbol csname endcsname char
    symbol over atop choose label ref cite footnote write read relax catcode loop repeat
    """)
"""Commands that are not the authors' own, where they are spoken of."""

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
    DERIVATIVES,
    STACKED,
    BRACED,
    ARROWS,
    LINKS,
    NOTES,
    REFERENCES,
    INVISIBLE,
    TEMPLATES,
    word_set("""
    sqrt cuberoot fourthroot root ensuremath textsuperscript textsubscript unicode substack char mathchar buildrel
    prescript
    """),
)
"""Commands of which the name is understood, whatever is around it."""
