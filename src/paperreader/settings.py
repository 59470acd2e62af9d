"""Settings: a TOML file, written by hand; a wrong one is refused with file, line and key."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from paperreader.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; every setting has a value that suits most."""

    refresh_minutes: int = 15
    """How often what can still change is asked for again, in minutes."""

    @property
    def interval(self) -> timedelta:
        """`refresh_minutes` as a time."""
        return timedelta(minutes=self.refresh_minutes)


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; a missing file means all defaults.

    Raises:
        SettingsError: The file can't be read, is not TOML, or holds a setting that is unknown or wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings in {path} can't be read ({error})") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}", "correct the file or move it away") from error
    settings = Settings()
    for key, value in table.items():
        settings = _with(settings, path, text, key, value)
    return settings


def _with(settings: Settings, path: Path, text: str, key: str, value: object) -> Settings:
    if key == "refresh_minutes":
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1440:
            return replace(settings, refresh_minutes=value)
        raise _wrong(path, text, key, "must be a whole number of minutes from 1 to 1440")
    raise _wrong(path, text, key, "is not a setting; the only setting is refresh_minutes")


def _wrong(path: Path, text: str, key: str, what: str) -> SettingsError:
    # tomllib tells no lines of keys; a key that is spelled in an unusual way is reported without one.
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", line):
            return SettingsError(f"{path}, line {number}: {key} {what}", "correct the file or move it away")
    return SettingsError(f"{path}: {key} {what}", "correct the file or move it away")
