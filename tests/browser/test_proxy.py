"""The shipped nginx configuration before two servers of a few lines: who hangs is left, and no talk is written down."""

import socket
import threading
import urllib.request
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.conftest import free_port
from tests.browser.proxy import needs_nginx, replaced, running_nginx, write_configuration

pytestmark = needs_nginx


class Well(BaseHTTPRequestHandler):
    """A replica that answers everything."""

    def do_GET(self) -> None:
        """Say ok."""
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def one_hangs(tmp_path):
    """The address of the proxy; its first replica takes connections and never answers, and a second is its patience."""
    with ExitStack() as ended:
        hung = ended.enter_context(socket.create_server(("127.0.0.1", 0)))
        well = ThreadingHTTPServer(("127.0.0.1", 0), Well)
        threading.Thread(target=well.serve_forever).start()
        ended.callback(well.server_close)
        ended.callback(well.shutdown)
        port = free_port()
        write_configuration(
            tmp_path, port, {"1": hung.getsockname()[1], "2": well.server_port},
            lambda text: replaced(text, "proxy_read_timeout 20s;", "proxy_read_timeout 1s;"),
        )  # fmt: skip
        yield ended.enter_context(running_nginx(tmp_path, port))


def test_a_replica_that_hangs_is_left_for_the_next_one_every_time(one_hangs):
    """Also where it is its turn again among all: else that visitor would wait for as long as an upload may take."""
    for _ in range(6):
        asked = urllib.request.Request(f"{one_hangs}/explore", headers={"Cookie": "atlas_replica=1"})
        with urllib.request.urlopen(asked, timeout=60) as reply:
            assert reply.read() == b"ok"
            assert reply.headers["Set-Cookie"].startswith("atlas_replica=2;")


def test_of_a_link_with_a_talk_only_the_path_is_written_down(one_hangs, tmp_path):
    for path in ("stage", "stage/"):
        for name in "12":
            asked = urllib.request.Request(
                f"{one_hangs}/{path}?talk=a-private-note",
                headers={"Cookie": f"atlas_replica={name}", "Referer": f"{one_hangs}/?talk=a-private-note"},
            )
            assert urllib.request.urlopen(asked, timeout=60).status == 200
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert '"GET /stage"' in written
    assert '"GET /stage/"' in written
    assert "a-private-note" not in written
