"""Commands of the user's own: what is filled in stays within its argument, whatever it is."""

import pytest

from paperreader.domain.custom_command import CommandError, CustomCommand, program_of

HOSTILE = (
    "a; rm -rf ~",
    "$(touch x)`touch y`",
    "' \" \\ \n|&<>*?",
    "{id} {title} {{",
    "x" * 10_000,
    "日本 é",
)


def command(*argv: str) -> CustomCommand:
    return CustomCommand("test", argv)


@pytest.mark.parametrize("title", HOSTILE)
def test_what_is_filled_in_stays_in_its_argument(title: str) -> None:
    own = command("add", "--title={title}", "{title}", "by {id}: {title}")
    values = {"title": title, "id": "2608.1"}
    assert own.argv_for(values) == ["add", f"--title={title}", title, f"by 2608.1: {title}"]


def test_a_line_is_split_as_a_shell_splits_it_and_a_doubled_brace_is_one() -> None:
    own = CustomCommand.from_setting("test", "awk '{{print $1}}' \"a b\" {id}")
    assert own.argv_for({"id": "7"}) == ["awk", "{print $1}", "a b", "7"]


def test_a_title_that_looks_like_an_option_is_none() -> None:
    values = {"title": "--output=/etc/passwd"}
    with pytest.raises(CommandError, match=r'would take --output.* for an option; put "--" before \{title\}'):
        command("add", "{title}").argv_for(values)
    assert command("add", "--", "{title}").argv_for(values)[-1] == values["title"]
    assert command("add", "-t{title}").argv_for(values)[-1] == "-t--output=/etc/passwd"


@pytest.mark.parametrize("values", [{}, {"pdf": None}, {"pdf": ""}])
def test_a_paper_without_the_value_is_told(values: dict[str, str | None]) -> None:
    with pytest.raises(CommandError, match=r"needs \{pdf\}, which this paper does not have"):
        command("get", "{pdf}").argv_for(values)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (7, "needs run = "),
        ("", "needs run = "),
        ([], "needs run = "),
        ({"key": "z"}, "needs run = "),
        (["add", 7], "needs run = "),
        (["", "x"], "needs run = "),
        (["a\0b"], "needs run = "),
        ("add 'x", "is not understood: no closing quotation"),
        ("add {abstract}", "can't fill in {abstract}; use {id}, {url}, {pdf}, {title}, {bibtex}"),
        ("add {}", "can't fill in {}"),
        ("{title} x", "must begin with a program"),
        ({"run": "add", "shell": True}, "has no setting shell; use run, key and terminal"),
        ({"run": "add", "key": "a,b"}, "must have one key"),
        ({"run": "add", "terminal": "yes"}, "must have terminal = true or false"),
    ],
)
def test_what_is_no_command_is_refused(value: object, told: str) -> None:
    with pytest.raises(CommandError) as refused:
        CustomCommand.from_setting("test", value)
    assert told in str(refused.value)


def test_a_name_is_words_on_one_line() -> None:
    with pytest.raises(CommandError, match="can't be the name"):
        CustomCommand.from_setting("a\nb", "add")
    assert program_of(["add", "{id}"]) == ("add", "{id}")
