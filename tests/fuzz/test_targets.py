"""What atheris tries at length, tried a little with inputs that hypothesis draws; and what it found, tried again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz.__main__ import NAMES, main
from tests.fuzz.oracles import TooSlow, see_growth
from tests.fuzz.targets import BETWEEN, TARGETS, Target, stretched

CASES = int(os.environ.get("PAPERREADER_CASES", "40"))


def inputs(target: Target) -> SearchStrategy[bytes]:
    """Return a strategy for the target's words in any order, for seeds with something put into them, and for anything."""
    words = st.lists(st.sampled_from(target.words) | st.binary(max_size=3), max_size=20).map(b"".join)
    seeds = st.sampled_from(target.seeds())
    spoiled = st.tuples(seeds, st.integers(0, 2000), st.integers(0, 40), words).map(_spoiled)
    repeated = st.tuples(words, words, words).map(BETWEEN.join)
    return st.one_of(words, spoiled, repeated, st.binary(max_size=60))


def _spoiled(parts: tuple[bytes, int, int, bytes]) -> bytes:
    seed, place, length, word = parts
    place %= len(seed) + 1
    return seed[:place] + word + seed[place + length :]


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_that_comes_in_breaks_anything(name: str, data: st.DataObject) -> None:
    TARGETS[name].run(data.draw(inputs(TARGETS[name])), most=2000)


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_break_nothing_whole_or_cut(name: str) -> None:
    target = TARGETS[name]
    assert target.seeds()
    for seed in target.seeds():
        for length in (*range(0, len(seed), 97), len(seed)):
            target.run(seed[:length])


def test_the_piece_between_two_marks_comes_many_times() -> None:
    assert stretched(b"a" + BETWEEN + b"bc" + BETWEEN + b"d", 6) == b"abcbcbcd"
    assert stretched(b"a" + BETWEEN + b"b", 6) == b"a" + BETWEEN + b"b"
    assert stretched(b"a" + BETWEEN * 2, 6) == b"a" + BETWEEN * 2


def test_the_command_knows_every_target_without_importing_them() -> None:
    assert tuple(TARGETS) == NAMES
    script = "import tests.fuzz.__main__, sys; sys.exit('paperreader.domain' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


def test_an_input_can_be_tried_once_more(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"lamp OR (rope")
    assert main(["query", "--input", str(path)]) == 0


def test_a_missing_atheris_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not Path(path, "atheris").exists()])
    sys.modules.pop("atheris", None)
    assert main(["--seconds", "1"]) == 2
    assert main(["--seconds", "1", "--if-possible"]) == 0
    assert "atheris is not installed" in capsys.readouterr().out


@pytest.mark.parametrize("cost", [lambda size: size * size, lambda size: size**1.6])
def test_what_takes_far_more_for_twice_as_much_is_too_slow(cost: Callable[[int], float]) -> None:
    with pytest.raises(TooSlow, match="for half as much"):
        see_growth(cost, 1000)


@pytest.mark.parametrize(
    "cost", [float, lambda size: min(size, 1500) ** 2, lambda size: max(size, 1000) ** 2]
)
def test_a_cost_that_is_bounded_or_begins_to_grow_is_not_too_slow(cost: Callable[[int], float]) -> None:
    see_growth(cost, 1000)
