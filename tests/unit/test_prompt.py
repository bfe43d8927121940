"""What the server sends leaves at once, on a listening socket such as Streamlit's, which names no protocol."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import uvicorn
from websockets.asyncio.client import connect

from wallonia_map.server.prompt import Prompt, hold_nothing_back


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
    told = b"yes" if connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) else b"no"
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": told})
        await send({"type": "websocket.close"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(told)).encode())]})
        await send({"type": "http.response.body", "body": told})


async def _by_websocket(address: str) -> str:
    async with connect(address) as opened:
        return (await opened.recv()).decode()


async def _by_http(address: str) -> str:
    host, port = address.removeprefix("http://").removesuffix("/").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    told = (await reader.read()).decode().rsplit("\r\n", 1)[1]
    writer.close()
    await writer.wait_closed()
    return told


@pytest.mark.parametrize(("kind", "ask"), [("ws", _by_websocket), ("http", _by_http)])
def test_a_connection_sends_at_once_which_it_would_not_by_itself(kind, ask):
    with ThreadPoolExecutor(1) as apart:  # a browser test of this process may have a loop running here
        assert apart.submit(asyncio.run, _answered(_app, kind, ask)).result() == "no"
        assert apart.submit(asyncio.run, _answered(Prompt(_app), kind, ask)).result() == "yes"


@pytest.mark.parametrize("transport", [None, SimpleNamespace(get_extra_info=lambda _: None)])
def test_a_server_that_does_not_say_what_it_reads_from_is_left_alone(transport):
    hold_nothing_back(SimpleNamespace(transport=transport).__init__)
    hold_nothing_back(lambda: None)


def test_a_browser_that_has_gone_is_no_fault():
    gone = socket.socket(socket.AF_INET)
    gone.close()

    class Reading:
        transport = SimpleNamespace(get_extra_info=lambda _: gone)

        async def receive(self) -> None:
            """Nothing comes any more."""

    hold_nothing_back(Reading().receive)
