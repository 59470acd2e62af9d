"""The largest answers in a process of their own, whose memory the system measures, with that of those it reads them in."""

import subprocess
import sys

import pytest

from tests import ROOT
from tests.hub import Fault, Hub

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
from benchmarks.faults import QUICK, met
from benchmarks.memory import watched

NAMES = ("day", "discussion", "text", "html", "pdf")

async def main(most, url, *faults):
    for name in NAMES:
        await met(url, name, QUICK)
    most()
    idle = most()
    for fault in faults:
        for name in NAMES:
            await met(f"{url}/under/{fault}", name, QUICK)
    print(most() - idle)

with watched() as most:
    asyncio.run(main(most, *sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process may look at the memory of another")
def test_no_answer_takes_much_memory(hub: Hub) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, hub.url, *(fault.name for fault in LARGE)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=ROOT,
    )
    assert 0 < int(done.stdout) < MOST
