"""Runs child processes that can't touch the terminal, have a time limit, and whose exit status is read.

Every child gets a session of its own, and with that no controlling terminal: `/dev/tty` is as closed to it as
the standard streams, and Ctrl-C in the reader does not reach it. No shell is involved, and the token stays here.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from paperreader.system.environment import child_environ

if sys.platform == "win32":
    _NO_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _NO_WINDOW = 0

_CHUNK = 64 * 1024
"""Bytes, about what a pipe takes at once."""
_MOST_SAID = 16 * 1024
"""Bytes of what a program says of its failure that are looked at."""
_GRACE = 0.5
"""Seconds a killed child may take to be gone; only one stuck inside the kernel takes longer."""


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """How a child ended: its exit status (negative: the signal that killed it) and what it wrote."""

    status: int
    output: bytes


async def run(
    argv: Sequence[str], *, environ: Mapping[str, str], text: Sequence[bytes], time_limit: float
) -> ProcessResult:
    """Give a program a text on standard input, piece by piece, and wait for its end and its output.

    The program is looked for in the PATH of `environ`. What it starts and leaves running stays alive when it
    ends in time; otherwise its whole process group is killed.

    Raises:
        OSError: The program could not be started, or (TimeoutError) was not done after `time_limit` seconds.
    """
    # Not create_subprocess_exec: Process.wait() also waits, on some versions of Python, for whoever inherited
    # a pipe, and a Process has no way to close its pipes. A transport has.
    transport, child = await asyncio.get_running_loop().subprocess_exec(
        _ChildProtocol,
        *argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environ(environ),
        start_new_session=True,
        creationflags=_NO_WINDOW,
    )
    try:
        async with asyncio.timeout(time_limit):
            child.feed(text)
            await child.finished.wait()
    except (TimeoutError, asyncio.CancelledError):
        await _end(transport.get_pid(), child)
        raise
    finally:
        transport.close()
    return ProcessResult(child.exited.result(), bytes(child.output))


async def run_alone(argv: Sequence[str], *, environ: Mapping[str, str], time_limit: float) -> ProcessResult:
    """Run a program that nobody writes to, and wait for its end; what it says on standard error is its output, the end of it.

    What it starts and leaves running stays alive.

    Raises:
        OSError: The program could not be started, or (TimeoutError) was not done after `time_limit` seconds.
    """
    transport, child = await asyncio.get_running_loop().subprocess_exec(
        partial(_ChildProtocol, _MOST_SAID),
        *argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=child_environ(environ),
        start_new_session=True,
        creationflags=_NO_WINDOW,
    )
    try:
        async with asyncio.timeout(time_limit):
            # Not for its end: who left something running has that hold the pipe.
            await asyncio.wait({child.exited})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                await child.finished.wait()
    except (TimeoutError, asyncio.CancelledError):
        await _end(transport.get_pid(), child)
        raise
    finally:
        transport.close()
    return ProcessResult(child.exited.result(), bytes(child.output))


async def launch(argv: Sequence[str], *, environ: Mapping[str, str], time_limit: float) -> bool:
    """Start a program that opens something, and tell whether it did.

    One that still runs after `time_limit` seconds did: it shows the thing itself, and stays until the user closes it.
    """
    loop = asyncio.get_running_loop()
    status: asyncio.Future[int] = loop.create_future()
    try:
        process = _start(argv, environ)
    except OSError:
        return False
    # Not a child of asyncio's: its transport kills the program when it is collected, and complains when the
    # loop is closed first. A thread waits instead, for as long as it takes, so that the child is reaped
    # whenever it ends; as a daemon it holds up nobody's exit.
    threading.Thread(target=_reap, args=(process, loop, status), name="reap", daemon=True).start()
    await asyncio.wait({status}, timeout=time_limit)
    return not status.done() or status.result() == 0


def start_with_windows(what: str) -> None:
    """Have Windows open an address or a file, which the caller looked at before.

    Raises:
        OSError: It could not, or this is not Windows.
    """
    if sys.platform == "win32":
        os.startfile(what)  # noqa: S606 - no shell
    else:
        raise OSError("only Windows has os.startfile")


class _ChildProtocol(asyncio.SubprocessProtocol):
    """Collects what a child writes and notices its end."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.output = bytearray()
        """All that was written, or as many bytes of its end as are wanted."""
        self._left: Iterator[memoryview] = iter(())
        self._takes_more = False
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.finished = asyncio.Event()
        """Set when the child has exited and nobody holds a pipe any more."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.SubprocessTransport):
            self._transport = transport

    def feed(self, text: Sequence[bytes]) -> None:
        # A transport copies what the pipe does not take at once: a text of megabytes would be there twice.
        self._left = (
            memoryview(piece)[at : at + _CHUNK] for piece in text for at in range(0, len(piece), _CHUNK)
        )
        self._write_on()

    def pause_writing(self) -> None:
        self._takes_more = False

    def resume_writing(self) -> None:
        # Not at once: a transport whose end is written while it resumes is closed twice, and fails.
        asyncio.get_running_loop().call_soon(self._write_on)

    def _write_on(self) -> None:
        stdin = self._transport.get_pipe_transport(0)
        if not isinstance(stdin, asyncio.WriteTransport):
            return
        self._takes_more = True
        # A transport complains on standard error when much is written to a program that has ended.
        while self._takes_more and not stdin.is_closing():
            chunk = next(self._left, None)
            if chunk is None:
                stdin.write_eof()
                return
            stdin.write(chunk)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self.output += data
        if self._most is not None:
            del self.output[: -self._most]

    def process_exited(self) -> None:
        status = self._transport.get_returncode()
        if status is not None:
            self.exited.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        self.finished.set()


async def _end(pid: int, child: _ChildProtocol) -> None:
    """Kill a child with everything it started, and see it gone."""
    with contextlib.suppress(OSError):  # gone already, which every system says in its own way
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)
    # Closing the transport before the exit status is in would race with asyncio for it, and asyncio would
    # report that on standard error. Waiting this way leaves the future alone when the time is up.
    await asyncio.wait({child.exited}, timeout=_GRACE)


def _start(argv: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - no shell, and the callers decide what may be an argument
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=child_environ(environ),
        start_new_session=True,
        creationflags=_NO_WINDOW,
    )


def _reap(
    process: subprocess.Popen[bytes], loop: asyncio.AbstractEventLoop, status: asyncio.Future[int]
) -> None:
    ended = process.wait()
    with contextlib.suppress(RuntimeError):  # the loop may be closed long before a browser is
        loop.call_soon_threadsafe(status.set_result, ended)
