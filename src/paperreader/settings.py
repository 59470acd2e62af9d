"""Settings: a TOML file, written by hand; a wrong one is refused with file, line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from paperreader import plain_file
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.query.query import Query
from paperreader.domain.text import clean
from paperreader.errors import QueryError, SettingsError
from paperreader.plain_file import FileTooLarge, NotAFile

_CORRECT = "correct the file, or move it away"
_IS_NO_FILE = "move it away, or make it a settings file"
_MOST_BYTES = 1_000_000
_NO_KEYS: Mapping[str, str] = {}
THEMES = (
    "auto",
    "dark",
    "light",
    "high-contrast",
    "high-contrast-light",
    "ansi",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The reader's own colours, `auto` for the dark or the light ones, the terminal's sixteen, and those that come with Textual."""
SHORTEST_MEASURE, LONGEST_MEASURE = 30, 200
SYMBOLS = ("auto", "unicode", "ascii")
PICTURES = ("auto", "on", "off")
DENSITIES = ("comfortable", "compact")
OPENINGS = ("newest", "last")
_CHOICES = {
    "theme": THEMES,
    "symbols": SYMBOLS,
    "density": DENSITIES,
    "pictures": PICTURES,
    "open": OPENINGS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; every setting has a value that suits most."""

    refresh_minutes: int = 15
    """How often what can still change is asked for again, in minutes."""
    theme: str = "auto"
    """The reader's colours: one of THEMES."""
    symbols: str = "auto"
    """Whether symbols beyond ASCII are drawn: one of SYMBOLS; `auto` asks the terminal's encoding."""
    density: str = "comfortable"
    """How papers are listed, one of DENSITIES: with their titles whole and what is known of them, or on a line each."""
    pictures: str = "auto"
    """Whether pictures are shown: one of PICTURES; `auto` leaves them out over SSH, and where they can't be read."""
    open: str = "newest"
    """What the reader opens at, one of OPENINGS: the newest day, or what was shown when it was quit."""
    measure: int = 80
    """Columns of running text in full texts at most, from SHORTEST_MEASURE to LONGEST_MEASURE."""
    pdf_folder: str = ""
    """Where PDFs are kept, a whole path; empty for the folder `pdf` beside the data."""
    keys: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """Other keys for what has one, by the id of the binding; several are separated by commas."""
    watches: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """Queries whose papers are pointed out, by the name to show."""
    mutes: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """Queries whose papers are folded away, likewise."""
    where: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """File and line of each of `keys`, for messages of whoever knows what can have a key."""

    @property
    def interval(self) -> timedelta:
        """`refresh_minutes` as a time."""
        return timedelta(minutes=self.refresh_minutes)


def read_settings(path: Path) -> Settings:
    """Return the settings of a file; a missing file means all defaults.

    Raises:
        SettingsError: The file can't be read, is not TOML, or holds a setting that is unknown or wrong.
    """
    return settings_in(text_of(path), path)


def text_of(path: Path) -> str:
    """Return what is in a file of settings; empty if there is none.

    Raises:
        SettingsError: It can't be read.
    """
    try:
        data, _ = plain_file.read(path, _MOST_BYTES)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except (NotAFile, FileTooLarge) as error:
        raise SettingsError(f"The settings in {path} can't be read: {error.strerror}", _IS_NO_FILE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings in {path} can't be read ({error})") from error


def settings_in(text: str, path: Path) -> Settings:
    """Return the settings in the text of the file `path`.

    Raises:
        SettingsError: It is not TOML, or holds a setting that is unknown or wrong.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(clean(f"{path}: {error}"), _CORRECT) from error
    except (ValueError, RecursionError) as error:
        # Of numbers with thousands of digits, and of what nests absurdly deep.
        raise SettingsError(f"{path}: it can't be read as TOML: {error}", _CORRECT) from error
    source = _Source(path, text)
    settings = Settings()
    for key, value in table.items():
        settings = _with(settings, source, key, value)
    return settings


@dataclass(frozen=True, slots=True)
class _Source:
    """The file, to say where in it something stands."""

    path: Path
    text: str

    def place(self, key: str) -> str:
        """Return file and line of a key; tomllib tells no lines, so one spelled in an unusual way has none."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if re.match(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[\]=.]", line):
                return f"{self.path}, line {number}"
        return str(self.path)

    def wrong(self, key: str, what: str) -> SettingsError:
        """Return the error to raise for a key."""
        # A name in quotation marks may hold any character, written as an escape.
        return SettingsError(clean(f"{self.place(key)}: {key} {what}"), _CORRECT)


def _with(settings: Settings, source: _Source, key: str, value: object) -> Settings:
    match key:
        case "refresh_minutes":
            return replace(settings, refresh_minutes=_whole(source, key, value, range(1, 1441), "minutes"))
        case "measure":
            columns = range(SHORTEST_MEASURE, LONGEST_MEASURE + 1)
            return replace(settings, measure=_whole(source, key, value, columns, "columns"))
        case "theme" | "symbols" | "density" | "pictures" | "open":
            return _with_choice(settings, source, key, value)
        case "pdf_folder":
            return replace(settings, pdf_folder=_folder(source, key, value))
        case _:
            return _with_table(settings, source, key, value)


def _with_table(settings: Settings, source: _Source, key: str, value: object) -> Settings:
    match key:
        case "keys":
            keys = _keys(source, value)
            return replace(settings, keys=keys, where={id_: source.place(id_) for id_ in keys})
        case "watches":
            return replace(settings, watches=_queries(source, key, value))
        case "mutes":
            return replace(settings, mutes=_queries(source, key, value))
        case _:
            raise source.wrong(
                key,
                "is not a setting; the settings are refresh_minutes, theme, symbols, density, pictures, open, measure, "
                "pdf_folder, "
                "[keys], [watches] and [mutes]",
            )


def _with_choice(settings: Settings, source: _Source, key: str, value: object) -> Settings:
    choices = _CHOICES[key]
    if not isinstance(value, str) or value not in choices:
        raise source.wrong(key, f"must be one of {', '.join(choices)}")
    # Every one of these is a text.
    return replace(settings, **{key: value})  # type: ignore[arg-type]


def _whole(source: _Source, key: str, value: object, allowed: range, unit: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in allowed:
        return value
    raise source.wrong(key, f"must be a whole number of {unit} from {allowed[0]} to {allowed[-1]}")


def _folder(source: _Source, key: str, value: object) -> str:
    """Return a whole path, that of the home in place of `~`; empty where nothing is set."""
    if isinstance(value, str) and "\0" not in value:
        try:
            path = Path(value).expanduser()
        except RuntimeError as error:
            raise source.wrong(key, f"names an unknown home folder: {value}") from error
        if not value or path.is_absolute():
            return str(path) if value else ""
    raise source.wrong(key, 'must be a full path in quotation marks, such as "~/papers"')


def with_query(text: str, table: str, name: str, query: str | None) -> str:
    """Return the text of a file of settings with one query of a table changed; None takes it away.

    Everything else stays as it was written, comments too. The text must be that of settings that can be read.
    """
    import tomlkit  # noqa: PLC0415 - only who changes settings needs it

    document = tomlkit.parse(text)
    queries = document.setdefault(table, tomlkit.table())
    if query is None:
        queries.pop(name, None)
        if not queries:
            document.pop(table)
    else:
        queries[name] = query
    return tomlkit.dumps(document)


def _queries(source: _Source, table: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise source.wrong(
            table, f'must be a table, such as [{table}] with "agents" = "title:agent" below it'
        )
    for name, query in value.items():
        if not isinstance(query, str):
            raise source.wrong(name, 'must be a query in quotation marks, such as "title:agent"')
        if name != clean(name) or not name:
            raise source.wrong(name or '""', "can't be the name of a query: it must be words on one line")
        try:
            # What an age is counted from makes no difference to whether it is understood.
            understood = Query.parse(query, FIRST_DAY)
        except QueryError as error:
            raise source.wrong(name, f"is not understood: {error.message}") from error
        if understood.unfinished is not None or understood.is_empty:
            what = "it is empty" if understood.unfinished is None else understood.unfinished.message
            raise source.wrong(name, f"is not understood: {what}")
    return value


def _keys(source: _Source, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise source.wrong("keys", 'must be a table, such as [keys] with "paper.keep" = "k" below it')
    keys: dict[str, str] = {}
    for id_, key in value.items():
        if not isinstance(key, str):
            raise source.wrong(
                id_, f'must be the name of a key in quotation marks; put "{id_}" in quotation marks too'
            )
        keys[id_] = key
    return keys
