"""Letters by their shape, raised and lowered, and fractions, as Unicode has them."""

from types import MappingProxyType

from paperreader.domain.tex.symbols.frequent import parse_pairs

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL = _CAPITALS.lower()

_DIGITS = "0123456789"


def _letters(capitals: str, small: str, digits: str = "") -> MappingProxyType[str, str]:
    return MappingProxyType(
        dict(zip(_CAPITALS + _SMALL + _DIGITS[: len(digits)], capitals + small + digits, strict=True))
    )


_SCRIPT = _letters("𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", "𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏")
_DOUBLE = _letters("𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", "𝕒𝕓𝕔𝕕𝕖𝕗𝕘𝕙𝕚𝕛𝕜𝕝𝕞𝕟𝕠𝕡𝕢𝕣𝕤𝕥𝕦𝕧𝕨𝕩𝕪𝕫", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡")
_FRAKTUR = _letters("𝔄𝔅ℭ𝔇𝔈𝔉𝔊ℌℑ𝔍𝔎𝔏𝔐𝔑𝔒𝔓𝔔ℜ𝔖𝔗𝔘𝔙𝔚𝔛𝔜ℨ", "𝔞𝔟𝔠𝔡𝔢𝔣𝔤𝔥𝔦𝔧𝔨𝔩𝔪𝔫𝔬𝔭𝔮𝔯𝔰𝔱𝔲𝔳𝔴𝔵𝔶𝔷")
_SHAPES = (
    (
        _SCRIPT,
        "mathcal mathscr cal scr symcal symscr mathbfcal mathbfscr symbfcal symbfscr EuScript euscr mathpzc",
    ),
    (_DOUBLE, "mathbb mathds mathbbm mathbbmss mathbbmtt symbb symbbit vmathbb Bbb"),
    (_FRAKTUR, "mathfrak mathbffrak symfrak symbffrak frak"),
)
ALPHABETS = MappingProxyType({name: shape for shape, names in _SHAPES for name in names.split()})
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
RAISED = MappingProxyType({char: char for char in "*∗⋆†‡′″°§®™©"} | {"∘": "°"})
"""What is read as raised wherever it stands."""

FRACTIONS = MappingProxyType(
    parse_pairs(
        "1/2 ½ 1/3 ⅓ 2/3 ⅔ 1/4 ¼ 3/4 ¾ 1/5 ⅕ 2/5 ⅖ 3/5 ⅗ 4/5 ⅘ 1/6 ⅙ 5/6 ⅚ 1/7 ⅐ 1/8 ⅛ 3/8 ⅜ 5/8 ⅝ 7/8 ⅞ 1/9 ⅑ 1/10 ⅒"
    )
)
"""Fractions that are a sign of their own."""
