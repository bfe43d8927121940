"""The server asks nobody outside: with a proxy that never answers, whatever is asked of it, not one connection is tried.

Streamlit itself asks an outside server for its own address when a foreign origin opens a websocket. Two witnesses: a proxy on this
machine that counts who comes and never answers, and a hook in the server's process that notes every address beyond this machine.
"""

import asyncio
import http.client
import os
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.app.visiting import outcome, port_of
from tests.benchmarks.visitor import visitor
from tests.browser.conftest import App, running_app

#: Notes in a file each name that is looked up and each connection that is tried beyond this machine.
HOOK = """
import os, sys

def note(event, given):
    told = {"socket.connect": lambda: given[1], "socket.getaddrinfo": lambda: given[:2]}.get(event)
    if told is None:
        return
    address = told()
    name = address[0] if isinstance(address, tuple) else address
    if isinstance(address, tuple) and name not in (None, "", "127.0.0.1", "::1", "localhost", "0.0.0.0", b"127.0.0.1", b"localhost"):
        with open(os.environ["ATLAS_WITNESS"], "a") as file:
            file.write(f"{event} {address}\\n")

sys.addaudithook(note)
"""


@dataclass
class BlackHole:
    """A proxy that takes connections, counts them, and never answers."""

    port: int
    taken: list[socket.socket] = field(default_factory=list)


@pytest.fixture(scope="module")
def hole() -> Iterator[BlackHole]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = BlackHole(server.getsockname()[1])

        def take() -> None:
            while True:
                try:
                    made.taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield made
        server.shutdown(socket.SHUT_RDWR)
        for one in made.taken:
            one.close()


@pytest.fixture(scope="module")
def witness(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("witness")
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (folder / "outside.txt").touch()
    return folder / "outside.txt"


@pytest.fixture(scope="module", params=[False, True], ids=["streamlit run", "uvicorn"])
def cut_off(request, hole, witness) -> Iterator[App]:
    """The app as each of its two commands starts it, with the black hole as its only way out."""
    proxy = f"http://127.0.0.1:{hole.port}"
    away = {name: proxy for word in ("http_proxy", "https_proxy", "all_proxy") for name in (word, word.upper())}
    paths = os.pathsep.join(filter(None, [str(witness.parent), os.environ.get("PYTHONPATH", "")]))
    local = {"NO_PROXY": "", "no_proxy": "", "PYTHONPATH": paths, "ATLAS_WITNESS": str(witness)}
    with running_app(by_uvicorn=request.param, env={**os.environ, **away, **local}) as started:
        yield started


#: What is asked, how, and the answers that are right.
ASKED = [
    ("GET", "/", {200}), ("GET", "/explore?lang=nl&programme=leader-2014-2020&vintage=2019", {200}), ("GET", "/stage?scene=1", {200}),
    ("GET", "/stage?talk=%ed%a0%80", {200}), ("GET", "/explore?embed=true", {200}), ("GET", "/no/such/page", {200, 404}),
    ("HEAD", "/", {200, 405}), ("GET", "/_stcore/health", {200}), ("GET", "/_stcore/host-config", {200}), ("GET", "/robots.txt", {200}),
    ("GET", "/sitemap.xml", {200}), ("GET", "/app/static/ahead.js", {200}), ("GET", "/app/static/atlas-de.html", {200}),
    ("GET", "/api/v1/coverage.csv", {200}), ("GET", "/api/v1/municipalities.geojson?vintage=2019", {200}), ("GET", "/api/v1/openapi.json", {200}),
    ("GET", "/media/0123456789abcdef.csv", {404}), ("PUT", "/_stcore/upload_file/made-up/made-up", {400, 401, 403, 404}),
    ("OPTIONS", "/_stcore/upload_file/a/b", {200, 204, 400, 404, 405}), ("GET", "/component/streamlit_folium.st_folium/index.html", {200, 404}),
    ("POST", "/", {200, 404, 405}),
]  # fmt: skip


def asked(port: int, method: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body=b"x" if method in ("PUT", "POST") else None, headers={"Origin": "https://elsewhere.example"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


async def handshake(port: int, origin: str) -> int:
    """The status of the answer; 101 where the websocket was opened."""
    try:
        async with connect(f"ws://127.0.0.1:{port}/_stcore/stream", additional_headers={"Origin": origin}, proxy=None, open_timeout=60):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def look(port: int) -> str:
    async with visitor(port, "explore", "lang=en") as tab:
        run = await tab.run()
        return str(run.messages[-1].WhichOneof("type"))


def test_whatever_is_asked_nobody_outside_is(cut_off, hole, witness):
    port = port_of(cut_off)
    assert len(ASKED) >= 20
    with ThreadPoolExecutor(4) as crowd:
        answered = list(crowd.map(lambda one: asked(port, one[0], one[1]), ASKED))
    wrong = [(method, path, status) for (method, path, right), status in zip(ASKED, answered, strict=True) if status not in right]
    assert wrong == []

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(handshake(port, origin) for origin in ("https://elsewhere.example", "null", "http://127.0.0.1:1")))

    assert outcome(all_at_once()) == [403, 403, 403]
    assert outcome(handshake(port, f"http://127.0.0.1:{port}")) == 101
    assert outcome(look(port)) == "script_finished"
    assert witness.read_text(encoding="utf-8") == ""
    assert hole.taken == []


def test_the_witnesses_see_what_they_are_there_for(hole, tmp_path):
    """Else their silence would say nothing: with the same settings, Streamlit's own way to ask for its address is noticed."""
    import subprocess

    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    proxy = f"http://127.0.0.1:{hole.port}"
    script = "import socket, urllib.request\ntry: socket.getaddrinfo('atlas.invalid', 80)\nexcept OSError: pass\ntry: urllib.request.urlopen('http://atlas.invalid/', timeout=1)\nexcept OSError: pass"
    env = {
        **os.environ,
        "http_proxy": proxy,
        "HTTP_PROXY": proxy,
        "no_proxy": "",
        "NO_PROXY": "",
        "PYTHONPATH": str(tmp_path),
        "ATLAS_WITNESS": str(tmp_path / "seen"),
    }
    before = len(hole.taken)
    subprocess.run([sys.executable, "-c", script], env=env, check=True)
    assert "atlas.invalid" in (tmp_path / "seen").read_text(encoding="utf-8")
    assert len(hole.taken) == before + 1
    for one in hole.taken[before:]:
        one.close()
    del hole.taken[before:]
