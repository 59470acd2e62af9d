"""How well a colour is read on another, by the measure of WCAG 2, and making it as readable as it must be."""

from collections.abc import Iterable

from textual.color import Color

_STEPS = 40
"""How finely a colour is moved; a step is hardly seen."""


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours: 1 between the same, 21 between black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: Color, on: Iterable[Color], towards: Color, least: float) -> Color:
    """Return a colour that has at least a contrast on each of some backgrounds: itself, or mixed with another until it has.

    The other colour itself is what it comes to where no mixture does.
    """
    behind = tuple(on)
    mixtures = (color.blend(towards, step / _STEPS, 1.0) for step in range(_STEPS))
    return next((each for each in mixtures if _is_readable(each, behind, least)), towards)


def readable_under(background: Color, text: Color, towards: Color, least: float) -> Color:
    """Return a background on which a text has at least a contrast: itself, or mixed with another until it is one."""
    mixtures = (background.blend(towards, step / _STEPS, 1.0) for step in range(_STEPS))
    return next((each for each in mixtures if contrast(text, each) >= least), towards)


def _is_readable(color: Color, behind: tuple[Color, ...], least: float) -> bool:
    return all(contrast(color, each) >= least for each in behind)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
