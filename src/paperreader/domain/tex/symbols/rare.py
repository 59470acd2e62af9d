"""Rare symbols by the names that unicode-math and stmaryrd give them; read in formulas alone.

In running text such a word is rather the name that authors gave something of theirs.
"""

from types import MappingProxyType

from paperreader.domain.tex.symbols.frequent import parse_pairs

RARE_OPERATORS = MappingProxyType(
    parse_pairs("""
    shortleftarrow ← shortrightarrow → shortuparrow ↑ shortdownarrow ↓ Yup ⅄ Ydown ⅄ Yleft ≺ Yright ≻
    varcurlyvee ⋎ varcurlywedge ⋏ minuso ⊖ baro ⌽ sslash ⫽ bbslash ⑊ moo ⊖ varotimes ⊗ varoast ⊛ varobar ⌽
    varodot ⊙ varoslash ⊘ varobslash ⦸ varocircle ⊚ varoplus ⊕ varominus ⊖ boxast ⧆ boxbar ◫ boxslash ⧄
    boxbslash ⧅ boxcircle ⧇ boxbox ⧈ boxempty □ merge ⋈ vartimes × fatsemi ⨟ sswarrow ↙ ssearrow ↘
    curlywedgeuparrow ⋏ curlywedgedownarrow ⋏ fatslash ⫽ fatbslash ⑊ lbag ⟅ rbag ⟆ varbigcirc ◯
    leftrightarroweq ⇔ curlyveedownarrow ⋎ curlyveeuparrow ⋎ nnwarrow ↖ nnearrow ↗ leftslice ⪦ rightslice ⪧
    varolessthan ⧀ varogreaterthan ⧁ varovee ⊻ varowedge ⊼ talloblong ⫾ interleave ⫴ obar ⌽ obslash ⦸
    olessthan ⧀ ogreaterthan ⧁ ovee ⊻ owedge ⊼ oblong ⫾ inplus ⨭ niplus ⨮ nplus ⩀ subsetplus ⪿ supsetplus ⫀
    subsetpluseq ⊆ supsetpluseq ⊇ trianglelefteqslant ⊴ trianglerighteqslant ⊵ ntrianglelefteqslant ⋬
    ntrianglerighteqslant ⋭ leftrightarrowtriangle ⇿ leftarrowtriangle ⇽ rightarrowtriangle ⇾
    longmapsfrom ⟻ Mapsfrom ⤆ Longmapsfrom ⟽ restriction ↾ Join ⋈ mathplus + less < equal = greater >
    smblkcircle • tieconcat ⁀ fracslash ⁄ closure ⁐ upand ⅋ leftwavearrow ↜ rightwavearrow ↝ twoheaduparrow ↟
    twoheaddownarrow ↡ mapsup ↥ mapsdown ↧ downzigzagarrow ↯ Ldsh ↲ Rdsh ↳ updownarrows ⇅ Nwarrow ⇖ Nearrow ⇗
    Searrow ⇘ Swarrow ⇙ leftsquigarrow ⇜ barleftarrow ⇤ rightarrowbar ⇥ circleonrightarrow ⇴ downuparrows ⇵
    rightthreearrows ⇶ nvleftarrow ⇷ nvrightarrow ⇸ nvleftrightarrow ⇹ nVleftarrow ⇺ nVrightarrow ⇻
    nVleftrightarrow ⇼ smallin ∊ nni ∌ smallni ∍ minus − divslash ∕ vysmwhtcircle ∘ vysmblkcircle ∙
    mathratio ∶ Colon ∷ dotsminusdots ∺ kernelcontraction ∻ invlazys ∾ nsime ≄ sime ≃ nsimeq ≄ simneqq ≆
    napprox ≉ approxident ≋ backcong ≌ arceq ≘ wedgeq ≙ veeeq ≚ stareq ≛ eqdef ≝ measeq ≞ questeq ≟ nequiv ≢
    Equiv ≣ nasymp ≭ nlesssim ≴ ngtrsim ≵ nlessgtr ≸ ngtrless ≹ nsubset ⊄ nsupset ⊅ cupleftarrow ⊌ cupdot ⊍
    sqsubset ⊏ sqsupset ⊐ circledequal ⊜ assert ⊦ VDash ⊫ prurel ⊰ scurel ⊱ origof ⊶ imageof ⊷ barvee ⊽
    smwhtdiamond ⋄ equalparallel ⋕ eqless ⋜ eqgtr ⋝ npreccurlyeq ⋠ nsucccurlyeq ⋡ nsqsubseteq ⋢ nsqsupseteq ⋣
    sqsubsetneq ⋤ sqsupsetneq ⋥ nvartriangleleft ⋪ nvartriangleright ⋫ disin ⋲ varisins ⋳ isins ⋴ isindot ⋵
    varisinobar ⋶ isinobar ⋷ isinvb ⋸ isinE ⋹ nisd ⋺ varnis ⋻ nis ⋼ varniobar ⋽ niobar ⋾ bagmember ⋿
    varbarwedge ⌅ vardoublebarwedge ⌆ APLnotslash ⌿ mdlgwhtcircle ○ veedot ⟇ bsolhsub ⟈ suphsol ⟉ wedgedot ⟑
    upin ⟒ pullback ⟓ pushout ⟔ DashVDash ⟚ dashVdash ⟛ multimapinv ⟜ vlongdash ⟝ longdashv ⟞ cirbot ⟟
    lozengeminus ⟠ concavediamond ⟡ concavediamondtickleft ⟢ concavediamondtickright ⟣ whitesquaretickleft ⟤
    whitesquaretickright ⟥ UUparrow ⟰ DDownarrow ⟱ acwgapcirclearrow ⟲ cwgapcirclearrow ⟳ rightarrowonoplus ⟴
    longrightsquigarrow ⟿ nvtwoheadrightarrow ⤀ nVtwoheadrightarrow ⤁ nvLeftarrow ⤂ nvRightarrow ⤃
    nvLeftrightarrow ⤄ twoheadmapsto ⤅ downarrowbarred ⤈ uparrowbarred ⤉ Uuparrow ⤊ Ddownarrow ⤋ leftbkarrow ⤌
    rightbkarrow ⤍ leftdbkarrow ⤎ dbkarrow ⤏ drbkarrow ⤐ rightdotarrow ⤑ baruparrow ⤒ downarrowbar ⤓
    nvrightarrowtail ⤔ nVrightarrowtail ⤕ twoheadrightarrowtail ⤖ nvtwoheadrightarrowtail ⤗
    nVtwoheadrightarrowtail ⤘ lefttail ⤙ righttail ⤚ leftdbltail ⤛ rightdbltail ⤜ diamondleftarrow ⤝
    rightarrowdiamond ⤞ diamondleftarrowbar ⤟ barrightarrowdiamond ⤠ nwsearrow ⤡ neswarrow ⤢ hknwarrow ⤣
    hknearrow ⤤ hksearrow ⤥ hkswarrow ⤦ tona ⤧ toea ⤨ tosa ⤩ towa ⤪ rightcurvedarrow ⤳ leftdowncurvedarrow ⤶
    rightdowncurvedarrow ⤷ cwrightarcarrow ⤸ acwleftarcarrow ⤹ acwoverarcarrow ⤺ acwunderarcarrow ⤻
    curvearrowrightminus ⤼ curvearrowleftplus ⤽ cwundercurvearrow ⤾ ccwundercurvearrow ⤿ acwcirclearrow ⥀
    cwcirclearrow ⥁ rightarrowshortleftarrow ⥂ leftarrowshortrightarrow ⥃ shortrightarrowleftarrow ⥄
    rightarrowplus ⥅ leftarrowplus ⥆ rightarrowx ⥇ leftrightarrowcircle ⥈ twoheaduparrowcircle ⥉
    leftrightharpoonupdown ⥊ leftrightharpoondownup ⥋ updownharpoonrightleft ⥌ updownharpoonleftright ⥍
    leftrightharpoonupup ⥎ updownharpoonrightright ⥏ leftrightharpoondowndown ⥐ updownharpoonleftleft ⥑
    barleftharpoonup ⥒ rightharpoonupbar ⥓ barupharpoonright ⥔ downharpoonrightbar ⥕ barleftharpoondown ⥖
    rightharpoondownbar ⥗ barupharpoonleft ⥘ downharpoonleftbar ⥙ leftharpoonupbar ⥚ barrightharpoonup ⥛
    upharpoonrightbar ⥜ bardownharpoonright ⥝ leftharpoondownbar ⥞ barrightharpoondown ⥟ upharpoonleftbar ⥠
    bardownharpoonleft ⥡ leftharpoonsupdown ⥢ upharpoonsleftright ⥣ rightharpoonsupdown ⥤
    downharpoonsleftright ⥥ leftrightharpoonsup ⥦ leftrightharpoonsdown ⥧ rightleftharpoonsup ⥨
    rightleftharpoonsdown ⥩ leftharpoonupdash ⥪ dashleftharpoondown ⥫ rightharpoonupdash ⥬
    dashrightharpoondown ⥭ updownharpoonsleftright ⥮ downupharpoonsleftright ⥯ rightimply ⥰ equalrightarrow ⥱
    similarrightarrow ⥲ leftarrowsimilar ⥳ rightarrowsimilar ⥴ rightarrowapprox ⥵ ltlarr ⥶ leftarrowless ⥷
    gtrarr ⥸ subrarr ⥹ leftarrowsubset ⥺ suplarr ⥻ leftfishtail ⥼ rightfishtail ⥽ upfishtail ⥾ downfishtail ⥿
    typecolon ⦂ circlehbar ⦵ circledvert ⦶ circledparallel ⦷ operp ⦹ boxdiag ⧄ triangleserifs ⧍ rtriltri ⧎
    ltrivb ⧏ vbrtri ⧐ lfbowtie ⧑ rfbowtie ⧒ fbowtie ⧓ lftimes ⧔ rftimes ⧕ hourglass ⧖ blackhourglass ⧗
    dualmap ⧟ lrtriangleeq ⧡ shuffle ⧢ eparsl ⧣ smeparsl ⧤ eqvparsl ⧥ gleichstark ⧦ mdlgblklozenge ⧫
    ruledelayed ⧴ dsol ⧶ rsolbar ⧷ doubleplus ⧺ tripleplus ⧻ tplus ⧾ tminus ⧿ ringplus ⨢ plushat ⨣ simplus ⨤
    plusdot ⨥ plussim ⨦ plussubtwo ⨧ plustrif ⨨ commaminus ⨩ minusdot ⨪ minusfdots ⨫ minusrdots ⨬ opluslhrim ⨭
    oplusrhrim ⨮ vectimes ⨯ dottimes ⨰ timesbar ⨱ btimes ⨲ smashtimes ⨳ otimeslhrim ⨴ otimesrhrim ⨵
    otimeshat ⨶ Otimes ⨷ odiv ⨸ triangleplus ⨹ triangleminus ⨺ triangletimes ⨻ intprod ⨼ intprodr ⨽ fcmp ⨾
    capdot ⩀ uminus ⩁ barcup ⩂ barcap ⩃ capwedge ⩄ cupvee ⩅ cupovercap ⩆ capovercup ⩇ cupbarcap ⩈ capbarcup ⩉
    twocups ⩊ twocaps ⩋ closedvarcup ⩌ closedvarcap ⩍ Sqcap ⩎ Sqcup ⩏ closedvarcupsmashprod ⩐ wedgeodot ⩑
    veeodot ⩒ Wedge ⩓ Vee ⩔ wedgeonwedge ⩕ veeonvee ⩖ bigslopedvee ⩗ bigslopedwedge ⩘ veeonwedge ⩙
    wedgemidvert ⩚ veemidvert ⩛ midbarwedge ⩜ midbarvee ⩝ wedgebar ⩟ wedgedoublebar ⩠ varveebar ⩡
    doublebarvee ⩢ veedoublebar ⩣ dsub ⩤ rsub ⩥ eqdot ⩦ dotequiv ⩧ equivVert ⩨ equivVvert ⩩ dotsim ⩪
    simrdots ⩫ simminussim ⩬ congdot ⩭ asteq ⩮ hatapprox ⩯ approxeqq ⩰ eqqplus ⩱ pluseqq ⩲ eqqsim ⩳ eqeq ⩵
    eqeqeq ⩶ ddotseq ⩷ equivDD ⩸ ltcir ⩹ gtcir ⩺ ltquest ⩻ gtquest ⩼ lesdot ⩿ gesdot ⪀ lesdoto ⪁ gesdoto ⪂
    lesdotor ⪃ gesdotol ⪄ lsime ⪍ gsime ⪎ lsimg ⪏ gsiml ⪐ lgE ⪑ glE ⪒ lesges ⪓ gesles ⪔ elsdot ⪗ egsdot ⪘
    eqqless ⪙ eqqgtr ⪚ eqqslantless ⪛ eqqslantgtr ⪜ simless ⪝ simgtr ⪞ simlE ⪟ simgE ⪠ Lt ⪡ Gt ⪢
    partialmeetcontraction ⪣ glj ⪤ gla ⪥ ltcc ⪦ gtcc ⪧ lescc ⪨ gescc ⪩ smt ⪪ lat ⪫ smte ⪬ late ⪭ bumpeqq ⪮
    precneq ⪱ succneq ⪲ preceqq ⪳ succeqq ⪴ Prec ⪻ Succ ⪼ subsetdot ⪽ supsetdot ⪾ submult ⫁ supmult ⫂
    subedot ⫃ supedot ⫄ subsim ⫇ supsim ⫈ subsetapprox ⫉ supsetapprox ⫊ lsqhook ⫍ rsqhook ⫎ csub ⫏ csup ⫐
    csube ⫑ csupe ⫒ subsup ⫓ supsub ⫔ subsub ⫕ supsup ⫖ suphsub ⫗ supdsub ⫘ forkv ⫙ topfork ⫚ mlcp ⫛ forks ⫝̸
    forksnot ⫝ shortlefttack ⫞ shortdowntack ⫟ shortuptack ⫠ vDdash ⫢ dashV ⫣ Dashv ⫤ DashV ⫥ varVdash ⫦
    Barv ⫧ vBar ⫨ vBarv ⫩ barV ⫪ Vbar ⫫ Not ⫬ bNot ⫭ revnmid ⫮ cirmid ⫯ midcir ⫰ nhpar ⫲ parsim ⫳ nhVvert ⫵
    threedotcolon ⫶ lllnest ⫷ gggnest ⫸ leqqslant ⫹ geqqslant ⫺ trslash ⫻ circleonleftarrow ⬰
    leftthreearrows ⬱ leftarrowonoplus ⬲ longleftsquigarrow ⬳ nvtwoheadleftarrow ⬴ nVtwoheadleftarrow ⬵
    twoheadmapsfrom ⬶ twoheadleftdbkarrow ⬷ leftdotarrow ⬸ nvleftarrowtail ⬹ nVleftarrowtail ⬺
    twoheadleftarrowtail ⬻ nvtwoheadleftarrowtail ⬼ nVtwoheadleftarrowtail ⬽ leftarrowx ⬾ leftcurvedarrow ⬿
    equalleftarrow ⭀ bsimilarleftarrow ⭁ leftarrowbackapprox ⭂ rightarrowgtr ⭃ rightarrowsupset ⭄ LLeftarrow ⭅
    RRightarrow ⭆ bsimilarrightarrow ⭇ rightarrowbackapprox ⭈ similarleftarrow ⭉ leftarrowapprox ⭊
    leftarrowbsimilar ⭋ rightarrowbsimilar ⭌
    """)
)
"""What stands between two others."""

RARE_SYMBOLS = MappingProxyType(
    dict(RARE_OPERATORS)
    | parse_pairs("""
    lightning ↯ Lbag ⟅ Rbag ⟆ llparenthesis ⦇ rrparenthesis ⦈ binampersand & bindnasrepma ⅋ llfloor ⌊⌊
    rrfloor ⌋⌋ llceil ⌈⌈ rrceil ⌉⌉ bigcurlyvee ⋎ bigcurlywedge ⋏ bigsqcap ⨅ bigbox □ bigparallel ∥
    biginterleave ⫼ bignplus ⩀ blackbox ■ Sun ☉ Earth ⊕ Moon ☾ odotsun ☉ ding ✓ female ♀ male ♂
    mathexclam ! mathoctothorpe # mathpercent % mathampersand & mathcomma , mathperiod . mathslash /
    mathcolon : mathsemicolon ; mathquestion ? mathatsign @ mathyen ¥ matheth ð Zbar Ƶ upDigamma Ϝ updigamma ϝ
    mathhyphen ‐ horizbar ― twolowline ‗ enleadertwodots ‥ backdprime ‶ backtrprime ‷ caretinsert ‸ Exclam ‼
    hyphenbullet ⁃ Question ⁇ qprime ⁗ enclosecircle ⃝ enclosesquare ⃞ enclosediamond ⃟ enclosetriangle ⃤
    Eulerconst ℇ Planckconst ℎ turnediota ℩ sansLturned ⅂ sansLmirrored ⅃ PropertyLine ⅊ updownarrowbar ↨
    linefeed ↴ carriagereturn ↵ barovernorthwestarrow ↸ barleftarrowrightarrowbar ↹ acwopencirclearrow ↺
    cwopencirclearrow ↻ nHuparrow ⇞ nHdownarrow ⇟ leftdasharrow ⇠ updasharrow ⇡ rightdasharrow ⇢
    downdasharrow ⇣ leftwhitearrow ⇦ upwhitearrow ⇧ rightwhitearrow ⇨ downwhitearrow ⇩ whitearrowupfrombar ⇪
    intclockwise ∱ varointclockwise ∲ ointctrclockwise ∳ sinewave ∿ hermitmatrix ⊹ measuredrightangle ⊾
    varlrtriangle ⊿ house ⌂ invnot ⌐ sqlozenge ⌑ profline ⌒ profsurf ⌓ viewdata ⌗ turnednot ⌙ inttop ⌠
    intbottom ⌡ varhexagonlrbonds ⌬ conictaper ⌲ topbot ⌶ APLnotbackslash ⍀ APLboxupcaret ⍓ APLboxquestion ⍰
    rangledownzigzagarrow ⍼ hexagon ⎔ lparenuend ⎛ lparenextender ⎜ lparenlend ⎝ rparenuend ⎞ rparenextender ⎟
    rparenlend ⎠ lbrackuend ⎡ lbrackextender ⎢ lbracklend ⎣ rbrackuend ⎤ rbrackextender ⎥ rbracklend ⎦
    lbraceuend ⎧ lbracemid ⎨ lbracelend ⎩ vbraceextender ⎪ rbraceuend ⎫ rbracemid ⎬ rbracelend ⎭ intextender ⎮
    harrowextender ⎯ sumtop ⎲ sumbottom ⎳ bbrktbrk ⎶ sqrtbottom ⎷ lvboxline ⎸ rvboxline ⎹ varcarriagereturn ⏎
    obrbrak ⏠ ubrbrak ⏡ trapezium ⏢ benzenr ⏣ strns ⏤ fltns ⏥ accurrent ⏦ elinters ⏧ blanksymbol ␢
    mathvisiblespace ␣ bdtriplevdash ┆ blockuphalf ▀ blocklowhalf ▄ blockfull █ blocklefthalf ▌
    blockrighthalf ▐ blockqtrshaded ░ blockhalfshaded ▒ blockthreeqtrshaded ▓ mdlgblksquare ■ mdlgwhtsquare □
    squoval ▢ blackinwhitesquare ▣ squarehfill ▤ squarevfill ▥ squarehvfill ▦ squarenwsefill ▧
    squareneswfill ▨ squarecrossfill ▩ smblksquare ▪ smwhtsquare ▫ hrectangleblack ▬ hrectangle ▭
    vrectangleblack ▮ vrectangle ▯ parallelogramblack ▰ parallelogram ▱ bigblacktriangleup ▲
    smallblacktriangleright ▸ smalltriangleright ▹ blackpointerright ► whitepointerright ▻
    bigblacktriangledown ▼ smallblacktriangleleft ◂ smalltriangleleft ◃ blackpointerleft ◄ whitepointerleft ◅
    mdlgblkdiamond ◆ mdlgwhtdiamond ◇ blackinwhitediamond ◈ fisheye ◉ mdlgwhtlozenge ◊ dottedcircle ◌
    circlevertfill ◍ bullseye ◎ mdlgblkcircle ● circlelefthalfblack ◐ circlerighthalfblack ◑
    circlebottomhalfblack ◒ circletophalfblack ◓ circleurquadblack ◔ blackcircleulquadwhite ◕
    blacklefthalfcircle ◖ blackrighthalfcircle ◗ inversebullet ◘ inversewhitecircle ◙
    invwhiteupperhalfcircle ◚ invwhitelowerhalfcircle ◛ ularc ◜ urarc ◝ lrarc ◞ llarc ◟ topsemicircle ◠
    botsemicircle ◡ lrblacktriangle ◢ llblacktriangle ◣ ulblacktriangle ◤ urblacktriangle ◥ smwhtcircle ◦
    squareleftblack ◧ squarerightblack ◨ squareulblack ◩ squarelrblack ◪ trianglecdot ◬ triangleleftblack ◭
    trianglerightblack ◮ lgwhtcircle ◯ squareulquad ◰ squarellquad ◱ squarelrquad ◲ squareurquad ◳
    circleulquad ◴ circlellquad ◵ circlelrquad ◶ circleurquad ◷ ultriangle ◸ urtriangle ◹ lltriangle ◺
    mdwhtsquare ◻ mdblksquare ◼ mdsmwhtsquare ◽ mdsmblksquare ◾ lrtriangle ◿ bigwhitestar ☆ astrosun ☉
    danger ☡ blacksmiley ☻ rightmoon ☽ leftmoon ☾ varspadesuit ♤ varheartsuit ♥ vardiamondsuit ♦
    varclubsuit ♧ acidfree ♾ dicei ⚀ diceii ⚁ diceiii ⚂ diceiv ⚃ dicev ⚄ dicevi ⚅ circledrightdot ⚆
    circledtwodots ⚇ blackcircledrightdot ⚈ blackcircledtwodots ⚉ Hermaphrodite ⚥ mdwhtcircle ⚪ mdblkcircle ⚫
    mdsmwhtcircle ⚬ neuter ⚲ circledstar ✪ varstar ✶ dingasterisk ✽ lbrbrak ❲ rbrbrak ❳ draftingarrow ➛
    threedangle ⟀ whiteinwhitetriangle ⟁ subsetcirc ⟃ supsetcirc ⟄ longdivision ⟌ diamondcdot ⟐
    leftouterjoin ⟕ rightouterjoin ⟖ fullouterjoin ⟗ bigbot ⟘ bigtop ⟙ Lbrbrak ⟬ Rbrbrak ⟭ rdiagovfdiag ⤫
    fdiagovrdiag ⤬ seovnearrow ⤭ neovsearrow ⤮ fdiagovnearrow ⤯ rdiagovsearrow ⤰ neovnwarrow ⤱ nwovnearrow ⤲
    uprightcurvearrow ⤴ downrightcurvedarrow ⤵ mdsmblkcircle ⦁ lParen ⦅ rParen ⦆ lbrackubar ⦋ rbrackubar ⦌
    lbrackultick ⦍ rbracklrtick ⦎ lbracklltick ⦏ rbrackurtick ⦐ langledot ⦑ rangledot ⦒ lparenless ⦓
    rparengtr ⦔ Lparengtr ⦕ Rparenless ⦖ lblkbrbrak ⦗ rblkbrbrak ⦘ fourvdots ⦙ vzigzag ⦚ measuredangleleft ⦛
    rightanglesqr ⦜ rightanglemdot ⦝ angles ⦞ angdnr ⦟ gtlpar ⦠ sphericalangleup ⦡ turnangle ⦢ revangle ⦣
    angleubar ⦤ revangleubar ⦥ wideangledown ⦦ wideangleup ⦧ measanglerutone ⦨ measanglelutonw ⦩
    measanglerdtose ⦪ measangleldtosw ⦫ measangleurtone ⦬ measangleultonw ⦭ measangledrtose ⦮
    measangledltosw ⦯ revemptyset ⦰ emptysetobar ⦱ emptysetocirc ⦲ emptysetoarr ⦳ emptysetoarrl ⦴ obot ⦺
    olcross ⦻ odotslashdot ⦼ uparrowoncircle ⦽ circledwhitebullet ⦾ circledbullet ⦿ cirscir ⧂ cirE ⧃
    boxonbox ⧉ triangleodot ⧊ triangleubar ⧋ triangles ⧌ lvzigzag ⧘ rvzigzag ⧙ Lvzigzag ⧚ Rvzigzag ⧛ iinfin ⧜
    tieinfty ⧝ nvinfty ⧞ laplac ⧠ thermod ⧧ downtriangleleftblack ⧨ downtrianglerightblack ⧩
    blackdiamonddownarrow ⧪ circledownarrow ⧬ blackcircledownarrow ⧭ errbarsquare ⧮ errbarblacksquare ⧯
    errbardiamond ⧰ errbarblackdiamond ⧱ errbarcircle ⧲ errbarblackcircle ⧳ xsol ⧸ xbsol ⧹ lcurvyangle ⧼
    rcurvyangle ⧽ bigcupdot ⨃ conjquant ⨇ disjquant ⨈ modtwosum ⨊ sumint ⨋ intbar ⨍ intBar ⨎ cirfnint ⨐
    awint ⨑ rppolint ⨒ scpolint ⨓ npolint ⨔ pointint ⨕ sqint ⨖ intlarhk ⨗ intx ⨘ intcap ⨙ intcup ⨚ upint ⨛
    lowint ⨜ bigtriangleleft ⨞ zcmp ⨟ zpipe ⨠ zproject ⨡ perps ⫡ topcir ⫱ bigtalloblong ⫿ squaretopblack ⬒
    squarebotblack ⬓ squareurblack ⬔ squarellblack ⬕ diamondleftblack ⬖ diamondrightblack ⬗ diamondtopblack ⬘
    diamondbotblack ⬙ dottedsquare ⬚ lgblksquare ⬛ lgwhtsquare ⬜ vysmblksquare ⬝ vysmwhtsquare ⬞
    pentagonblack ⬟ pentagon ⬠ varhexagon ⬡ varhexagonblack ⬢ hexagonblack ⬣ lgblkcircle ⬤ mdblkdiamond ⬥
    mdwhtdiamond ⬦ mdblklozenge ⬧ mdwhtlozenge ⬨ smblkdiamond ⬩ smblklozenge ⬪ smwhtlozenge ⬫ blkhorzoval ⬬
    whthorzoval ⬭ blkvertoval ⬮ whtvertoval ⬯ medwhitestar ⭐ medblackstar ⭑ smwhitestar ⭒ rightpentagonblack ⭓
    rightpentagon ⭔ postalmark 〒 hzigzag 〰 arabicmaj 𞻰 arabichad 𞻱
    """)
)
"""All of them."""
