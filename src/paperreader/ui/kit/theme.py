"""The reader's own colours: one accent, everything else is foreground, dim and background."""

from textual.theme import Theme


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
        "muted": "#8d939d",
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
        "muted": "#666b73",
        **_lines("#1f5fa8", "#8a5300", "#2f6f2a", "#8a2f8a", "#0f6a66", "#a63c2c"),
    },
)
THEMES = {"dark": DARK, "light": LIGHT}
"""By the name the setting has."""
