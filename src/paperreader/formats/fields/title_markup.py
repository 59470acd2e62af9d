"""HTML and MathML in titles, as publishers and reference managers write them, to text."""

import re
from collections import defaultdict
from collections.abc import Callable
from html import unescape

from paperreader.domain.tex.symbols.scripts import script

_ROUNDS = 4
"""How often what was escaped again and again is read: an ampersand in a title may have gone through several programs."""
_NAMES = (
    "i|b|u|s|em|strong|sub|sup|inf|sc|scp|small|tt|code|span|font|p|div|title|math|br|nobr|a|italic|bold|roman|"
    "ovl|underline|monospace|styled-content|inline-formula|tex-math|alternatives|named-content|"
    "(?:jats|mml|m|ns\\d):[a-z-]{1,30}|m(?:row|i|n|o|text|sub|sup|subsup|stylex?|frac|sqrt|over|under|space|fenced)"
)
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_NAMES})(?P<rest>(?:\s[^<>]{{0,300}})?/?)>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;(/?(?:{_NAMES})(?:\s(?:(?!&gt;|&lt;).){{0,300}})?/?)&gt;", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?!(?:lt|gt);)(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});|(?<=[\s\d=])&[lg]t;(?=[\s\d=])"
)
_RAISED = re.compile(
    r"<(?P<name>sup|sub|inf)(?:\s[^<>]{0,300})?>(?P<text>[^<>]{1,60})</(?P=name)\s*>", re.IGNORECASE
)
_LEAF = r"\s*<(?:mml:|m:)?m(?:i|n|o|text)(?:\s[^<>]{0,300})?>([^<>]{0,60})</[^<>]{1,30}>\s*"
_SCRIPTS = re.compile(
    rf"<(?P<prefix>(?:mml:|m:)?)m(?P<kind>sub|sup)(?:\s[^<>]{{0,300}})?>(?:{_LEAF})(?:{_LEAF})</(?P=prefix)m(?P=kind)\s*>",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z]{2,}")
_FORMULA = "math"
_SOURCES = "annotation(?:-xml)?|tex-math"
_BETWEEN_TAGS = re.compile(r">\s+<")
_ANY_TAG = re.compile(r"<[^<>]*>")


def without_markup(text: str) -> str:
    """Return a title without tags that belong to HTML or MathML, and with what entities stand for; any other stays.

    >>> without_markup('The <i>Made-Up</i> Title of CO<sub>2</sub> &amp; <span class="nocase">Lamps</span>')
    'The Made-Up Title of CO₂ & Lamps'
    >>> without_markup("The <unk> token and x < y")
    'The <unk> token and x < y'
    """
    for _ in range(_ROUNDS):
        former, text = text, _once(text)
        if text == former:
            break
    return text


def script_text(sign: str, text: str) -> str:
    """Return what is raised (`^`) or lowered (`_`) in a title; raised words stay words: `1st`, not `1^(st)`.

    >>> script_text("_", "2"), script_text("_", "eff"), script_text("^", "st"), script_text("^", "-3.5")
    ('₂', '_eff', 'st', '^(-3.5)')
    """
    if sign == "^" and _WORDS.fullmatch(text.strip()):
        return "™" if text.strip() == "TM" else text
    return script(sign, text, "")


def _once(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), _ESCAPED_TAG.sub(r"<\1>", text))
    if "<" not in text:
        return text
    text = _elements_as(_FORMULA, text, _formula)
    text = _RAISED.sub(lambda found: _script(found["name"], found["text"]), text)
    return _untagged(text)


def _elements_as(names: str, text: str, read: Callable[[str], str]) -> str:
    """Return a text with what is read in place of each element of these names; one without an end stays."""
    start = re.compile(rf"<(?P<name>(?:mml:|m:)?(?:{names}))(?:\s[^<>]*)?>", re.IGNORECASE)
    parts, at = [], 0
    while (opened := start.search(text, at)) is not None:
        closed = re.compile(rf"</{opened['name']}\s*>", re.IGNORECASE).search(text, opened.end())
        if closed is None:
            break
        parts += [text[at : opened.start()], read(text[opened.end() : closed.start()])]
        at = closed.end()
    return "".join([*parts, text[at:]])


def _formula(inner: str) -> str:
    inner = _BETWEEN_TAGS.sub("><", _elements_as(_SOURCES, inner, lambda _: ""))
    inner = _SCRIPTS.sub(lambda each: each[3].strip() + _script(each["kind"], each[4]), inner)
    return _ANY_TAG.sub("", inner).strip()


def _script(name: str, text: str) -> str:
    return script_text("^" if name.lower() == "sup" else "_", unescape(text).strip())


def _untagged(text: str) -> str:
    """Return a text without the tags that have their other one, and without line breaks."""
    found = list(_TAG.finditer(text))
    opened: dict[str, list[int]] = defaultdict(list)
    paired: list[int] = []
    for number, tag in enumerate(found):
        name = tag["name"].lower()
        if name == "br" or tag["rest"].endswith("/"):
            paired.append(number)
        elif not tag["end"]:
            opened[name].append(number)
        elif opened[name]:
            paired += [opened[name].pop(), number]
    parts, at = [], 0
    for number in sorted(paired):
        tag = found[number]
        parts += [text[at : tag.start()], " " if tag["name"].lower() in {"br", "p", "div"} else ""]
        at = tag.end()
    return "".join([*parts, text[at:]])
