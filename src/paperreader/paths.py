"""Where configuration, data, state and cache live. Nothing is created here: whoever writes first makes the folder."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from paperreader.errors import SettingsError

_APP = "paperreader"


class Paths(Struct, frozen=True):
    """The reader's folders: settings, what must not be lost, this machine's own, and what can be fetched again."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Paths":
        """Return the folders below `PAPERREADER_HOME` if that is set, else the platform's own.

        Raises:
            SettingsError: That can't be a folder.
        """
        if home := environ.get("PAPERREADER_HOME"):
            folder = _folder(home)
            return cls(config=folder, data=folder, state=folder / "state", cache=folder / "cache")
        from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed where PAPERREADER_HOME is set

        dirs = PlatformDirs(_APP, appauthor=False, roaming=False)
        # Where the platform has no folder for state it names the one for data.
        state = Path(dirs.user_state_dir) / "state"
        return cls(Path(dirs.user_config_dir), Path(dirs.user_data_dir), state, Path(dirs.user_cache_dir))

    @property
    def settings_file(self) -> Path:
        """The settings, TOML, written by hand."""
        return self.config / "settings.toml"

    @property
    def bookmarks_file(self) -> Path:
        """What was kept."""
        return self.data / "bookmarks.json"

    @property
    def bookmarks_state(self) -> Path:
        """The backups of the bookmarks, and what can be undone; not in the folder that may be synced."""
        return self.state / "bookmarks"

    @property
    def view_state_file(self) -> Path:
        """What the screen remembers from one run to the next."""
        return self.state / "view.json"

    @property
    def outbox_file(self) -> Path:
        """What is on its way out, and which papers each subscription has had."""
        return self.state / "outbox.sqlite3"

    @property
    def crash_folder(self) -> Path:
        """What is known of the last crashes."""
        return self.state / "crashes"

    @property
    def pdf_folder(self) -> Path:
        """Where PDFs are kept, unless the settings name another folder."""
        return self.data / "pdf"

    @property
    def picture_folder(self) -> Path:
        """Pictures that were fetched."""
        return self.cache / "pictures"

    @property
    def archive_file(self) -> Path:
        """Every paper and listing fetched, and what was read."""
        return self.data / "archive.sqlite3"


def _folder(home: str) -> Path:
    try:
        return Path(home).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        # It is below the home of nobody, or the current folder is gone.
        raise SettingsError(
            f"PAPERREADER_HOME is not a folder: {home}", "give a full path, or unset it"
        ) from error
