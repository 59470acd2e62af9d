"""The connection over https, with a certificate made for the occasion."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from paperreader.errors import SourceChanged, SourceUnreachable
from tests.sources.builders import Connect, answering, http

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="there is no openssl to make a certificate"
)

TOKEN = "hf_invented_for_a_test"  # noqa: S105 - of nobody
DAILY = "/api/daily_papers"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signed itself, together with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True, timeout=60)
    both = folder / "both.pem"
    both.write_text((folder / "certificate.pem").read_text() + (folder / "key.pem").read_text())
    return both


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.usefixtures("trusted")
async def test_over_https_the_token_goes_to_the_hub(connect: Connect, tls: ssl.SSLContext) -> None:
    async with answering(http(body=b"[1]"), tls=tls) as wire:
        assert (await connect(wire.url, token=TOKEN).get(DAILY)).body == b"[1]"
    assert f"Authorization: Bearer {TOKEN}" in wire.heads[0]


async def test_a_certificate_nobody_vouches_for_is_told_and_not_tried_again(
    connect: Connect, tls: ssl.SSLContext
) -> None:
    async with answering(http(), tls=tls) as wire:
        with pytest.raises(SourceUnreachable, match="certificate is not trusted") as caught:
            await connect(wire.url, token=TOKEN).get(DAILY)
    assert "SSL_CERT_FILE" in caught.value.hint
    assert wire.heads == []


@pytest.mark.usefixtures("trusted")
async def test_a_redirection_elsewhere_over_https_is_followed_without_the_token(
    connect: Connect, tls: ssl.SSLContext
) -> None:
    async with answering(http(body=b"[1]"), tls=tls) as there:
        away = http("302 Found", Location=f"{there.url}/elsewhere")
        async with answering(away) as here:
            answer = await connect(here.url, token=TOKEN).get(DAILY)
    assert answer.url == f"{there.url}/elsewhere"
    assert answer.body == b"[1]"
    assert TOKEN in here.heads[0]
    assert TOKEN not in there.heads[0]


@pytest.mark.usefixtures("trusted")
async def test_the_token_does_not_follow_to_another_port(connect: Connect, tls: ssl.SSLContext) -> None:
    async with answering(http(), tls=tls) as there:
        away = http("302 Found", Location=f"{there.url}/elsewhere")
        async with answering(away, tls=tls) as here:
            await connect(here.url, token=TOKEN).get(DAILY)
    assert TOKEN in here.heads[0]
    assert TOKEN not in there.heads[0]


@pytest.mark.usefixtures("trusted")
async def test_https_is_never_left_for_http(connect: Connect, tls: ssl.SSLContext) -> None:
    async with answering(http()) as there:
        away = http("302 Found", Location=f"{there.url}/elsewhere")
        async with answering(away, tls=tls) as here:
            with pytest.raises(SourceChanged, match="unsafe address"):
                await connect(here.url, token=TOKEN).get(DAILY)
    assert there.heads == []
