"""What the worst answers cost: how long a key would have waited, how much memory was taken, and how long it lasted.

Run: make soak. The Hub is another process; a task that wakes every millisecond stands for the keys. Each fault is met by
every request, three times, of which the best counts; a line is the worst of the requests. The memory is that of this
process and of those it starts to read in. How long a key waits is the shorter of the time that passed and of the time
this process was at work, so that what else runs on the machine does not count. The limits are the reader's own, but for
silence and drops, which are waited for a fiftieth of the time. Exit 1 where a figure is beyond what it may be.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.memory import watched
from paperreader.errors import SourceError
from paperreader.sources.http.host_policy import USUAL, Limits
from tests.certificate import one_certificate
from tests.hub import Fault
from tests.hub.apart import HubApart, hub_apart
from tests.requests import REQUESTS
from tests.sources.builders import TickingClock

MOST_DELAY = 0.05
"""Seconds between a key and its answer, in which nothing else is drawn."""
MOST_MEMORY = 200_000_000
"""Bytes more than before."""
RUNS = 3
SLOW = {Fault.HANG, Fault.TRICKLE}
QUICK = replace(USUAL, wait_scale=0)
SHORT = replace(USUAL, read=0.2, attempt=0.6, wait_scale=0)


class Keys:
    """Wakes every millisecond and notes the longest time it could not."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def run(self) -> None:
        before = time.perf_counter(), time.process_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter(), time.process_time()
            self.worst = max(self.worst, min(now[0] - before[0] - 0.001, now[1] - before[1]))
            before = now


async def met(endpoint: str, name: str, limits: Limits) -> tuple[float, float, str]:
    """Make a request, and return the longest wait of a key, how long all lasted, and what was told."""
    keys = Keys()
    typing = asyncio.create_task(keys.run())
    began, told = time.perf_counter(), "understood"
    try:
        await REQUESTS[name].ask(endpoint, limits, TickingClock())
    except SourceError as error:
        told = error.message
    lasted = time.perf_counter() - began
    typing.cancel()
    return keys.worst, lasted, told


async def best(endpoint: str, name: str, limits: Limits) -> tuple[float, float, str]:
    """Return the best of some measurements of a request."""
    return min([await met(endpoint, name, limits) for _ in range(RUNS)])


async def measure(hub: HubApart, most: Callable[[], int]) -> bool:
    """Print a line for every fault, and tell whether all was within bounds.

    Args:
        hub: All requests are made to it.
        most: Returns the most memory there was since it was last asked.
    """
    # What is imported and opened once, and the warming up of the machine, is not the fault's.
    for name in REQUESTS:
        await met(hub.url, name, QUICK)
    most()
    idle, is_well = most(), True
    print(f"idle: {idle / 1e6:.0f} MB")
    print(
        f"{'fault':20}{'key waits, ms':>14}{'lasted, s':>11}{'memory, MB':>12}  worst for, and what was told of it"
    )
    for fault in Fault:
        limits = SHORT if fault in SLOW else QUICK
        results = {name: await best(hub.under(fault), name, limits) for name in REQUESTS}
        name, (delay, _, told) = max(results.items(), key=lambda item: item[1][0])
        lasted, memory = max(each[1] for each in results.values()), most() - idle
        is_within = delay <= MOST_DELAY and memory <= MOST_MEMORY
        is_well = is_well and is_within
        print(
            f"{fault.name:20}{delay * 1000:14.1f}{lasted:11.2f}{memory / 1e6:12.0f}  "
            f"{'' if is_within else 'TOO MUCH: '}{name}: {told}"
        )
    return is_well


def main() -> int:
    """Print the table; 1 if a figure is beyond what it may be."""
    with tempfile.TemporaryDirectory() as folder, hub_apart() as hub, watched() as most:
        # Reading all certificates is done once in a reader's life, and here with every request.
        os.environ["SSL_CERT_FILE"] = str(one_certificate(Path(folder)))
        return 0 if asyncio.run(measure(hub, most)) else 1


if __name__ == "__main__":
    sys.exit(main())
