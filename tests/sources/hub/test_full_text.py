"""What the Hub answers in place of a full text, and what a reading service put around one."""

import pytest

from paperreader.domain.papers.paper import PaperKey
from paperreader.errors import PaperNotFound
from paperreader.sources.http.response import Response
from paperreader.sources.hub.full_text import markdown_of
from tests import DATA

KEY = PaperKey("2607.00001")
CASES = DATA / "reading"
SOURCE = f"URL Source: https://arxiv.org/html/{KEY}"


def text_of(markdown: str) -> str:
    return markdown_of(KEY, Response(200, "", {"content-type": "text/markdown"}, markdown.encode()))


def test_the_frame_of_a_reading_service_is_taken_off() -> None:
    text = text_of((CASES / "20-hub-wrapper.md").read_text())
    assert text.startswith("# A Made-Up Paper\n\nAnn Example\n\n###### Abstract")
    assert text.endswith("More words.")
    for word in ("URL Source", "Published Time", "Markdown Content", "arxiv.org"):
        assert word not in text


def test_a_page_of_the_hub_in_such_a_frame_is_no_text() -> None:
    with pytest.raises(PaperNotFound, match="its own page"):
        text_of((CASES / "21-hub-wrapper-own-page.md").read_text())


@pytest.mark.parametrize(
    ("framed", "text"),
    [
        (f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\nWords.", "# T\n\nWords."),
        (f"Title: T\n{SOURCE}\nMarkdown Content:\n\nWords.", "# T\n\nWords."),
        (f"\ufeffTitle: T\r\n\r\n{SOURCE}\r\n\r\nMarkdown Content:\r\nWords.", "# T\n\nWords."),
        (f"Title: T\n\n{SOURCE}\n\nNumber of Pages: 12\n\nWarning: no\n\nMarkdown Content:\nW", "# T\n\nW"),
        (f"Title: [2607.00001v2] T\n\n{SOURCE}\n\nMarkdown Content:\nWords.", "# T\n\nWords."),
        (f"Title: [math/0309136] T [1]\n\n{SOURCE}\n\nMarkdown Content:\nWords.", "# T [1]\n\nWords."),
        (f"Title: 2607.00001v1.pdf\n\n{SOURCE}\n\nMarkdown Content:\nWords.", "Words."),
        (f"Title: [2] T\n\n{SOURCE}\n\nMarkdown Content:\nWords.", "# [2] T\n\nWords."),
        (f"Title: \n\n{SOURCE}\n\nMarkdown Content:\nWords.", "Words."),
        (f"{SOURCE}\n\nMarkdown Content:\nWords.", "Words."),
        (f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\n# T\n\nWords.", "# T\n\nWords."),
        (f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\nT\n=\n\nWords.", "T\n=\n\nWords."),
        (
            "Title: T\n\nURL Source: https://huggingface.co/papers/2607.00001.md\n\nMarkdown Content:\nWords.",
            "# T\n\nWords.",
        ),
        # No frame: the words of a paper.
        ("Title: T\n\nMarkdown Content:\nWords.", "Title: T\n\nMarkdown Content:\nWords."),
        (f"Title: T\n\n{SOURCE}\n\nWords.", f"Title: T\n\n{SOURCE}\n\nWords."),
        (f"Words.\n\nTitle: T\n\n{SOURCE}\n\nMarkdown Content:", f"Words.\n\nTitle: T\n\n{SOURCE}\n\nMarkdown Content:"),
    ],
)  # fmt: skip
def test_only_what_is_certainly_a_frame_is_taken_off(framed: str, text: str) -> None:
    assert text_of(framed) == text


@pytest.mark.parametrize(
    "framed",
    [
        "Title: Paper page - T\n\nURL Source: https://mirror.example/x\n\nMarkdown Content:\nWords.",
        "Title: T\n\nURL Source: http://www.huggingface.co/papers/2607.00001?x=1\n\nMarkdown Content:\nWords.",
        "URL Source: https://hf.co/papers/2607.00001\n\nMarkdown Content:\nWords.",
        f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\n# Paper page - T\n\nWords.",
        f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\nWords.\n\nModels citing this paper 0\n\nDatasets citing this paper 0",
        f"Title: T\n\n{SOURCE}\n\nMarkdown Content:\n",
    ],
)
def test_what_is_no_text_is_none_in_a_frame_either(framed: str) -> None:
    with pytest.raises(PaperNotFound):
        text_of(framed)
