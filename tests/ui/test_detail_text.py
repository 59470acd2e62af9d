"""The paragraphs of the detail."""

from paperreader.domain.paper import Paper, PaperKey
from paperreader.ui import detail_text


def test_what_is_unknown_is_a_dash_and_never_a_zero() -> None:
    bare = Paper(key=PaperKey("title:a-bare-one"), title="A bare one")
    texts = [paragraph.text for paragraph in detail_text.detail(bare, all_authors=False, is_kept=False)]
    assert texts[2] == "—"
    assert texts[4] == "— · arXiv — · Daily Papers — · submitted by —"
    assert texts[5] == "— votes · — comments · — stars"
    assert not any("http" in text for text in texts)


def test_machine_made_text_says_so() -> None:
    paper = Paper(
        key=PaperKey("2608.00001"), title="T", ai_summary="It does.", ai_keywords=("a", "b"), ai_model="m/x"
    )
    apart = [
        paragraph.text
        for paragraph in detail_text.detail(paper, all_authors=False, is_kept=False)
        if paragraph.is_machine_made
    ]
    assert apart == [
        "In one sentence (machine-made by m/x)",
        "It does.",
        "",
        "Keywords (machine-made)",
        "a, b",
    ]
