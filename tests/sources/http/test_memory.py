"""What large blocks took is given back; in a process of its own, whose C library has seen nothing yet."""

import subprocess
import sys

import pytest

PROGRAM = """
import asyncio
from pathlib import Path
from paperreader.sources.hub.client import hub_client

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

async def main():
    client = hub_client(clock=None, version="test")
    await client.attempts()
    # By itself glibc takes blocks of up to this size from its heap from here on.
    bytes(30_000_000)
    before = resident()
    large, small = [], []
    for _ in range(30):
        large.append(b"x" * 1_000_000)
        small.append(b"x" * 1000)
    large.clear()
    print(resident() - before)
    await client.close()

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process can say what memory it takes")
def test_a_reader_that_has_asked_gives_back_what_large_blocks_took() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 10_000_000
