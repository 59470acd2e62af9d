"""Every theme that is offered, whole: each text that is drawn can be read, and told from others."""

import re
from importlib.resources import files

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from paperreader.settings import THEMES
from paperreader.ui.kit.contrast import contrast
from paperreader.ui.kit.theme import ANSI, READABLE, theme_of

_TEXTS = ("foreground", "muted", "accent", "warning", *(f"line-{n}" for n in range(6)))
_BEHIND = ("background", "row", "row-focus", "surface", "panel")
_PAIRS = (
    *((text, behind) for text in ("foreground", "muted", "accent", "warning") for behind in _BEHIND),
    *((f"line-{n}", "background") for n in range(6)),
    ("background", "accent"),
)
"""The names of every text that is drawn, and of what it is drawn on."""
_LEAST_SEEN = 1.05
"""The contrast of a surface with another beside it."""


def colors_of(name: str) -> dict[str, Color]:
    theme = theme_of(name)
    variables = {**theme.to_color_system().generate(), **theme.variables}
    return {each: Color.parse(variables[each]) for each in {*_TEXTS, *_BEHIND, "rule", "error"}}


with_colors = pytest.mark.parametrize("name", [name for name in THEMES if name not in {"ansi", "auto"}])


@with_colors
def test_every_text_that_is_drawn_can_be_read_in_every_theme(name: str) -> None:
    colors = colors_of(name)
    least = 7.0 if name.startswith("high-contrast") else READABLE
    worst = min((contrast(colors[text], colors[behind]), text, behind) for text, behind in _PAIRS)
    assert worst[0] >= least, worst
    assert contrast(colors["error"], colors["panel"]) >= 3


@with_colors
def test_dim_text_rules_rows_and_lines_are_told_from_what_is_beside_them(name: str) -> None:
    colors = colors_of(name)
    plain, dim = (contrast(colors[each], colors["background"]) for each in ("foreground", "muted"))
    assert plain > dim * 1.1
    for each in ("rule", "row", "row-focus"):
        assert contrast(colors[each], colors["background"]) > _LEAST_SEEN, each
    assert colors["row-focus"] != colors["row"]
    assert len({colors[f"line-{n}"].hex for n in range(6)}) == 6


def test_every_theme_of_textual_is_offered() -> None:
    of_terminals = {"ansi-dark", "ansi-light"}
    assert set(BUILTIN_THEMES) - of_terminals <= set(THEMES)
    assert all(theme_of(name).dark is BUILTIN_THEMES[name].dark for name in set(BUILTIN_THEMES) & set(THEMES))


def test_the_styles_name_no_color_that_is_not_looked_at_here() -> None:
    styles = files("paperreader.ui").joinpath("app.tcss").read_text(encoding="utf-8")
    named = set(re.findall(r"\$([\w-]+)", styles))
    assert named <= {*_TEXTS, *_BEHIND, "rule", "error"}


def test_the_terminals_own_colors_are_all_that_ansi_has() -> None:
    plan = {**ANSI.to_color_system().generate(), **ANSI.variables}
    assert all(plan[each].startswith("ansi_") for each in {*_TEXTS, *_BEHIND, "rule", "error"})
