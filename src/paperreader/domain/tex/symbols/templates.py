"""Templates of commands: the arguments they take, and what is shown of these."""

from types import MappingProxyType
from typing import Final

_ROWS: Final = (
    # Colours, boxes, what is moved or scaled.
    ("textcolor mathcolor colorbox", "oxi", "{}"),
    ("fcolorbox", "oxoxi", "{}"),
    ("color pagecolor rowcolor cellcolor columncolor arrayrulecolor", "oxg", "{}"),
    ("definecolor", "oxxx", ""),
    ("colorlet", "oxx", ""),
    ("scalebox rotatebox adjustbox", "xoi", "{}"),
    ("resizebox", "xxi", "{}"),
    ("raisebox", "xooi", "{}"),
    ("makebox framebox", "ooi", "{}"),
    ("parbox", "oooxi", "{}"),
    ("mathmakebox", "ooi", "{}"),
    ("boxed Aboxed smash lefteqn cramped smashoperator adjustlimits vcenter", "oi", "{}"),
    ("clap llap rlap mathclap mathllap mathrlap crampedclap crampedllap crampedrlap", "oi", "{}"),
    ("reflectbox frame shadowbox centerline leftline rightline", "i", "{}"),
    ("rule", "oxx", ""),
    ("includegraphics includesvg", "oox", ""),
    ("fontsize setcounter addtocounter setlength addtolength newcounter", "xx", ""),
    (
        "mathversion fontfamily fontseries fontshape fontencoding pagestyle thispagestyle selectlanguage",
        "x",
        "",
    ),
    # Tables and where a text is divided.
    ("multicolumn", "xxi", "{}"),
    ("multirow", "oxoxoi", "{}"),
    ("shortstack makecell thead", "oi", "{}"),
    ("cline cmidrule", "px", ""),
    ("part chapter section subsection subsubsection paragraph subparagraph caption title", "oi", "{}"),
    ("author date institute affiliation", "oi", "{}"),
    ("intertext shortintertext", "t", " {} "),
    ("footnotemark", "o", ""),
    ("hspace mspace", "x", " "),
    ("vspace phantom hphantom vphantom", "x", ""),
    ("hdotsfor", "ox", "…"),
    # Links, names and words in other languages.
    ("hyperlink hypertarget", "xi", "{}"),
    ("hyperref", "oi", "{}"),
    ("texorpdfstring", "ix", "{}"),
    ("foreignlanguage textlanguage", "oxi", "{}"),
    ("ac acs acl acf acp acsp aclp Ac gls Gls glspl Glspl glsentrytext acrshort acrlong acrfull", "oi", "{}"),
    ("ccode code lstinline inlinecode mintinline", "oi", "{}"),
    ("iftoggle ifthenelse", "xii", "{}"),
    # Above, below and beside one another.
    ("tag", "t", "({})"),
    ("qed qedsymbol", "", " □"),
    ("QED", "", " ∎"),
    ("pmod", "m", " (mod {})"),
    ("pod", "m", " ({})"),
    ("binom dbinom tbinom", "mm", "({} choose {})"),
    ("splitfrac splitdfrac", "mm", "{} {}"),
    ("mathchoice", "mxxx", "{}"),
    ("mathpalette", "xm", "{}"),
    ("sideset", "mmm", "{0}{2}{1}"),
    ("cancelto", "mm", "{1}→{0}"),
    ("tensor", "mm", "{}{}"),
    ("indices", "m", "{}"),
    ("underaccent", "xm", "{}"),
    ("textcircled circled", "t", "({})"),
    # What physicists write, and what many define.
    ("ket Ket", "m", "|{}⟩"),
    ("bra Bra", "m", "⟨{}|"),
    ("braket Braket ev expval expectationvalue vev", "m", "⟨{}⟩"),
    ("ketbra outerproduct dyad", "mm", "|{}⟩⟨{}|"),
    ("ip innerproduct", "mm", "⟨{}|{}⟩"),
    ("mel matrixel matrixelement", "mmm", "⟨{}|{}|{}⟩"),
    ("abs absolutevalue", "om", "|{}|"),
    ("norm", "om", "‖{}‖"),
    ("ceil", "m", "⌈{}⌉"),
    ("floor", "m", "⌊{}⌋"),
    ("set Set", "m", "{{{}}}"),
    ("order", "m", "𝒪({})"),
    ("comm commutator", "mm", "[{},{}]"),
    ("acomm anticommutator pb poissonbracket", "mm", "{{{},{}}}"),
    ("pqty", "m", "({})"),
    ("bqty", "m", "[{}]"),
    ("Bqty", "m", "{{{}}}"),
    ("vqty", "m", "|{}|"),
    ("vb vectorbold vu vectorunit va vectorarrow", "m", "{}"),
    ("eval evaluated", "m", "{}|"),
    ("dd differential", "om", "d{}"),
    ("qq qqtext", "t", " {} "),
    ("ion", "tt", "{} {}"),
    ("ce cee", "c", "{}"),
    ("leftidx", "mmm", "{}{}{}"),
    ("unit si", "ou", "{}"),
    ("qty SI", "onou", "{} {}"),
    ("num", "on", "{}"),
    ("ang", "on", "{}°"),
    ("numrange", "onn", "{}–{}"),
    ("qtyrange SIrange", "onnou", "{}–{} {}"),
    # Algorithms.
    ("If IF", "i", "if {} then"),
    ("ElsIf ElseIf ELSIF", "i", "else if {} then"),
    ("For FOR", "i", "for {} do"),
    ("ForAll FORALL ForEach FOREACH", "i", "for all {} do"),
    ("While WHILE", "i", "while {} do"),
    ("Until UNTIL", "i", "until {}"),
    ("Comment COMMENT", "i", " ({})"),
    ("Procedure Function", "ii", "{}({})"),
    ("Call", "ii", "{}({})"),
)
"""Names, what they want, what is seen.

What a command wants, letter by letter: `o` what stands in square brackets and `p` in round ones, if it is there; `x` a
group that nothing is seen of; `g` one that may be missing; `i` one that is read as what is around it, `m` as a formula, `t` as text, `n` as a number,
`u` as units, `c` as a chemical formula.
"""

TEMPLATES: Final = MappingProxyType(
    {name: (wanted, seen) for names, wanted, seen in _ROWS for name in names.split()}
)
"""What each command wants, and what is seen of it, as `str.format` has it."""
