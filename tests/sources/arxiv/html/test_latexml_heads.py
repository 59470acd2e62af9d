"""Which rows of a table are its head: what names the columns is not told as if it were their values."""

import pytest

from tests.sources.arxiv.html.test_latexml_reading import read


def table(*rows: str) -> str:
    """Return a table of rows such as `_a 2r:b |3c:d`: a rule above a cell, over how many rows or columns it goes."""
    return f'<table class="ltx_tabular">{"".join(map(_row, rows))}</table>'


def _row(text: str) -> str:
    tag = "thead" if text.startswith("#") else "tbody"
    return f"<{tag}><tr>{''.join(map(_cell, text.removeprefix('#').split(' ')))}</tr></{tag}>"


def _cell(text: str) -> str:
    *before, said = text.split(":")
    names = {"_": "ltx_border_t", "=": "ltx_border_tt", "^": "ltx_th_column", "<": "ltx_th_row"}
    spans = {"r": "rowspan", "c": "colspan"}
    classes = " ".join(names[sign] for mark in before for sign in mark if sign in names)
    over = " ".join(f"{spans[mark[-1]]}={mark[:-1]}" for mark in before if mark[-1:] in spans)
    tag = "th" if "^" in "".join(before) or "<" in "".join(before) else "td"
    return f'<{tag} class="ltx_td {classes}" {over}>{said}</{tag}>'


@pytest.mark.parametrize(
    ("rows", "head", "first"),
    [
        (["a b", "1 2"], "a b", "1 2"),
        (["rate 1e-4", "batch 32", "epochs 3"], "", "rate 1e-4"),
        (["x 1.5 2.5", "y 3.5 4.5"], "", "x 1.5 2.5"),
        (["Year 2019 2020", "x 3.5 4.5"], "Year 2019 2020", "x 3.5 4.5"),
        (["=:rate =:1e-4", "_:batch _:32"], "rate 1e-4", "batch 32"),
        (["=:Name =:2c:Both", "Name _:A _:B", "_:x _:1 _:2"], "Name Both-A Both-B", "x 1 2"),
        ([": =:2c:Both", "Name _:A _:B", "_:x _:1 _:2"], "Name Both-A Both-B", "x 1 2"),
        (["2r:Name 2c:Both", "A B", "x 1 2"], "Name Both-A Both-B", "x 1 2"),
        (["2r:Name 2c:Both", "_:A _:B", "x 1 2"], "Name Both-A Both-B", "x 1 2"),
        (["#a b", ": (s)", "_:x _:1"], "a b-(s)", "x 1"),
        (["#a b", "<: ^:(s)", "x 1"], "a b-(s)", "x 1"),
        (["#: 2c:b", "<:Name ^:K=1 ^:K=5", "<:x 70 80"], "Name b-K=1 b-K=5", "x 70 80"),
        (["#a 2c:b", "Name K=1 K=5", "_:x _:70 _:80"], "a-Name b-K=1 b-K=5", "x 70 80"),
        (["#a b", "x 1", "y 2", "_:z _:3"], "a b", "x 1"),
        (["#a b", "x yes", "y no", "_:z _:yes"], "a b", "x yes"),
        (["a b", "x 1", "y 2", "_:z _:3"], "a b", "x 1"),
        (["3r:Long x 1", "y 2", "z 3"], "Long x 1", "Long y 2"),
        (["a 3c:b", ": 2c:c d", ": e f g", "_:x _:1 _:2 _:3"], "a b-c-e b-c-f b-d-g", "x 1 2 3"),
        ([": :", "a b", "1 2"], "a b", "1 2"),
        (["a b", "_:1 2", "_:3 _:4"], "a b", "1 2"),
        (["=:Name =:2c:k", "(Set) 1 5", "_:x _:1 _:2"], "Name-(Set) k-1 k-5", "x 1 2"),
        (["=:Name =:2c:k", "x 1.2 5.3", "_:y _:1 _:2"], "Name k k", "x 1.2 5.3"),
        (["3r:a b", "c", "d"], "a b", "a c"),
        (["#a b", "#x 1.5", "y 2.5"], "a b", "x 1.5"),
        (["#a b", "#x y"], "a b", "x y"),
    ],
)
def test_the_head_goes_as_far_as_its_rows_name_columns(rows: list[str], head: str, first: str) -> None:
    lines = read(table(*rows)).split("\n")
    told = [[cell.replace(" ", "-") for cell in line.strip("| ").split(" | ")] for line in lines]
    assert " ".join(told[0]) == head
    assert " ".join(told[2]) == first


def test_what_stands_over_all_columns_is_said_once() -> None:
    rows = ("=:2c:Stock", "_:Year _:Price", "_:1971 _:97")
    assert read(table(*rows)) == "Stock\n\n| Year | Price |\n| --- | --- |\n| 1971 | 97 |"


def test_where_a_head_comes_again_a_new_table_begins() -> None:
    assert read(table("#a b", "1 2", "#c d", "3 4")).split("\n\n") == [
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "| c | d |\n| --- | --- |\n| 3 | 4 |",
    ]
