"""Tables of the symbols of TeX, LaTeX, AMS and common packages."""

from types import MappingProxyType

from paperreader.domain.text import word_set


def parse_pairs(table: str) -> dict[str, str]:
    """Return what a table says: every second word by the word before it."""
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def parse_code_points(table: str) -> dict[str, str]:
    """Return the character of each name in a table of names and hexadecimal code points."""
    return {name: chr(int(code_point, 16)) for name, code_point in parse_pairs(table).items()}


GREEK = MappingProxyType(
    parse_pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ
    varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ
    Omega Ω ell ℓ varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ
    varPhi Φ varPsi Ψ varOmega Ω Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο
    Rho Ρ Tau Τ Chi Χ digamma ϝ Digamma Ϝ varkappa ϰ
    """)
)
"""Greek letters by their names, and ℓ."""

OPERATORS = MappingProxyType(
    parse_pairs("""
    times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧
    land ∧ vee ∨ lor ∨ cap ∩ cup ∪ setminus ∖ sqcup ⊔ sqcap ⊓ sim ∼ simeq ≃ approx ≈ cong ≅ equiv ≡ propto ∝
    asymp ≍ neq ≠ ne ≠ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ lesssim ≲ gtrsim ≳ ll ≪ gg ≫ prec ≺ succ ≻
    preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ mid ∣ parallel ∥
    perp ⊥ vdash ⊢ models ⊨ triangleq ≜ doteq ≐ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ←
    longleftarrow ⟵ leftrightarrow ↔ longleftrightarrow ⟷ Rightarrow ⇒ Longrightarrow ⟹ implies ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ iff ⇔ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀
    rightleftharpoons ⇌ rightrightarrows ⇉ leftrightarrows ⇆ leadsto ⇝ rightsquigarrow ⇝ nearrow ↗ searrow ↘
    nwarrow ↖ swarrow ↙ coloneqq ≔ lt < gt > triangleleft ◁ triangleright ▷ bigtriangleup △ bigtriangledown ▽
    varbigtriangleup △ varbigtriangledown ▽ uplus ⊎ amalg ⨿ wr ≀ oslash ⊘ bigcirc ◯ sqsubseteq ⊑ sqsupseteq ⊒
    dashv ⊣ owns ∋ smile ⌣ frown ⌢ leftharpoonup ↼ leftharpoondown ↽ rightharpoondown ⇁ Updownarrow ⇕ boxdot ⊡
    boxplus ⊞ boxtimes ⊠ centerdot · leftrightharpoons ⇋ boxminus ⊟ Vdash ⊩ Vvdash ⊪ vDash ⊨
    twoheadrightarrow ↠ twoheadleftarrow ↞ leftleftarrows ⇇ upuparrows ⇈ downdownarrows ⇊ upharpoonright ↾
    downharpoonright ⇂ upharpoonleft ↿ downharpoonleft ⇃ rightarrowtail ↣ leftarrowtail ↢ rightleftarrows ⇄
    Lsh ↰ Rsh ↱ leftrightsquigarrow ↭ looparrowleft ↫ looparrowright ↬ circeq ≗ succsim ≿ gtrapprox ⪆
    multimap ⊸ therefore ∴ because ∵ doteqdot ≑ precsim ≾ lessapprox ⪅ eqslantless ⪕ eqslantgtr ⪖
    curlyeqprec ⋞ curlyeqsucc ⋟ preccurlyeq ≼ leqq ≦ lessgtr ≶ risingdotseq ≓ fallingdotseq ≒ succcurlyeq ≽
    geqq ≧ gtrless ≷ vartriangleright ⊳ vartriangleleft ⊲ trianglerighteq ⊵ trianglelefteq ⊴ between ≬
    blacktriangleright ▶ blacktriangleleft ◀ vartriangle ▵ eqcirc ≖ lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋
    gtreqqless ⪌ Rrightarrow ⇛ Lleftarrow ⇚ veebar ⊻ barwedge ⊼ doublebarwedge ⩞ varpropto ∝ smallsmile ⌣
    smallfrown ⌢ Subset ⋐ Supset ⋑ Cup ⋓ Cap ⋒ curlywedge ⋏ curlyvee ⋎ leftthreetimes ⋋ rightthreetimes ⋌
    subseteqq ⫅ supseteqq ⫆ bumpeq ≏ Bumpeq ≎ lll ⋘ ggg ⋙ pitchfork ⋔ dotplus ∔ backsim ∽ backsimeq ⋍
    intercal ⊺ circledcirc ⊚ circledast ⊛ circleddash ⊝ lvertneqq ≨ gvertneqq ≩ nleq ≰ ngeq ≱ nless ≮ ngtr ≯
    nprec ⊀ nsucc ⊁ lneqq ≨ gneqq ≩ nleqslant ≰ ngeqslant ≱ lneq ⪇ gneq ⪈ npreceq ⋠ nsucceq ⋡ precnsim ⋨
    succnsim ⋩ lnsim ⋦ gnsim ⋧ nleqq ≰ ngeqq ≱ precneqq ⪵ succneqq ⪶ precnapprox ⪹ succnapprox ⪺ lnapprox ⪉
    gnapprox ⪊ nsim ≁ ncong ≇ varsubsetneq ⊊ varsupsetneq ⊋ nsubseteqq ⊈ nsupseteqq ⊉ subsetneqq ⫋
    supsetneqq ⫌ varsubsetneqq ⊊ varsupsetneqq ⊋ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ nparallel ∦ nmid ∤
    nshortmid ∤ nshortparallel ∦ nvdash ⊬ nVdash ⊮ nvDash ⊭ nVDash ⊯ ntrianglerighteq ⋭ ntrianglelefteq ⋬
    ntriangleleft ⋪ ntriangleright ⋫ nleftarrow ↚ nrightarrow ↛ nLeftarrow ⇍ nRightarrow ⇏ nLeftrightarrow ⇎
    nleftrightarrow ↮ divideontimes ⋇ eqsim ≂ lessdot ⋖ gtrdot ⋗ ltimes ⋉ rtimes ⋊ shortmid ∣ shortparallel ∥
    smallsetminus ∖ thicksim ∼ thickapprox ≈ approxeq ≊ succapprox ⪸ precapprox ⪷ curvearrowleft ↶
    curvearrowright ↷ backepsilon ∍ lhd ⊲ unlhd ⊴ rhd ⊳ unrhd ⊵ bowtie ⋈ Longleftarrow ⟸ Longleftrightarrow ⟺
    mapsfrom ↤ Mapsto ⤇ Longmapsto ⟾ eqcolon ≕ eqqcolon ≕ coloneq ≔ Coloneqq ⩴ Coloneq ⩴ Eqqcolon =::
    Eqcolon -:: colonapprox :≈ colonsim :∼ Colonapprox ∷≈ Colonsim ∷∼ colondash :− Colondash ∷− dashcolon −:
    Dashcolon −∷ approxcolon ≈: Approxcolon ≈∷ simcolon ∼: Simcolon ∼∷ impliedby ⇐ doublecap ⋒ doublecup ⋓
    adots ⋰ Doteq ≑ dashrightarrow ⇢ dashleftarrow ⇠ dasharrow ⇢ longleadsto ⟿ indep ⫫ independent ⫫
    dotminus ∸
    """)
)
"""What stands between two others, which have spaces on both sides or on none."""

SYMBOLS = MappingProxyType(
    dict(GREEK)
    | dict(OPERATORS)
    | parse_pairs("""
    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥
    Re ℜ Im ℑ hbar ℏ aleph ℵ wp ℘ imath ı jmath ȷ prime ′ backprime ‵ angle ∠ triangle △ Box □ square □
    blacksquare ■ Diamond ◇ diamond ⋄ bigstar ★ clubsuit ♣ diamondsuit ♦ heartsuit ♥ spadesuit ♠ checkmark ✓
    dagger † ddagger ‡ dag † ddag ‡ sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁
    bigotimes ⨂ surd √ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ circlearrowright ↻
    circlearrowleft ↺ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ lvert |
    rvert | vert | lbrace { rbrace } lbrack [ rbrack ] ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ ddots ⋱
    colon : degree ° textdegree ° degr ° arcdeg ° arcmin ′ farcs ″. farcm ′. fdg °. sun ⊙ earth ⊕ lq ‘ rq ’ pounds £ euro € slash / copyright © textregistered ® texttrademark ™ S § P ¶
    textcelsius ℃ textmu µ textless < textgreater > textbar | textendash – textemdash — textellipsis …
    textbullet • textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textasciicircum ^
    textasciitilde ~ textunderscore _ textdollar $ texteuro € texttimes × textpm ± textrightarrow →
    textleftarrow ← textonehalf ½ textquotesingle ' textpercent % ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø
    l ł L Ł dj đ DJ Đ th þ TH Þ i ı j ȷ TeX TeX LaTeX LaTeX BibTeX BibTeX flat ♭ natural ♮ sharp ♯ bigvee ⋁
    bigwedge ⋀ biguplus ⨄ intop ∫ bigodot ⨀ ointop ∮ bigsqcup ⨆ smallint ∫ ldotp . cdotp · mathparagraph ¶
    mathsection § mathdollar $ lozenge ◊ blacklozenge ⧫ blacktriangledown ▾ blacktriangle ▴ triangledown ▿
    measuredangle ∡ sphericalangle ∢ circledS Ⓢ complement ∁ diagup ╱ diagdown ╲ Finv Ⅎ Game ⅁ eth ð beth ℶ
    gimel ℷ daleth ℸ Bbbk 𝕜 hslash ℏ llbracket ⟦ rrbracket ⟧ textexclamdown ¡ textsterling £ guillemetleft «
    guillemetright » textquestiondown ¿ DH Ð dh ð IJ Ĳ ij ĳ NG Ŋ ng ŋ SS ẞ quotesinglbase ‚ quotedblbase „
    textperthousand ‰ textpertenthousand ‱ guilsinglleft ‹ guilsinglright › textvisiblespace ␣ textcent ¢
    textcurrency ¤ textyen ¥ textbrokenbar ¦ textsection § textasciidieresis ¨ textcopyright ©
    textordfeminine ª textlnot ¬ textasciimacron ¯ texttwosuperior ² textthreesuperior ³ textasciiacute ´
    textparagraph ¶ textperiodcentered · textonesuperior ¹ textordmasculine º textonequarter ¼
    textthreequarters ¾ textdiv ÷ textflorin ƒ textasciicaron ˇ textasciibreve ˘ textacutedbl ˝ textbaht ฿
    textbardbl ‖ textdagger † textdaggerdbl ‡ textreferencemark ※ textinterrobang ‽ textfractionsolidus /
    textasteriskcentered * textdiscount ⁒ textcolonmonetary ₡ textlira ₤ textnaira ₦ textwon ₩ textdong ₫
    textpeso ₱ textnumero № textcircledP ℗ textrecipe ℞ textservicemark ℠ textohm Ω textmho ℧ textestimated ℮
    textuparrow ↑ textdownarrow ↓ textlangle ⟨ textrangle ⟩ textopenbullet ◦ textbigcircle ◯ textmusicalnote ♪
    arrowvert | Arrowvert ‖ bracevert | iiint ∭ iiiint ⨌ lgroup ⟮ rgroup ⟯ lmoustache ⎰ rmoustache ⎱
    rightangle ∟ idotsint ∫⋯∫ oiint ∯ oiiint ∰ vcentcolon : ordinarycolon : dblcolon ∷ bigtimes ⨉ nuparrow ↑̸
    ndownarrow ↓̸ lparen ( rparen ) dotsm ⋯ dotsi ⋯ dotso … mathellipsis … mathsterling £ mathunderscore _
    hdots … dddots ⋱ udots ⋰ iddots ⋰ mho ℧ yen ¥ circledR ® maltese ✠ ulcorner ⌜ urcorner ⌝ llcorner ⌞
    lrcorner ⌟ cmark ✓ xmark ✗ permil ‰ perthousand ‰ ohm Ω celsius ℃ AmS AMS
    LaTeXe LaTeX2ε XeTeX XeTeX LuaTeX LuaTeX pdfTeX pdfTeX pdfLaTeX pdfLaTeX XeLaTeX XeLaTeX AmSTeX AMS-TeX
    textbackslash ∖ textbraceleft { textbraceright } textasciigrave ` textlbrace { textrbrace } textalpha α
    textbeta β textgamma γ textdelta δ textepsilon ε textzeta ζ texteta η texttheta θ textiota ι textkappa κ
    textlambda λ textnu ν textxi ξ textomicron ο textpi π textrho ρ textsigma σ texttau τ textupsilon υ
    textphi φ textchi χ textpsi ψ textomega ω textGamma Γ textDelta Δ textTheta Θ textLambda Λ textXi Ξ
    textPi Π textSigma Σ textUpsilon Υ textPhi Φ textPsi Ψ textOmega Ω guillemotleft « guillemotright »
    textquotedbl " textsharp ♯ texttildelow ~ textminus − textmicro µ textprime ′ textcopyleft 🄯 textsurd √
    textdblhyphen ⹀ textquotestraightbase , textquotestraightdblbase „ textlquill ⁅ textrquill ⁆ textpilcrow ¶
    textschwa ə textesh ʃ textborn ★ textdied † textdivorced ⚮ textmarried ⚭ textleaf ☙ fint ⨏ llangle ⦉
    rrangle ⦊ lAngle ⟪ rAngle ⟫ Vvert ⦀ diameter ⌀ backslash ∖ increment ∆ lBrack ⟦ rBrack ⟧ lBrace ⦃ rBrace ⦄
    Angstrom Å unicodeellipsis … dprime ″ trprime ‴ unicodecdots ⋯ upbackepsilon ϶ Bbbsum ⅀ twonotes ♫
    eighthnote ♪ quarternote ♩
    """)
)
"""Commands that stand for one sign, or a few."""

CLOSING = word_set("""
    rangle rfloor rceil rbrace rbrack rrbracket rgroup rmoustache rparen urcorner lrcorner rrangle rAngle
    rBrack rBrace
    """)
"""What ends something."""

LETTERS = word_set("""
    textquotedblleft textquoteleft lq quotedblbase quotesinglbase guillemotleft guillemetleft guilsinglleft ss textmu textdegree
    ae AE oe OE aa AA o O l L dj DJ th TH dh DH ng NG ij IJ SS i j
    """)
"""Those that are part of a word, and marks before one: the space behind them is not a space between words."""

ACCENTS = MappingProxyType(
    parse_code_points(r"""
    ` 0300 ' 0301 ^ 0302 ~ 0303 " 0308 = 0304 . 0307 u 0306 v 030c H 030b c 0327 k 0328 r 030a
    b 0331 d 0323 t 0361 textcommabelow 0326 textcommaabove 0313
    """)
)
"""The accents of text as combining characters."""

MATH_ACCENTS = MappingProxyType(
    parse_code_points(r"""
    not 0338 hat 0302 widehat 0302 tilde 0303 widetilde 0303 bar 0304 overline 0305 vec 20d7
    overrightarrow 20d7 dot 0307 ddot 0308 breve 0306 check 030c acute 0301 grave 0300 mathring 030a
    widecheck 030c widebreve 0306 overbar 0305 wideoverbar 0305 overleftarrow 20d6
    overleftrightarrow 20e1 dddot 20db ddddot 20dc ovhook 0309 ocirc 030a candra 0310
    overleftharpoon 20d0 overrightharpoon 20d1 leftharpoonaccent 20d0 rightharpoonaccent 20d1
    wideutilde 0330 utilde 0330 mathunderbar 0331 underbar 0331 underleftarrow 20ee
    underrightarrow 20ef underleftharpoondown 20ed underrightharpoondown 20ec underleftrightarrow 034d
    threeunderdot 20e8 overparen 0311 wideparen 0311 overarc 0311 oturnedcomma 0312 ocommatopright 0315
    droang 031a vertoverlay 20d2 notaccent 0338 asteraccent 20f0 annuity 20e7 widebridgeabove 20e9
    slashed 0338 cancel 0338 bcancel 0338 xcancel 0338 Hat 0302 Check 030c Tilde 0303 Acute 0301
    Grave 0300 Dot 0307 Ddot 0308 Breve 0306 Bar 0304 Vec 20d7
    """)
)
"""The accents of formulas as combining characters."""
