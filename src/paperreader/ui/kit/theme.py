"""The reader's own colours, and those of others made whole: one accent, everything else is foreground, dim and background."""

from collections.abc import Iterable
from functools import lru_cache
from math import dist

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from paperreader.ui.kit.contrast import readable, readable_under

READABLE = 4.5
"""The least contrast of any text that is drawn, by WCAG 2 (AA)."""
_PLAIN, _PLAIN_ON_SURFACES = 7.0, 5.8
"""The least contrast of plain text, so that dim text can be told from it."""
_COLORFUL = 0.22
"""The least saturation by which an accent is told from dim text."""
_LINES = 6
"""As many colours as a plot has lines."""
_APART = 60.0
"""The least distance, of red, green and blue, between two of them."""


def _lines(*colors: str) -> dict[str, str]:
    """Return the colours of the lines of a plot, `line-0` and so on, as many as a plot has lines."""
    return {f"line-{place}": color for place, color in enumerate(colors)}


DARK = Theme(
    name="paperreader-dark",
    primary="#7ab3ef",
    accent="#7ab3ef",
    foreground="#d5d8dd",
    background="#15171b",
    surface="#1f2228",
    panel="#262a31",
    warning="#e0a458",
    error="#e06c6c",
    success="#7ab3ef",
    dark=True,
    variables={
        "rule": "#3a3f48",
        "row": "#20242b",
        "row-focus": "#26384b",
        "muted": "#9ba1ab",
        **_lines("#7ab3ef", "#e0a458", "#8fc48a", "#d08ad0", "#6fc7c2", "#e58a80"),
    },
)
LIGHT = Theme(
    name="paperreader-light",
    primary="#1f5fa8",
    accent="#1f5fa8",
    foreground="#22252a",
    background="#fafaf7",
    surface="#f0f0ec",
    panel="#e6e6e1",
    warning="#8a5300",
    error="#a62c2c",
    success="#1f5fa8",
    dark=False,
    variables={
        "rule": "#c9c9c3",
        "row": "#efefea",
        "row-focus": "#d6e4f4",
        "muted": "#5b6068",
        **_lines("#1f5fa8", "#8a5300", "#2f6f2a", "#8a2f8a", "#0f6a66", "#a63c2c"),
    },
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#7fd4ff",
    accent="#7fd4ff",
    foreground="#ffffff",
    background="#000000",
    surface="#101010",
    panel="#1c1c1c",
    warning="#ffc247",
    error="#ff9c9c",
    success="#7fd4ff",
    dark=True,
    variables={
        "rule": "#9a9a9a",
        "row": "#1c1c1c",
        "row-focus": "#00305c",
        "muted": "#d2d2d2",
        **_lines("#7fd4ff", "#ffc247", "#9be58f", "#f3a9f3", "#7de8e0", "#ffab9f"),
    },
)
HIGH_CONTRAST_LIGHT = Theme(
    name="high-contrast-light",
    primary="#003a80",
    accent="#003a80",
    foreground="#000000",
    background="#ffffff",
    surface="#f6f6f6",
    panel="#ececec",
    warning="#5c3500",
    error="#7a0f0f",
    success="#003a80",
    dark=False,
    variables={
        "rule": "#6a6a6a",
        "row": "#ececec",
        "row-focus": "#cfe2ff",
        "muted": "#333333",
        **_lines("#003a80", "#5c3500", "#0f4d0b", "#63105f", "#064b48", "#7a1f0f"),
    },
)
ANSI = Theme(
    name="ansi",
    ansi=True,
    # Magenta is the one that is read on black and on white.
    primary="ansi_magenta",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    warning="ansi_red",
    error="ansi_red",
    success="ansi_magenta",
    variables={
        "surface": "ansi_default",
        "panel": "ansi_default",
        "boost": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "rule": "ansi_bright_black",
        # The styles have what these two tell as reverse and dim.
        "row": "ansi_default",
        "row-focus": "ansi_default",
        "muted": "ansi_default",
        "input-selection-background": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        **_lines("ansi_magenta", "ansi_red", "ansi_green", "ansi_blue", "ansi_cyan", "ansi_default"),
    },
)
"""The terminal's own sixteen colours; which those are, and on what, only the terminal knows."""
_OURS = {
    "dark": DARK,
    "light": LIGHT,
    "high-contrast": HIGH_CONTRAST,
    "high-contrast-light": HIGH_CONTRAST_LIGHT,
    "ansi": ANSI,
}


@lru_cache
def theme_of(name: str) -> Theme:
    """Return the colours that have a name: one of `settings.THEMES`, but `auto`."""
    return _OURS[name] if name in _OURS else whole(BUILTIN_THEMES[name])


def whole(theme: Theme) -> Theme:
    """Return a theme of others with everything the reader's styles ask for, and every text of it readable."""
    plan = theme.to_color_system().generate()
    background, primary = Color.parse(plan["background"]), Color.parse(plan["primary"])
    if primary.hsl.s < _COLORFUL:
        plan["primary"], plan["accent"] = plan["accent"], plan["primary"]
        primary = Color.parse(plan["primary"])
    end = Color.parse("#ffffff" if theme.dark else "#000000")
    plain = readable(Color.parse(plan["foreground"]), (background,), end, _PLAIN)

    def under(color: Color) -> Color:
        return readable_under(color, plain, background, _PLAIN_ON_SURFACES)

    rule = background.blend(plain, 0.22, 1.0)
    row, focused = under(background.blend(plain, 0.07, 1.0)), under(background.blend(primary, 0.18, 1.0))
    surface, panel = under(Color.parse(plan["surface"])), under(Color.parse(plan["panel"]))
    behind = (background, row, focused, surface, panel)

    def text(color: Color) -> Color:
        return readable(color, behind, plain, READABLE)

    accent, warning, error = (text(Color.parse(plan[each])) for each in ("primary", "warning", "error"))
    spare = (DARK if theme.dark else LIGHT).variables
    named = [plan[each] for each in ("primary", "warning", "success", "secondary", "accent", "error")]
    lines = _apart(
        readable(Color.parse(each), (background,), plain, READABLE)
        for each in [*named, *(spare[f"line-{place}"] for place in range(_LINES))]
    )
    return Theme(
        name=theme.name,
        primary=accent.hex,
        accent=accent.hex,
        foreground=plain.hex,
        background=background.hex,
        surface=surface.hex,
        panel=panel.hex,
        warning=warning.hex,
        error=error.hex,
        success=accent.hex,
        dark=theme.dark,
        variables={
            "rule": rule.hex,
            "row": row.hex,
            "row-focus": focused.hex,
            "muted": text(background.blend(plain, 0.6, 1.0)).hex,
            **_lines(*(each.hex for each in lines)),
        },
    )


def _apart(colors: Iterable[Color]) -> list[Color]:
    """Return as many colours as a plot has lines, the first ones that can be told from those before them."""
    found: list[Color] = []
    others: list[Color] = []
    for color in colors:
        (found if all(_distance(color, each) >= _APART for each in found) else others).append(color)
    return [*found, *others][:_LINES]


def _distance(one: Color, other: Color) -> float:
    return dist(one.rgb, other.rgb)
