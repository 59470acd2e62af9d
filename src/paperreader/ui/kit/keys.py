"""Keys: how they are shown, and which ones the settings have instead."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.binding import Binding, BindingType

from paperreader.errors import SettingsError

MOVE = Binding.Group("move")
EDITION = Binding.Group("day")

_SHOWN = {
    "full_stop": ".",
    "slash": "/",
    "comma": ",",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "number_sign": "#",
    "equals_sign": "=",
    "tilde": "~",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
_MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt", "super": "Super"}
_FUNCTION = re.compile(r"f\d\d?")
_NAMED = re.compile(r"f\d\d?|" + "|".join(_SHOWN))
OFF = "none"
"""What the settings give in place of a key to have none."""
_HOW_TO_NAME = "use a character or a name such as ctrl+k, f5, space, pagedown"
_HOW_TO_SWITCH_OFF = 'remove the line, or give "none" to switch the key off'


def shown(key: str) -> str:
    """Return a key as people write it: `Ctrl+D`, `Space`, `[`."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    label = _SHOWN.get(name, name.upper() if modifiers or _FUNCTION.fullmatch(name) else name)
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), label])


def hint(binding: Binding) -> tuple[str, str, str]:
    """Return a binding's first key as Textual names it and as people write it, and what it does in a word or two."""
    key = binding.key.split(",")[0]
    return key, shown(key), binding.group.description if binding.group else binding.description


def hints(bindings: Iterable[Binding]) -> tuple[tuple[str, str, str], ...]:
    """Return the hints of the bindings that are to be shown, each once."""
    # A binding with several keys comes once for each of them: its first is the one to show.
    first: dict[str | None, Binding] = {}
    for binding in bindings:
        if binding.show and binding.key != OFF:
            first.setdefault(binding.id, binding)
    return tuple(map(hint, first.values()))


def hints_for(bindings: Iterable[Binding], wanted: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Return the hints of these bindings, by id, in that order and with what each does in a word or two."""
    first: dict[str | None, Binding] = {}
    for binding in bindings:
        if binding.key != OFF:
            first.setdefault(binding.id, binding)
    known = ((first[id_], does) for id_, does in wanted.items() if id_ in first)
    return tuple((*hint(binding)[:2], does) for binding, does in known)


def bindings_of(owner: type) -> Iterator[Binding]:
    """Yield the bindings a class declares itself."""
    declared: Iterable[BindingType] = vars(owner).get("BINDINGS", ())
    return (binding for binding in declared if isinstance(binding, Binding))


def keys_of(binding: Binding, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of a binding as Textual names them, those of the settings in place of its own."""
    given = keymap.get(binding.id or "", binding.key)
    return [] if is_off(given) else [key.strip() for key in given.split(",")]


def is_off(key: str) -> bool:
    """Tell whether that stands in place of a key; one binding's is `none`, and of several `none 1`, `none 2`."""
    return key.strip() == OFF or key.startswith(f"{OFF} ")


def keymap(
    custom: Mapping[str, str], where: Mapping[str, str], scopes: Sequence[Sequence[type]]
) -> dict[str, str]:
    """Return custom keys by the id of their binding, if they can be used.

    Args:
        custom: Keys, separated by commas, by id, as the settings have them.
        where: File and line of each, for messages.
        scopes: The owners of bindings that are in force at the same time.

    Raises:
        SettingsError: There is no such id or key, or two bindings in force at the same time would have one key.
    """
    for problem in problems(custom, where, scopes):
        raise problem
    return dict(custom)


def problems(
    custom: Mapping[str, str], where: Mapping[str, str], scopes: Sequence[Sequence[type]]
) -> Iterator[SettingsError]:
    """Yield every reason to refuse custom keys; the arguments are those of `keymap`."""
    known = {binding.id for owners in scopes for owner in owners for binding in bindings_of(owner)}
    for id_, keys in custom.items():
        if id_ not in known:
            ids = ", ".join(sorted(filter(None, known)))
            yield SettingsError(f"{where[id_]}: unknown id {id_}", f"the ids are {ids}")
        for key in [] if keys.strip() == OFF else keys.split(","):
            if not is_key(key.strip()):
                yield SettingsError(
                    f'{where[id_]}: "{key.strip()}" is no key',
                    _HOW_TO_NAME if key.strip() else _HOW_TO_SWITCH_OFF,
                )
    for owners in scopes:
        yield from _conflicts(owners, custom, where)


def is_key(key: str) -> bool:
    """Tell whether that is the name of a key."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    return all(modifier in _MODIFIERS for modifier in modifiers) and (
        (len(name) == 1 and name.isprintable()) or bool(_NAMED.fullmatch(name))
    )


def _conflicts(
    owners: Sequence[type], custom: Mapping[str, str], where: Mapping[str, str]
) -> Iterator[SettingsError]:
    taken: dict[str, str] = {}
    for owner in owners:
        for binding in bindings_of(owner):
            id_ = binding.id or ""
            for key in keys_of(binding, custom):
                other = taken.setdefault(shown(key), id_)
                if other != id_:
                    line = where.get(id_) or where.get(other, "the settings")
                    yield SettingsError(
                        f"{line}: {shown(key)} can't be both {other} and {id_}",
                        "give one of them another key",
                    )
