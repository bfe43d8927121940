"""What the server sends leaves at once, on a listening socket such as Streamlit's, which names no protocol."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import uvicorn
from websockets.asyncio.client import connect

from wallonia_map.server.no_delay import NoDelay, send_without_delay


async def _answered(app, address: str, ask) -> str:
    """What `ask` is answered by `app`, served from a socket as Streamlit makes it."""
    with socket.socket(socket.AF_INET) as listening:
        assert listening.proto == 0
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", ws="websockets-sansio", log_level="error"))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            return await ask(f"{address}://127.0.0.1:{listening.getsockname()[1]}/")
        finally:
            server.should_exit = True
            await serving


async def _app(scope, receive, send):
    """Answer whether the connection sends at once."""
    connection = receive.__self__.transport.get_extra_info("socket")
    answer = b"yes" if connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) else b"no"
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": answer})
        await send({"type": "websocket.close"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(answer)).encode())]})
        await send({"type": "http.response.body", "body": answer})


async def _by_websocket(address: str) -> str:
    async with connect(address) as opened:
        return (await opened.recv()).decode()


async def _by_http(address: str) -> str:
    host, port = address.removeprefix("http://").removesuffix("/").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    headers, body = (await reader.read()).decode().split("\r\n\r\n")
    assert headers.startswith("HTTP/1.1 200")
    writer.close()
    await writer.wait_closed()
    return body


@pytest.mark.parametrize(("kind", "ask"), [("ws", _by_websocket), ("http", _by_http)])
def test_a_connection_sends_at_once_which_it_would_not_by_itself(kind, ask):
    with ThreadPoolExecutor(1) as apart:  # a browser test of this process may have a loop running here
        assert apart.submit(asyncio.run, _answered(_app, kind, ask)).result() == "no"
        assert apart.submit(asyncio.run, _answered(NoDelay(_app), kind, ask)).result() == "yes"


def _reading(transport):
    """What a server reads a request with, as uvicorn hands it to an app: a method of what has the transport."""

    class Connection:
        async def receive(self) -> None:
            """Nothing comes."""

    connection = Connection()
    connection.transport = transport
    return connection.receive


@pytest.mark.parametrize("receive", [_reading(None), _reading(SimpleNamespace(get_extra_info=lambda _: None)), lambda: None])
def test_a_server_that_does_not_say_what_it_reads_from_is_left_alone(receive):
    assert send_without_delay(receive) is None  # and nothing is raised


def test_a_browser_that_has_gone_is_no_fault():
    gone = socket.socket(socket.AF_INET)
    gone.close()
    with pytest.raises(OSError):
        gone.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    send_without_delay(_reading(SimpleNamespace(get_extra_info=lambda _: gone)))
