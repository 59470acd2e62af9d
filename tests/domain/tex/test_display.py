"""Formulas that stand by themselves."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.domain.tex.display import formula_lines, formula_text, without_drawings


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (r"\mathcal{L}(\theta) = \sum_{i=1}^{N} x_i \tag{3}", ("ℒ(θ) = ∑ᵢ₌₁ᴺ xᵢ   (3)",)),
        (r"\begin{aligned} a &= b + c \\ &= \frac{d}{e+f} \end{aligned}", ("a = b + c", "= d/(e+f)")),
        (r"a \\[2pt] b", ("a", "b")),
        (
            r"f(x)=\begin{cases} 1 & x>0 \\ 0 & \text{otherwise}\end{cases}",
            ("f(x)={ 1 x>0 ; 0 otherwise",),
        ),
        (r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}", ("[a b ; c d]",)),
        (r"\begin{array}{cc} a & b \\ c & d \end{array}", ("a b ; c d",)),
        (r"\label{eq:1} x \nonumber", ("x",)),
        (r"{a \\ b}", (r"a b",)),
        (r"\unknown{x}", ("unknown(x)",)),
        (r"\begin{aligned}\begin{aligned}", (r"\begin{aligned}\begin{aligned}",)),
        ("", ("",)),
    ],
)
def test_rows_environments_and_numbers(source: str, lines: tuple[str, ...]) -> None:
    assert formula_lines(source) == lines


def test_what_is_too_long_stays_as_it_was_written() -> None:
    source = r"\alpha + " * 10_000
    assert formula_text(source) == source.strip()


@pytest.mark.parametrize("piece", [r"\begin{a}", "{", "}", r"\\", "&", "_", "^{", r"\tag{", r"\begin{cases}"])
def test_hostile_formulas_cost_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    assert formula_lines(piece * (5000 // len(piece)))
    assert time.process_time() - began < 1


@given(
    st.lists(st.sampled_from([*r"ab{}&_^ $", r"\\", r"\alpha", r"\frac", r"\begin{cases}", r"\end{cases}"]))
)
def test_no_formula_is_lost_or_breaks_the_page(pieces: list[str]) -> None:
    source = " ".join(pieces)
    lines = formula_lines(source)
    assert lines
    assert any(lines) or not source.strip()
    assert not any("\n" in line or ("  (" not in line and "  " in line) for line in lines)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (r"a\pgfpicture b\pgfpicture c\endpgfpicture d\endpgfpicture e", "a (drawing)  e"),
        (r"a\pgfpicture never", "a (drawing) "),
        (r"a\endpgfpicture b", r"a\endpgfpicture b"),
        (r"a\lx@xy@svg{\hbox{b}}c", "a (drawing) c"),
        (r"a\lx@xy@svg{\hbox{b", r"a\lx@xy@svg{\hbox{b"),
    ],
)
def test_a_drawing_is_named(source: str, told: str) -> None:
    assert without_drawings(source) == told


@pytest.mark.parametrize("source", [r"\quad", r"\hskip 10.0pt", r"\vphantom{x}\,", r"\label{a}", ""])
def test_of_what_only_takes_room_nothing_is_seen(source: str) -> None:
    assert formula_text(source) == ""
    assert formula_lines(source) == ("",)
