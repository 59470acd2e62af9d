"""Settings: a TOML file, written by hand; a wrong one is refused with file, line and key."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from paperreader import plain_file
from paperreader.domain.custom_command import CommandError, CustomCommand
from paperreader.domain.papers.calendar import FIRST_DAY
from paperreader.domain.query.query import Query
from paperreader.domain.text import clean
from paperreader.errors import QueryError, SettingsError
from paperreader.plain_file import FileTooLarge, NotAFile

if TYPE_CHECKING:
    from paperreader.domain.deliveries.mail_account import MailAccount
    from paperreader.domain.deliveries.webhook import Webhook

_CORRECT = "to correct it: paperreader settings --edit"
_IS_NO_FILE = "move it away, or make it a settings file"
_MOST_BYTES = 1_000_000
_NO_KEYS: Mapping[str, str] = {}
_NO_COMMANDS: Mapping[str, CustomCommand] = {}
_NO_MAIL: Mapping[str, object] = {}
_NO_WEBHOOKS: Mapping[str, Webhook] = {}
_NOTHING: Sequence[str] = ()
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
LAYOUTS = ("auto", "side", "stacked", "list")
DENSITIES = ("comfortable", "compact")
OPENINGS = ("newest", "last")


_T = TypeVar("_T")


def _setting(default: _T, sentence: str, allowed: Sequence[str] | range | str, example: str = "") -> _T:
    """Return a field with what `Setting` tells of it; without an example the default is one."""
    told = {"sentence": sentence, "allowed": allowed, "example": example}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=told)
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, each with a value that suits most and a sentence that says what it does."""

    refresh_minutes: int = _setting(
        15, "Minutes after which a list that can still change is refreshed.", range(1, 1441)
    )
    theme: str = _setting(
        "auto",
        'The colours, until you pick others with T; "auto" is dark or light, as the terminal is.',
        THEMES,
    )
    symbols: str = _setting(
        "auto",
        'Whether symbols beyond ASCII are drawn; "auto" goes by the encoding of the terminal.',
        SYMBOLS,
    )
    density: str = _setting(
        "comfortable",
        'How papers are listed: with whole titles, or "compact", one line each; V changes it for good.',
        DENSITIES,
    )
    pictures: str = _setting(
        "auto",
        'Whether a paper\'s picture is drawn below its text; "auto" leaves it out over SSH, without colours and where '
        "HF_ENDPOINT names another host. Needs Pillow: pip install 'paperreader[images]'.",
        PICTURES,
    )
    open: str = _setting(
        "newest",
        'What the reader opens: "newest", the newest day, or "last", the list and paper where you quit.',
        OPENINGS,
    )
    layout: str = _setting(
        "auto",
        "How list and paper share the screen until you change it with L: side by side, stacked, or the list alone; "
        '"auto" goes by the size of the terminal.',
        LAYOUTS,
    )
    measure: int = _setting(
        80, "Columns of a line of full text at most.", range(SHORTEST_MEASURE, LONGEST_MEASURE + 1)
    )
    pdf_folder: str = _setting(
        "",
        'The folder for PDFs; "" for the folder `pdf` beside the bookmarks.',
        'a full path, such as "~/papers"',
        '"~/papers"',
    )
    pdf_command: Sequence[str] = _setting(
        _NOTHING,
        "The program that opens a downloaded PDF, and its arguments; without one the desktop opens it.",
        'a program, such as "zathura --fork"',
        '"zathura --fork"',
    )
    keys: Mapping[str, str] = _setting(
        _NO_KEYS,
        'Other keys, by the id of what they do; commas between several keys, "none" for no key.',
        'ids and keys, such as "paper.keep" = "b,f5"',
        '"paper.keep" = "b,f5"',
    )
    watches: Mapping[str, str] = _setting(
        _NO_KEYS,
        "Filters whose papers are highlighted and listed under 8, each with a name.",
        'names and filters, such as agents = "title:agent"',
        'agents = "title:agent"',
    )
    mutes: Mapping[str, str] = _setting(
        _NO_KEYS,
        "Filters whose papers are hidden from lists, each with a name.",
        'names and filters, such as surveys = "title:survey"',
        'surveys = "title:survey"',
    )
    commands: Mapping[str, CustomCommand] = _setting(
        _NO_COMMANDS,
        "Programs to run for the paper, or for each selected one, by name with `:` or by a key of their own.",
        'names and programs, such as zotero = { run = ["zotero-add", "{id}"], key = "ctrl+k" }',
        'zotero = { run = ["zotero-add", "{id}"], key = "ctrl+k" }',
    )
    mail: Mapping[str, object] = _setting(
        _NO_MAIL,
        "How digests are mailed: from whom, to whom, by which server.",
        'a table, such as from = "me@lab.example"',
        'smtp = "smtps://me@smtp.lab.example"',
    )
    webhooks: Mapping[str, Webhook] = _setting(
        _NO_WEBHOOKS,
        "Chat services that take digests, each with a name; an address is a secret.",
        'names and services, such as lab = { kind = "slack", url_env = "SLACK_URL" }',
        'lab = { kind = "slack", url_env = "SLACK_URL" }',
    )
    where: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """File and line of each of `keys` and, as `command.NAME`, of `commands`, for messages of whoever knows what can have a key."""

    @property
    def mail_account(self) -> MailAccount:
        """`mail` as an account."""
        from paperreader.domain.deliveries.mail_account import MailAccount  # noqa: PLC0415 - most mail nothing

        return MailAccount.from_setting(self.mail)

    @property
    def interval(self) -> timedelta:
        """`refresh_minutes` as a time."""
        return timedelta(minutes=self.refresh_minutes)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as people are told of it: in docs/settings.md, in the file of defaults, and where it is wrong."""

    name: str
    default: object
    allowed: Sequence[str] | range | str
    """The words it can be, the numbers it can be, or how else to say what it can be."""
    sentence: str
    example: str
    """A value as TOML has it; of a table a line below its heading."""

    @property
    def is_table(self) -> bool:
        """It has lines of its own below `[name]`."""
        return isinstance(self.default, Mapping)

    @property
    def must_be(self) -> str:
        """What it can be, in words."""
        match self.allowed:
            case range() as numbers:
                return f"a whole number from {numbers[0]} to {numbers[-1]}"
            case str() as told:
                return told
            case choices:
                return f"one of {', '.join(choices)}"


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        each.name: Setting(
            each.name,
            getattr(Settings(), each.name),
            each.metadata["allowed"],
            each.metadata["sentence"],
            each.metadata["example"] or json.dumps(getattr(Settings(), each.name)),
        )
        for each in fields(Settings)
        if each.metadata
    }
)
"""Every setting, by its name."""


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
    if not text:
        return Settings()
    import tomllib  # noqa: PLC0415 - most have no file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        unquoted = ", text needs quotation marks" if str(error).startswith("Invalid value") else ""
        raise SettingsError(clean(f"{path}: {error}{unquoted}"), _CORRECT) from error
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
            if re.match(rf"\s*\[?\s*(?:(?:commands|webhooks)\.)?[\"']?{re.escape(key)}[\"']?\s*[\]=.]", line):
                return f"{self.path}, line {number}"
        return str(self.path)

    def wrong(self, key: str, what: str) -> SettingsError:
        """Return the error to raise for a key."""
        # A name in quotation marks may hold any character, written as an escape.
        return SettingsError(clean(f"{self.place(key)}: {key} {what}"), _CORRECT)


_replace: Callable[..., Settings] = replace
"""By names that are known only while the program runs."""


def _with(settings: Settings, source: _Source, key: str, value: object) -> Settings:
    setting = SETTINGS.get(key)
    if setting is None:
        names = [f"[{each.name}]" if each.is_table else each.name for each in SETTINGS.values()]
        raise source.wrong(key, f"is not a setting; the settings are {', '.join(names[:-1])} and {names[-1]}")
    changed: dict[str, object] = {key: _value(source, setting, value)}
    if key in {"keys", "commands"} and isinstance(value, dict):
        before = "command." if key == "commands" else ""
        places = {f"{before}{name}": source.place(name) for name in value}
        changed["where"] = {**settings.where, **places}
    return _replace(settings, **changed)


def _value(source: _Source, setting: Setting, value: object) -> object:
    if isinstance(setting.allowed, str):
        return _READERS.get(setting.name, _folder)(source, setting, value)
    if value in setting.allowed and type(value) is type(setting.default):
        return value
    raise source.wrong(setting.name, f"must be {setting.must_be}")


def _folder(source: _Source, setting: Setting, value: object) -> str:
    """Return a whole path, that of the home in place of `~`; empty where nothing is set."""
    if isinstance(value, str) and "\0" not in value:
        try:
            path = Path(value).expanduser()
        except RuntimeError as error:
            raise source.wrong(setting.name, f"names an unknown home folder: {value}") from error
        if not value or path.is_absolute():
            return str(path) if value else ""
    raise source.wrong(setting.name, f"must be {setting.must_be}")


def _program(source: _Source, setting: Setting, value: object) -> Sequence[str]:
    try:
        argv = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        argv = None
    if isinstance(argv, list) and all(isinstance(each, str) and "\0" not in each for each in argv):
        return tuple(argv)
    raise source.wrong(setting.name, f"must be {setting.must_be}")


def _commands(source: _Source, setting: Setting, value: object) -> dict[str, CustomCommand]:
    if not isinstance(value, dict):
        raise source.wrong(setting.name, f"must be {setting.must_be}")
    commands = {}
    for name, described in value.items():
        try:
            commands[name] = CustomCommand.from_setting(name, described)
        except CommandError as error:
            raise source.wrong(name or '""', str(error)) from error
    return commands


def _mail(source: _Source, setting: Setting, value: object) -> Mapping[str, object]:
    from paperreader.domain.deliveries.mail_account import AccountError, MailAccount  # noqa: PLC0415 - most mail nothing

    if not isinstance(value, dict):
        raise source.wrong(setting.name, f"must be {setting.must_be}")
    try:
        MailAccount.from_setting(value)
    except AccountError as error:
        raise source.wrong("mail", f"can't be used: {error}") from None
    return value


def _webhooks(source: _Source, setting: Setting, value: object) -> Mapping[str, Webhook]:
    from paperreader.domain.deliveries.mail_account import AccountError  # noqa: PLC0415 - most have none
    from paperreader.domain.deliveries.webhook import Webhook  # noqa: PLC0415 - likewise

    if not isinstance(value, dict):
        raise source.wrong(setting.name, f"must be {setting.must_be}")
    webhooks = {}
    for name, table in value.items():
        try:
            webhooks[name] = Webhook.from_setting(name, table)
        except AccountError as error:
            # Without its cause: an address is a secret.
            raise source.wrong(name or '""', str(error)) from None
    return webhooks


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


def _queries(source: _Source, setting: Setting, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise source.wrong(
            setting.name, f'must be a table, such as [{setting.name}] with "agents" = "title:agent" below it'
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


def _keys(source: _Source, setting: Setting, value: object) -> dict[str, str]:
    del setting
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


_READERS: Mapping[str, Callable[[_Source, Setting, object], object]] = MappingProxyType(
    {
        "keys": _keys,
        "commands": _commands,
        "mail": _mail,
        "webhooks": _webhooks,
        "pdf_command": _program,
        "watches": _queries,
        "mutes": _queries,
    }
)
"""How each setting is read of which no list says what it can be; all others are folders."""
