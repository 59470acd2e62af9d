"""The largest answers in a process of their own, whose memory the system measures."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub import Fault, Hub
from tests.requests import one_certificate

LARGE = (
    Fault.GZIP_BOMB,
    Fault.GZIP_AND_MORE,
    Fault.ENDLESS,
    Fault.DEEP_JSON,
    Fault.MANY_PARTS,
    Fault.LONG_STRING,
    Fault.LONG_TITLE,
)
MOST = 200_000_000
PROGRAM = """
import asyncio, sys
from benchmarks.faults import QUICK, met, peak

async def main(url, *faults):
    for name in ("day", "discussion", "pdf"):
        await met(url, name, QUICK)
    idle = peak()
    for fault in faults:
        for name in ("day", "discussion", "pdf"):
            await met(f"{url}/under/{fault}", name, QUICK)
    print(peak() - idle)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted in other units")
def test_no_answer_takes_much_memory(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(one_certificate(tmp_path)))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, hub.url, *(fault.name for fault in LARGE)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert 0 < int(done.stdout) < MOST
