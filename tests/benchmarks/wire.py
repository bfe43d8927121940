"""A relay that counts what comes over the wire: packed as it travels, headers and websocket frames included, as no browser tells it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """A port in front of a server, and the bytes that came through it to the browser."""

    port: int
    _sizes: list[int] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def taken(self) -> int:
        """The bytes since this was last asked."""
        sizes, self._sizes = self._sizes, []
        return sum(sizes)

    def count(self, size: int) -> None:
        self._sizes.append(size)


@contextmanager
def counted(port: int) -> Iterator[Wire]:
    """Stand in front of the server on `port` until the block ends."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as door:
        wire = Wire(door.getsockname()[1])
        threading.Thread(target=_serve, args=(door, port, wire), daemon=True).start()
        yield wire


def _serve(door: socket.socket, port: int, wire: Wire) -> None:
    with suppress(OSError):  # the door is closed
        while True:
            browser, _ = door.accept()
            server = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=_pump, args=(browser, server, None), daemon=True).start()
            threading.Thread(target=_pump, args=(server, browser, wire), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, wire: Wire | None) -> None:
    with suppress(OSError):  # either end may go first
        while data := source.recv(65_536):
            target.sendall(data)
            if wire is not None:
                wire.count(len(data))
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    source.close()  # each end by the thread that reads it
