"""What is made of measurements, without measuring anything."""

from collections.abc import Callable

from benchmarks.measuring import Figures, Measured, Spread, alone, in_turn


def scripted(log: list[str], name: str, *figures: float) -> Callable[[], Figures]:
    """Return runs that come to the figures, one after the other, and are noted."""
    coming = iter(figures)

    def run() -> Figures:
        log.append(name)
        return {"row": next(coming)}

    return run


def test_the_quartiles_of_some_figures_lie_at_or_between_them() -> None:
    assert Spread.of([5, 1, 2, 4, 3]) == Spread(2, 3, 4, 5)
    assert Spread.of([1, 2]) == Spread(1.25, 1.5, 1.75, 2)
    assert Spread.of([7]) == Spread(7, 7, 7, 7)


def test_each_run_of_ours_lies_between_two_of_the_peers_and_the_first_of_both_does_not_count() -> None:
    log: list[str] = []
    ours, theirs = scripted(log, "ours", 900, 6, 8), scripted(log, "theirs", 900, 1, 3, 1)
    assert in_turn(ours, theirs, 2) == {"row": Measured((6, 8), (1, 3, 1))}
    assert log == ["theirs", "ours", "theirs", "ours", "theirs", "ours", "theirs"]


def test_a_ratio_is_that_to_the_mean_of_the_peers_runs_before_and_after() -> None:
    assert Measured((6, 8), (1, 3, 1)).ratios == (3, 4)
    assert Measured((6, 8)).ratios == ()


def test_what_only_ours_has_is_measured_without_a_peer() -> None:
    found = in_turn(lambda: {"time": 2.0, "frames": 1}, lambda: {"time": 1.0}, 1)
    assert found == {"time": Measured((2.0,), (1.0, 1.0)), "frames": Measured((1,))}


def test_without_a_peer_the_first_run_does_not_count() -> None:
    assert alone(scripted([], "ours", 900, 6, 8), 2) == {"row": Measured((6, 8))}
