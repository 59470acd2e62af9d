import pytest

from paperreader.sources.http.url import Origin, origin_of, resolved, shown


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://huggingface.co", Origin("https", "huggingface.co", 443)),
        ("https://huggingface.co/api?x=1#y", Origin("https", "huggingface.co", 443)),
        ("HTTPS://HuggingFace.co:443/", Origin("https", "huggingface.co", 443)),
        ("http://127.0.0.1:8765", Origin("http", "127.0.0.1", 8765)),
        ("http://[::1]:80/", Origin("http", "[::1]", 80)),
        ("https://mirror.example?x=1", Origin("https", "mirror.example", 443)),
    ],
)
def test_an_address_belongs_to_scheme_host_and_port(url: str, origin: Origin) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "",
        "huggingface.co",
        "//huggingface.co",
        "ftp://huggingface.co",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:word@huggingface.co",
        "https://huggingface.co@elsewhere.example",
        "https://huggingface.co\\@elsewhere.example",
        "https://huggingface.co\\.elsewhere.example/",
        "https://huggingface.co/a\\b",
        "https://huggingface.co/a b",
        "https://huggingface.co/\n",
        "https://huggingface.co/é",
        "https://hügging.example",
        "https://huggingface.co:0",
        "https://huggingface.co:65536",
        "https://huggingface.co:x",
        "https://[::1",
    ],
)
def test_an_address_two_readers_could_read_differently_belongs_to_nobody(url: str) -> None:
    assert origin_of(url) is None


@pytest.mark.parametrize(
    ("url", "is_private"),
    [
        ("https://mirror.example", True),
        ("http://localhost:8765", True),
        ("http://127.0.0.1", True),
        ("http://127.9.9.9", True),
        ("http://[::1]", True),
        ("http://mirror.example", False),
        ("http://127.0.0.1.mirror.example", False),
        ("http://localhost.mirror.example", False),
        ("http://192.168.0.2", False),
    ],
)
def test_only_https_and_this_machine_are_private(url: str, is_private: bool) -> None:
    origin = origin_of(url)
    assert origin is not None
    assert origin.is_private is is_private


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("https://other.example/x", "https://other.example/x"),
        ("/api/papers?p=1", "https://mirror.example/api/papers?p=1"),
        ("?p=1", "https://mirror.example/hub/daily?p=1"),
        ("//other.example/x", "https://other.example/x"),
        (" /with spaces/é%20 ", "https://mirror.example/with%20spaces/%C3%A9%20"),
        ("https://[", None),
    ],
)
def test_a_reference_means_what_it_means_on_its_page(reference: str, url: str | None) -> None:
    assert resolved(reference, "https://mirror.example/hub/daily?date=2026-08-21") == url


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://user:word@mirror.example/x", "…@mirror.example/x"),
        ("http://user:word", "http://user:…"),
        ("http://user:wo/rd", "http://user:…"),
        ("http://user:80:word", "http://user:…"),
        ("http://user:8word?x", "http://user:…"),
        ("user:word", "user:…"),
        ("//user:word", "//user:…"),
        ("http:user:word", "http:user:…"),
        ("http:\\\\user:word", "http:\\\\user:…"),
        ("http://mirror.example:8765/x", "http://mirror.example:8765/x"),
        ("http://mirror.example:/x", "http://mirror.example:/x"),
        ("mirror.example:80", "mirror.example:80"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://[::1", "http://[::1"),
        ("https://mirror.example/a:b", "https://mirror.example/a:b"),
        ("", "(none)"),
    ],
)
def test_no_message_has_a_password(address: str, told: str) -> None:
    assert shown(address) == told
