"""Sockets and threads of the hub: one thread a connection, all of them gone when `stop()` returns."""

import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from tests.hub.answers import Request
from tests.hub.faults import Wire

Respond = Callable[[Request, str, Wire], bool]
"""Called with a request, its target as sent, and the connection to answer on; whether that may be used again."""


class Listener(ThreadingHTTPServer):
    """Listens on 127.0.0.1 from the start and answers once `start()` was called."""

    request_queue_size = 128

    def __init__(self, port: int, respond: Respond) -> None:
        self.respond = respond
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._answering: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        super().__init__(("127.0.0.1", port), _Handler)

    def start(self) -> None:
        """Begin to accept connections."""
        self._accepting.start()

    def stop(self) -> None:
        """Cut every connection, wait for every thread and close the port."""
        self.closing.set()
        # The accepting thread sleeps in select() without a limit; a connection wakes it.
        socket.create_connection(("127.0.0.1", self.server_port)).close()
        self._accepting.join()
        with self._lock:
            for connection in self._open:
                _shut(connection)
        for thread in self._answering:
            thread.join()
        self.server_close()

    def server_bind(self) -> None:
        """Bind without asking the resolver for the machine's name, as HTTPServer would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: object, client_address: object) -> None:
        """Answer a new connection in a thread of its own that can be waited for."""
        assert isinstance(request, socket.socket)
        if self.closing.is_set():
            self.close_request(request)
            return
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._answering = [other for other in self._answering if other.is_alive()] + [thread]
        with self._lock:
            self._open.add(request)
        thread.start()

    def shutdown_request(self, request: object) -> None:
        """Close a connection; without the shutdown of the library, which would turn a reset into an orderly end."""
        assert isinstance(request, socket.socket)
        with self._lock:
            self._open.discard(request)
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a client that went away; anything else is a bug of the hub and has to be seen."""
        error = sys.exception()
        if error is not None and not isinstance(error, ConnectionError):
            raise error

    def _accept(self) -> None:
        while not self.closing.is_set():
            self.handle_request()


def _shut(connection: socket.socket) -> None:
    """Wake a thread that reads or writes here."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The client was faster.
        return


class Served:
    """Something that listens on 127.0.0.1 as a context manager."""

    def __init__(self) -> None:
        self.url = ""
        """The address, without a slash at the end."""
        self._server: Listener | None = None

    def __enter__(self) -> Self:
        self._server = Listener(0, self._respond)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.stop()

    def _respond(self, request: Request, target: str, wire: Wire) -> bool:
        """Answer on the wire; whether the connection may be used again."""
        raise NotImplementedError


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
        )
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.server.respond(request, self.path, Wire(self.connection, self.server.closing)):
            self.close_connection = True

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: `Hub.requests` is the log."""
