"""Whom a link leads to."""

import pytest

from paperreader.domain.papers.hosts import unfamiliar_host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://huggingface.co/papers/2608.01234", None),
        ("https://hf.co/papers", None),
        ("https://arxiv.org/abs/2608.01234", None),
        ("https://export.arxiv.org/abs/2608.01234", None),
        ("https://GitHub.com/lamps/lamp", None),
        ("http://github.com:80/lamps/lamp", None),
        ("https://lamps.example/", "lamps.example"),
        ("https://lamps.hf.space/", "lamps.hf.space"),
        ("https://lamps.github.io/", "lamps.github.io"),
        ("https://notarxiv.org/", "notarxiv.org"),
        ("https://arxiv.org.lamps.example/abs/2608.01234", "arxiv.org.lamps.example"),
        ("https://arxiv.org@lamps.example/abs/2608.01234", "lamps.example"),
        ("https://arxiv.org:443@lamps.example:443/", "lamps.example"),
        ("https://lamps.example/?https://arxiv.org", "lamps.example"),
        ("https://lamps.example/#@arxiv.org", "lamps.example"),
        ("https://\u0430rxiv.org/", "xn--rxiv-43d.org"),
        ("https://" + "a" * 70 + ".\u0430", "a" * 70 + ".\u0430"),
        ("https://[::1]/", "::1"),
        ("https://[::1/", None),
        ("not an address", None),
        ("", None),
    ],
)
def test_a_host_is_named_as_it_is_asked_for_unless_it_is_usual(url: str, host: str | None) -> None:
    assert unfamiliar_host(url) == host
