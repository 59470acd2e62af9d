"""Which keys a terminal sends: as the parser of its bytes knows them."""

import string

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from paperreader.ui.kit.sent_keys import why_not_sent

LETTERS = string.ascii_lowercase


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("ctrl+i", "most terminals send Tab for it"),
        ("ctrl+m", "most terminals send Enter for it"),
        ("ctrl+h", "most terminals send Backspace for it"),
        ("ctrl+[", "most terminals send Esc for it"),
        ("ctrl+left_square_bracket", "most terminals send Esc for it"),
        ("ctrl+enter", "most terminals send Enter for it"),
        ("shift+enter", "most terminals send Enter for it"),
        ("ctrl+tab", "most terminals send Tab for it"),
        ("shift+space", "most terminals send Space for it"),
        ("shift+a", "most terminals send A for it"),
        ("ctrl+shift+k", "most terminals send Ctrl+K for it"),
        ("ctrl+shift+i", "most terminals send Tab for it"),
        ("ctrl+K", "most terminals send Ctrl+K for it"),
        ("ctrl+1", "most terminals send 1 for it"),
        ("ctrl+=", "most terminals send = for it"),
        ("super+k", "most terminals send nothing for it"),
        ("alt+up", "most terminals send nothing for it"),
        ("f25", "terminals have no such key"),
        ("f0", "terminals have no such key"),
        ("ctrl+f30", "terminals have no such key"),
    ],
)
def test_what_is_not_sent_is_told_with_what_comes_instead(key: str, why: str) -> None:
    assert why_not_sent(key) == why


@pytest.mark.parametrize(
    "key",
    [
        *("a", "A", "5", "é", "#", "+", "space", "enter", "tab", "escape", "backspace", "question_mark"),
        *("f1", "f24", "pagedown", "shift+tab", "ctrl+up", "ctrl+shift+end", "alt+x", "alt+3", "ctrl+f5"),
        *(f"ctrl+{letter}" for letter in LETTERS if letter not in "him"),
    ],
)
def test_what_is_sent_is_right(key: str) -> None:
    assert why_not_sent(key) == ""


def test_what_the_parser_makes_of_control_characters_agrees() -> None:
    sent = {key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys}
    for letter in LETTERS:
        assert (f"ctrl+{letter}" in sent) == (not why_not_sent(f"ctrl+{letter}"))
    for held in ("ctrl+", "shift+", "ctrl+shift+"):
        for name in ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"):
            assert f"{held}{name}" in sent
            assert not why_not_sent(f"{held}{name}")
