"""The colours of the reader: which ones are wanted, where the terminal has a say, and picking others."""

from collections.abc import Callable, Mapping
from functools import partial

from paperreader.domain.view_state import ViewState
from paperreader.settings import THEMES
from paperreader.ui.kit import requests, theme
from paperreader.ui.terminal.terminal_app import TerminalApp

_ELSEWHERE = ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY")
"""Where the terminal may be another one than the last time."""
_DARK = frozenset({"0", "1", "2", "3", "4", "5", "6", "8"})
"""The dark ones of a terminal's sixteen colours, as `COLORFGBG` has them."""


class Theming:
    """Shows the reader in the colours that were picked, else in those of the settings.

    Args:
        app: What is shown.
        setting: The name of the colours in the settings.
        state: Tells what was picked and told before.
        environ: The environment, which may tell what the background is.
    """

    def __init__(
        self,
        app: TerminalApp[None],
        setting: str,
        state: Callable[[], ViewState],
        environ: Mapping[str, str],
    ) -> None:
        self._app = app
        self.setting = setting
        """The name of the colours in the settings."""
        self._state = state
        self._guess = _guessed_background(environ)
        self._told = self._shown = ""

    @property
    def name(self) -> str:
        """The name of the colours that are wanted."""
        state = self._state()
        is_picked = state.theme in THEMES and state.theme_instead_of == self.setting
        return state.theme if is_picked else self.setting

    def show(self) -> None:
        """Show the colours that are wanted."""
        self._show(self.name)

    def take_background(self, *, is_dark: bool) -> None:
        """Take note of what the terminal tells of its background, and follow it where that is wanted."""
        self._told = "dark" if is_dark else "light"
        if self._state().background != self._told:
            self._app.post_message(requests.Remember({"background": self._told}))
        if self._shown == "auto":
            self._show("auto")

    def use(self, request: requests.UseTheme) -> None:
        """Show colours; remember them, but for a preview."""
        if not request.is_preview:
            picked = {"theme": request.name, "theme_instead_of": self.setting}
            self._app.post_message(requests.Remember(picked))
        self._show(request.name)

    async def pick(self, request: requests.PickTheme) -> None:
        """Show the themes, and each as soon as it is highlighted."""
        del request
        from paperreader.ui.dialogs.theme_picker import ThemePicker  # noqa: PLC0415 - the start does not wait for it

        former = self.name
        await self._app.push_screen(ThemePicker(THEMES, former), partial(self._take, former))

    def _take(self, former: str, picked: str | None) -> None:
        self.use(requests.UseTheme(picked or former, is_preview=picked is None))

    def _show(self, name: str) -> None:
        self._shown = name
        if name == "auto":
            self._app.ask_for_background()
            name = self._told or self._guess or self._state().background
            name = name if name in {"dark", "light"} else "dark"
        # Without colours there is nothing to pick from.
        colors = theme.ANSI if self._app.no_color else theme.theme_of(name)
        self._app.register_theme(colors)
        self._app.theme = colors.name


def _guessed_background(environ: Mapping[str, str]) -> str:
    """Return what the environment tells of the background; nothing where that of the last time is as good a guess."""
    *others, background = environ.get("COLORFGBG", "").split(";")
    if others and background.isdecimal():
        return "dark" if background in _DARK else "light"
    return "dark" if any(environ.get(name) for name in _ELSEWHERE) else ""
