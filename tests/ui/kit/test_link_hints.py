"""Letters over links."""

from paperreader.ui.kit.link_hints import LinkHints, VisibleLink


def test_links_to_one_place_have_the_same_letter_and_one_letter_follows() -> None:
    hints = LinkHints.of([VisibleLink(1, 4, "#a"), VisibleLink(2, 0, "#b"), VisibleLink(3, 9, "#a")])
    assert hints is not None
    assert list(hints.on_line(1)) == [(4, "a")]
    assert list(hints.on_line(3)) == [(9, "a")]
    assert hints.typed("S") == (None, "#b")
    assert hints.typed("z") == (None, None)
    assert hints.typed("") == (None, None)


def test_many_links_have_two_letters_of_which_the_second_is_left() -> None:
    hints = LinkHints.of([VisibleLink(line, 0, f"#{line}") for line in range(60)])
    assert hints is not None
    left, target = hints.typed("s")
    assert target is None
    assert left is not None
    assert {len(letters) for line in range(60) for _, letters in left.on_line(line)} == {1}
    assert left.typed("s")[1] is not None
    named = [letters for letters, _ in hints.links]
    assert len(set(named)) == 60


def test_without_links_there_are_no_letters() -> None:
    assert LinkHints.of([]) is None
