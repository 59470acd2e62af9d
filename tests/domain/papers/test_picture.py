"""Which picture stands for a paper."""

import pytest

from paperreader.domain.papers.paper import Paper, PaperKey
from paperreader.domain.papers.picture import Picture, picture_url

THUMB = "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2608.90301.png"
MEDIA = "https://cdn-uploads.huggingface.co/production/uploads/a/b"


@pytest.mark.parametrize(
    ("media", "thumbnail", "url"),
    [
        ((), None, None),
        ((), THUMB, THUMB),
        ((f"{MEDIA}.PNG",), THUMB, f"{MEDIA}.PNG"),
        ((f"{MEDIA}.mp4", f"{MEDIA}.gif", f"{MEDIA}.jpeg"), THUMB, f"{MEDIA}.jpeg"),
        ((f"{MEDIA}.mp4",), None, None),
    ],
)
def test_what_its_submitter_put_there_else_the_thumbnail(
    media: tuple[str, ...], thumbnail: str | None, url: str | None
) -> None:
    paper = Paper(key=PaperKey("2608.90301"), title="Lamps", media_urls=media, thumbnail=thumbnail)
    assert picture_url(paper) == url


def test_pixels_are_counted_row_by_row_from_the_top_left() -> None:
    picture = Picture(2, 2, bytes(range(12)))
    assert [picture.at(x, y) for y in range(2) for x in range(2)] == [
        (0, 1, 2),
        (3, 4, 5),
        (6, 7, 8),
        (9, 10, 11),
    ]
