"""The reader's own colours: one accent, everything else is foreground, dim and background."""

from textual.theme import Theme

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
    variables={"rule": "#3a3f48", "row": "#20242b", "row-focus": "#26384b", "muted": "#8d939d"},
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
    variables={"rule": "#c9c9c3", "row": "#efefea", "row-focus": "#d6e4f4", "muted": "#666b73"},
)
THEMES = {"dark": DARK, "light": LIGHT}
"""By the name the setting has."""
