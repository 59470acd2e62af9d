"""Numbers and units as siunitx has them."""

import re
from types import MappingProxyType

from paperreader.domain.tex.symbols.frequent import parse_pairs
from paperreader.domain.tex.symbols.scripts import script

_UNITS = MappingProxyType(
    parse_pairs("""
    metre m meter m second s gram g kilogram kg ampere A kelvin K mole mol candela cd hertz Hz newton N pascal Pa
    joule J watt W coulomb C volt V farad F ohm Ω siemens S weber Wb tesla T henry H lumen lm lux lx becquerel Bq
    gray Gy sievert Sv degreeCelsius °C celsius °C katal kat radian rad steradian sr minute min hour h day d degree °
    arcminute ′ arcsecond ″ hectare ha litre L liter L tonne t electronvolt eV dalton Da bel B decibel dB neper Np
    percent % byte B angstrom Å astronomicalunit au parsec pc atomicmassunit u elementarycharge e speedoflight c
    micron µm basis basis um µm us µs ug µg uA µA uV µV uW µW uJ µJ uL µL ul µl uH µH uF µF umol µmol uN µN
    """)
)
_PREFIXES = MappingProxyType(
    parse_pairs("""
    quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da deka da
    hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q
    kibi Ki mebi Mi gibi Gi tebi Ti pebi Pi exbi Ei
    """)
)
_POWERS = MappingProxyType({"squared": "²", "cubed": "³", "square": "²", "cubic": "³"})
_PART = re.compile(
    r"\\(?P<name>[A-Za-z]+)\s*(?:\{(?P<group>[^{}]*)\})?|\^\{?(?P<power>-?\d{1,3})\}?|(?P<times>[.~]|\\cdot)|(?P<rest>[^\\^.~]+|.)",
    re.DOTALL,
)
_EXPONENT = re.compile(r"(?<=\d)\s*[eEdD]\s*([+-]?\d{1,4})(?!\d)")
_SIGNS = (("+-", "±"), ("\\pm", "±"), ("\\times", "×"), (" x ", " × "))

_CHARGE = re.compile(r"\^(?:\{([^{}]{1,12})\}|(\d{0,3}[+-]))")
_COUNT = re.compile(r"(?<=[A-Za-z)\]])_?\{?(\d{1,4})\}?")
_REACTIONS = (("<=>", "⇌"), ("<->", "↔"), ("->", "→"))


def number(text: str) -> str:
    """Return a number as it is meant.

    >>> number("1.5e-3"), number("2 +- 1")
    ('1.5×10⁻³', '2 ± 1')
    """
    for written, meant in _SIGNS:
        text = text.replace(written, meant)
    return _EXPONENT.sub(lambda found: "×10" + script("^", found[1].removeprefix("+"), ""), text.strip())


def units(text: str) -> str:
    r"""Return units as they are written behind a number.

    >>> units(r"\kilo\metre\per\second\squared"), units("kg.m^2")
    ('km/s²', 'kg·m²')
    """
    written: list[str] = []
    pending = ""
    gap = ""
    for part in _PART.finditer(text.strip()):
        name = part["name"]
        if name == "per":
            written.append("/")
            gap = ""
        elif name in ("square", "cubic"):
            pending = _POWERS[name]
        elif name in _PREFIXES:
            written.append(gap + _PREFIXES[name])
            gap = ""
        elif name is not None and name not in _POWERS and name not in ("tothe", "raiseto", "of"):
            written.append(f"{gap}{_UNITS.get(name, name)}{pending}")
            pending, gap = "", "·"
        else:
            written.append(_added(part))
            gap = "" if part["times"] else gap
    return "".join(written)


def _added(part: re.Match[str]) -> str:
    """Return what is added to a unit: a power, what it is of, or what is no command."""
    if part["times"]:
        return "·"
    if part["name"] == "of":
        return f"({part['group'] or ''})"
    if part["name"] in _POWERS:
        return _POWERS[part["name"]]
    power = part["power"] or part["group"]
    return script("^", power, "") if power else part["rest"] or ""


def chemical(text: str) -> str:
    """Return a chemical formula as the package mhchem sets it.

    >>> chemical("2H2 + SO4^2- -> x")
    '2H₂ + SO₄²⁻ → x'
    """
    text = _CHARGE.sub(lambda found: script("^", (found[1] or found[2]).strip("{}"), ""), text)
    text = _COUNT.sub(lambda found: script("_", found[1], ""), text)
    for arrow, sign in _REACTIONS:
        text = text.replace(arrow, sign)
    return text
