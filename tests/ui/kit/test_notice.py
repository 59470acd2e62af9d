"""Messages in lines: what must stay together, and how they end."""

from paperreader.ui.kit.notice import set_in


def test_a_key_stays_with_its_verb() -> None:
    assert set_in("Try again later. r tries again.", 19) == ["Try again later.", "r tries again."]
    assert set_in("No papers yet, A undoes it", 16) == ["No papers yet,", "A undoes it"]
    assert set_in("Nothing here: [ goes back", 16) == ["Nothing here:", "[ goes back"]


def test_what_has_no_room_ends_so() -> None:
    assert set_in("one two three four", 9, 1) == ["one two…"]
