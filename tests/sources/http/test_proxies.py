"""Only the proxy of the address that is asked counts, and a proxy that fails is what is told to have failed."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperreader.errors import SourceUnreachable
from paperreader.sources.arxiv.client import ARXIV_LIMITS, arxiv_client
from paperreader.sources.http.proxies import proxy_for
from tests.hub import Hub
from tests.sources.builders import Connect, TickingClock, Wire, answering, http
from tests.sources.http.proxy_server import http_proxy, socks_proxy, stranger

DAILY = "/api/daily_papers"
SECRET = "pa%40ss-of-nobody"  # noqa: S105 - of nobody


def _shown(environ: dict[str, str], url: tuple[str, str, int] = ("https", "hub.example", 443)) -> str | None:
    found = proxy_for(*url, environ)
    return None if found is None else f"{found.shown} ({found.variable})"


# Which proxy -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({}, None),
        ({"https_proxy": "http://p:3128"}, "http://p:3128 (https_proxy)"),
        ({"HTTPS_PROXY": "http://p:3128/"}, "http://p:3128 (HTTPS_PROXY)"),
        ({"https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"}, "http://a:1 (https_proxy)"),
        ({"https_proxy": "", "HTTPS_PROXY": "http://b:2"}, None),
        ({"http_proxy": "http://p:3128"}, None),
        ({"all_proxy": "socks5://127.0.0.1:7890"}, "socks5://127.0.0.1:7890 (all_proxy)"),
        ({"ALL_PROXY": "socks://127.0.0.1:7890/"}, "socks5://127.0.0.1:7890 (ALL_PROXY)"),
        ({"ALL_PROXY": "SOCKS5H://p"}, "socks5h://p:1080 (ALL_PROXY)"),
        ({"all_proxy": "socks://p:1", "https_proxy": "http://q:2"}, "http://q:2 (https_proxy)"),
        ({"all_proxy": "gopher://p:1", "https_proxy": "http://q:2"}, "http://q:2 (https_proxy)"),
        ({"https_proxy": "p:3128"}, "http://p:3128 (https_proxy)"),
        ({"https_proxy": "https://p"}, "https://p:443 (https_proxy)"),
        ({"https_proxy": f"http://me:{SECRET}@p:3128"}, "http://p:3128 (https_proxy)"),
        ({"https_proxy": f"me:{SECRET}@[::1]:3128"}, "http://[::1]:3128 (https_proxy)"),
    ],
)
def test_the_proxy_of_an_address_is_that_of_its_scheme_else_that_of_all(
    environ: dict[str, str], shown: str | None
) -> None:
    assert _shown(environ) == shown
    assert SECRET not in repr(proxy_for("https", "hub.example", 443, environ))


def test_a_header_of_a_request_to_a_cgi_program_is_no_proxy() -> None:
    environ = {"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}
    assert _shown(environ, ("http", "hub.example", 80)) is None
    assert (
        _shown({**environ, "http_proxy": "http://q:2"}, ("http", "hub.example", 80))
        == "http://q:2 (http_proxy)"
    )


@pytest.mark.parametrize(
    ("exceptions", "host", "port", "is_excepted"),
    [
        ("hub.example", "hub.example", 443, True),
        ("HUB.Example.", "hub.example", 443, True),
        ("hub.example", "api.hub.example", 443, True),
        ("hub.example", "nothub.example", 443, False),
        (".hub.example", "api.hub.example", 443, True),
        (".hub.example", "hub.example", 443, True),
        ("*.hub.example", "api.hub.example", 443, True),
        ("*", "hub.example", 443, True),
        ("a.example, *", "hub.example", 443, True),
        ("a.example,hub.example", "hub.example", 443, True),
        ("a.example hub.example", "hub.example", 443, True),
        ("hub.example:443", "hub.example", 443, True),
        ("hub.example:8443", "hub.example", 443, False),
        ("https://hub.example", "hub.example", 443, True),
        ("http://hub.example", "hub.example", 443, False),
        ("all://hub.example:443", "hub.example", 443, True),
        ("10.0.0.0/8", "10.2.3.4", 443, True),
        ("10.0.0.0/8", "11.2.3.4", 443, False),
        ("10.0.0.0/99", "10.2.3.4", 443, False),
        ("192.168.1.7", "192.168.1.7", 443, True),
        ("192.168.1.7:443", "192.168.1.7", 443, True),
        ("168.1.7", "192.168.1.7", 443, False),
        ("fd00::/8", "[fd00::1]", 443, True),
        ("fd00::1", "[fd00::1]", 443, True),
        ("[fd00::1]:443", "[fd00::1]", 443, True),
        ("10.0.0.0/8", "hub.example", 443, False),
        ("", "hub.example", 443, False),
        (",, ,", "hub.example", 443, False),
        ("hub.example/x/y", "hub.example", 443, False),
    ],
)
@pytest.mark.parametrize("variable", ["no_proxy", "NO_PROXY"])
def test_what_no_proxy_names_is_asked_without_one(
    exceptions: str, host: str, port: int, is_excepted: bool, variable: str
) -> None:
    environ = {"https_proxy": "http://p:3128", variable: exceptions}
    assert (proxy_for("https", host, port, environ) is None) == is_excepted


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "::1", "LOCALHOST"])
def test_this_machine_has_no_proxy(host: str) -> None:
    assert proxy_for("http", host, 8765, {"all_proxy": "socks5://p", "http_proxy": "nonsense://x"}) is None


@pytest.mark.parametrize(
    "value", ["gopher://p", "http://p:x", "http://p:0", "http://p:65536", "http://", "://", "socks4://p"]
)
def test_what_is_no_proxy_counts_only_where_it_is_asked(value: str) -> None:
    with pytest.raises(SourceUnreachable, match="proxy settings can't be used") as caught:
        proxy_for("https", "hub.example", 443, {"https_proxy": value})
    assert "https_proxy" in caught.value.hint
    assert proxy_for("http", "hub.example", 80, {"https_proxy": value}) is None
    assert proxy_for("https", "hub.example", 443, {"https_proxy": value, "no_proxy": "hub.example"}) is None


@given(st.text(), st.text())
def test_any_variables_are_a_proxy_none_or_unusable(value: str, exceptions: str) -> None:
    try:
        found = proxy_for("https", "hub.example", 443, {"https_proxy": value, "no_proxy": exceptions})
    except SourceUnreachable:
        return
    assert found is None or found.shown.startswith(("http", "socks"))


# Through real proxies --------------------------------------------------------------------------------------------


@pytest.fixture
async def nowhere() -> AsyncIterator[str]:
    """An address of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.fixture
def without_socks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what the extra installs, as far as the transport can tell."""
    monkeypatch.setattr("paperreader.sources.http.proxies.find_spec", lambda _: None)


@pytest.mark.usefixtures("without_socks")
@pytest.mark.parametrize("variable", ["all_proxy", "ALL_PROXY"])
async def test_a_socks_proxy_does_not_matter_to_this_machine(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "socks5://127.0.0.1:7890")
    await connect().get(DAILY)
    assert len(hub.requests) == 1


@pytest.mark.usefixtures("without_socks")
async def test_a_socks_proxy_does_not_matter_beside_one_of_the_scheme(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:7890")
    async with http_proxy(hub.url) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        await connect("http://hub.invalid").get(DAILY)
    assert proxy.asked == [f"GET http://hub.invalid{DAILY}"]


@pytest.mark.usefixtures("without_socks")
async def test_a_host_that_is_excepted_is_asked_directly(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:7890")
    monkeypatch.setenv("no_proxy", ".invalid")
    with pytest.raises(SourceUnreachable, match=r"Hugging Face can't be reached \(its name was not found\)"):
        await connect(f"http://{'x' * 70}.invalid").get(DAILY)


@pytest.mark.usefixtures("without_socks")
@pytest.mark.parametrize("scheme", ["socks", "socks5", "socks5h"])
async def test_where_socks_is_needed_and_not_there_the_extra_is_told(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://me:{SECRET}@127.0.0.1:7890")
    with pytest.raises(SourceUnreachable, match=r"proxy socks5h?://127.0.0.1:7890 uses SOCKS") as caught:
        await connect("https://hub.invalid").get(DAILY)
    assert "pip install 'paperreader[socks]'" in caught.value.hint
    assert "ALL_PROXY" in caught.value.hint
    assert SECRET not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize("scheme", ["socks", "socks5", "socks5h"])
@pytest.mark.parametrize("login", ["", "me:pa@ss"])
async def test_a_socks_proxy_is_gone_through(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch, scheme: str, login: str
) -> None:
    pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    async with socks_proxy(hub.url, login) as proxy:
        address = proxy.url.removeprefix("socks5://")
        written = f"{login.replace('@', '%40')}@{address}" if login else address
        monkeypatch.setenv("all_proxy", f"{scheme}://{written}")
        await connect("http://hub.invalid").get(DAILY)
    assert proxy.asked == ["SOCKS hub.invalid:80"]
    assert [request.path for request in hub.requests] == [DAILY]


async def test_an_http_proxy_with_a_password_is_gone_through(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with http_proxy(hub.url, "me:pa@ss") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("//", "//me:pa%40ss@"))
        await connect("http://hub.invalid").get(DAILY)
    assert len(hub.requests) == 1


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for hub.invalid, trusted here."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=hub.invalid"
    names = ["-addext", "subjectAltName=DNS:hub.invalid", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*command.split(), *names], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    return context


def _plain(wire: Wire) -> str:
    return wire.url.replace("https://localhost", "http://127.0.0.1")


@pytest.mark.parametrize("is_socks", [False, True])
async def test_https_goes_through_a_tunnel(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, certified: ssl.SSLContext, is_socks: bool
) -> None:
    if is_socks:
        pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    served = socks_proxy if is_socks else http_proxy
    async with answering(http(body=b"[1]"), tls=certified) as wire, served(_plain(wire)) as proxy:
        monkeypatch.setenv("all_proxy", proxy.url)
        answer = await connect("https://hub.invalid", token="hf_x").get(DAILY)  # noqa: S106 - of nobody
    assert answer.body == b"[1]"
    assert proxy.asked == ["SOCKS hub.invalid:443" if is_socks else "CONNECT hub.invalid:443"]
    assert "Authorization: Bearer hf_x" in wire.heads[0]


async def test_a_certificate_nobody_vouches_for_is_not_the_proxys_fault(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, certified: ssl.SSLContext
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    async with answering(http(), tls=certified) as wire, http_proxy(_plain(wire)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(SourceUnreachable, match="Hugging Face can't be reached safely"):
            await connect("https://hub.invalid").get(DAILY)


# Proxies that fail -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ["http://hub.invalid", "https://hub.invalid"])
@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_does_not_answer_is_named_and_not_the_hub(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, nowhere: str, endpoint: str, scheme: str
) -> None:
    if scheme == "socks5":
        pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    monkeypatch.setenv("ALL_PROXY", f"{scheme}://me:{SECRET}@{nowhere}")
    with pytest.raises(SourceUnreachable) as caught:
        await connect(endpoint).get(DAILY)
    assert caught.value.message == f"The proxy {scheme}://{nowhere} can't be reached (connection refused)"
    assert "ALL_PROXY" in caught.value.hint
    assert "NO_PROXY" in caught.value.hint
    assert SECRET not in str(caught.value) + caught.value.hint


async def test_a_proxy_that_does_not_answer_is_named_and_not_arxiv(
    monkeypatch: pytest.MonkeyPatch, nowhere: str, clock: TickingClock
) -> None:
    monkeypatch.setenv("https_proxy", f"http://{nowhere}")
    arxiv = arxiv_client(
        "https://arxiv.invalid", clock=clock, version="1", limits=replace(ARXIV_LIMITS, attempts=1)
    )
    try:
        with pytest.raises(SourceUnreachable) as caught:
            await arxiv.get("/abs/1706.03762", accept="text/html", max_bytes=1000)
    finally:
        await arxiv.close()
    assert caught.value.message == f"The proxy http://{nowhere} can't be reached (connection refused)"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_says_nothing_is_named(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    if scheme == "socks5":
        pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    async with answering(b"") as silent:
        monkeypatch.setenv("https_proxy", silent.url.replace("http", scheme))
        with pytest.raises(SourceUnreachable, match=r"The proxy .* can't be reached \(no answer in time\)"):
            await connect("https://hub.invalid", read=0.2, attempts=1).get(DAILY)


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_speaks_another_language_is_named(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    if scheme == "socks5":
        pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    async with stranger() as address:
        monkeypatch.setenv("https_proxy", f"{scheme}://{address}")
        with pytest.raises(SourceUnreachable, match=r"The proxy .* can't be reached \(it does not answer as"):
            await connect("https://hub.invalid", attempts=1).get(DAILY)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("403 Forbidden", "refuses the connection"),
        ("407 Proxy Authentication Required", "asks for a login"),
        ("502 Bad Gateway", "can't reach Hugging Face"),
    ],
)
async def test_what_a_proxy_refuses_is_told(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, status: str, message: str
) -> None:
    async with answering(http(status)) as wire:
        monkeypatch.setenv("HTTPS_PROXY", wire.url.replace("//", f"//me:{SECRET}@"))
        with pytest.raises(SourceUnreachable, match=f"The proxy {wire.url} {message}") as caught:
            await connect("https://hub.invalid").get(DAILY)
    assert wire.heads[0].startswith("CONNECT hub.invalid:443")
    assert "HTTPS_PROXY" in caught.value.hint
    assert SECRET not in str(caught.value) + caught.value.hint


@pytest.mark.parametrize(
    ("login", "reply", "message"),
    [
        ("me:other", 0, "asks for a login"),
        ("", 4, "can't reach Hugging Face"),
        ("", 2, "refuses the connection"),
    ],
)
async def test_what_a_socks_proxy_refuses_is_told(
    hub: Hub, connect: Connect, monkeypatch: pytest.MonkeyPatch, login: str, reply: int, message: str
) -> None:
    pytest.importorskip("socksio", reason="the extra `socks` is not installed")
    async with socks_proxy(hub.url, login, reply) as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        with pytest.raises(SourceUnreachable, match=f"The proxy {proxy.url} {message}"):
            await connect("http://hub.invalid", attempts=1).get(DAILY)


async def test_what_fails_behind_a_proxy_is_not_told_of_the_proxy(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[") as wire,
        http_proxy(wire.url) as proxy,
    ):
        monkeypatch.setenv("http_proxy", proxy.url)
        with pytest.raises(SourceUnreachable, match="Hugging Face's answer broke off"):
            await connect("http://hub.invalid", attempts=1).get(DAILY)
