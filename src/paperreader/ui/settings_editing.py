"""The settings from within the reader: edited, checked, and used as far as that goes while it runs."""

from collections.abc import Callable
from dataclasses import fields

from textual.app import App, SuspendNotSupported

from paperreader.errors import NoEditor, PaperReaderError
from paperreader.services.settings_file import SettingsFile
from paperreader.settings import Settings
from paperreader.ui.kit import requests, toasts

_AT_ONCE = frozenset({"theme", "density", "measure", "symbols", "keys", "where"})
"""What can be used while the reader runs."""


class SettingsEditing:
    """Opens the settings in the user's editor.

    Args:
        file: The settings.
        settings: Those in force.
        app: What is suspended, and told.
        use: Uses what can be used at once; raises `SettingsError` for keys that can't be used.
    """

    def __init__(
        self, file: SettingsFile, settings: Settings, app: App[None], use: Callable[[Settings], None]
    ) -> None:
        self._file = file
        self._settings = settings
        self._app = app
        self._use = use

    def edit(self, request: requests.EditSettings) -> None:
        """Have the settings edited; where they are wrong then, those before stay in force."""
        del request
        try:
            settings = self._edited()
            self._use(settings)
        except PaperReaderError as error:
            toasts.complain(self._app, error)
        else:
            self._tell(settings)
        self._app.refresh(layout=True)

    def _edited(self) -> Settings:
        edited: Settings | PaperReaderError
        try:
            # The event loop stands still on purpose: whatever it drew would be drawn over the editor.
            with self._app.suspend():
                # What is raised in here would leave the reader without its screen.
                try:
                    edited = self._file.edit()
                except PaperReaderError as error:
                    edited = error
        except SuspendNotSupported:
            edited = NoEditor("An editor needs a terminal")
        if isinstance(edited, PaperReaderError):
            raise edited
        return edited

    def _tell(self, settings: Settings) -> None:
        former, self._settings = self._settings, settings
        if settings.density != former.density:
            self._app.post_message(requests.Remember({"density": settings.density}))
        changed = [
            each.name
            for each in fields(Settings)
            if each.name != "where" and getattr(settings, each.name) != getattr(former, each.name)
        ]
        later = [name for name in changed if name not in _AT_ONCE]
        if later:
            toasts.tell(self._app, f"Settings read; at the next start: {', '.join(later)}")
        else:
            toasts.tell(self._app, "Settings in use" if changed else "No settings changed")
