"""Two copies of the app behind the nginx configuration that `deploy/` ships, on loopback and without Docker."""

import base64
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.conftest import App, free_port, process_wait, running_app

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
#: What the shipped files say → the cookie's name for that replica.
ADDRESSES = {"1": "172.31.85.11:8501", "2": "172.31.85.12:8501"}
MAIN = """
daemon off; pid nginx.pid; worker_processes 2; error_log error.log;
events { worker_connections 512; }
http {
    include /etc/nginx/mime.types; access_log access.log;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    include atlas.conf; include replicas.conf;
}
"""


def nginx() -> str | None:
    """Where nginx is; Debian keeps it off the path of those who are not root."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


needs_nginx = pytest.mark.skipif(
    nginx() is None and not os.environ.get("CI"), reason="no nginx found: the tests of several replicas did not run (apt-get install nginx)"
)


def replaced(text: str, old: str, new: str) -> str:
    assert old in text, f"the shipped configuration no longer says {old!r}"
    return text.replace(old, new)


def write_configuration(folder: Path, port: int, ports: dict[str, int], change: Callable[[str], str] = str) -> None:
    """The shipped configuration with addresses on loopback, and nothing else changed (but by `change`)."""
    atlas = change((SHIPPED / "atlas.conf").read_text(encoding="utf-8"))
    atlas = replaced(atlas, "listen 8080;", f"listen 127.0.0.1:{port};")
    atlas = replaced(atlas, "/tmp/atlas-cache", str(folder / "cache"))
    for log in ("access.log", "error.log"):
        atlas = replaced(atlas, f"/var/log/nginx/{log}", str(folder / log))
    replicas = (SHIPPED / "replicas.conf").read_text(encoding="utf-8")
    for name, address in ADDRESSES.items():
        replicas = replaced(replicas, address, f"127.0.0.1:{ports[name]}")
        replicas = replaced(replicas, re.escape(address), re.escape(f"127.0.0.1:{ports[name]}"))
    user = "user root;" if os.geteuid() == 0 else ""
    for name, text in (("nginx.conf", user + MAIN), ("atlas.conf", atlas), ("replicas.conf", replicas)):
        (folder / name).write_text(text, encoding="utf-8")


def accepted(folder: Path) -> tuple[bool, str]:
    """What `nginx -t` says."""
    told = subprocess.run(
        [str(nginx()), "-p", str(folder), "-c", "nginx.conf", "-t"], capture_output=True, text=True, check=False, cwd=folder
    )
    return told.returncode == 0, told.stderr


@contextmanager
def running_nginx(folder: Path, port: int) -> Iterator[str]:
    """Nginx in `folder` until the end of the block; its address."""
    process = subprocess.Popen([str(nginx()), "-p", str(folder), "-c", "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
            process_wait(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def status(url: str) -> int | None:
    """The status that `url` answers with; None where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=20) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


@dataclass
class Replicas:
    """Two apps and the proxy in front of them."""

    url: str
    ports: dict[str, int]
    apps: dict[str, App] = field(default_factory=dict)
    _stacks: dict[str, ExitStack] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Also after `stop` or `kill`: always on the same port."""
        if name in self._stacks:
            self._stacks[name].close()
        self._stacks[name] = ExitStack()
        self.apps[name] = self._stacks[name].enter_context(running_app("--server.enableWebsocketCompression=true", port=self.ports[name]))

    def stop(self, name: str) -> None:
        """As a rolling restart does."""
        self._stacks[name].close()

    def kill(self, name: str) -> None:
        """As the kernel does when memory runs out."""
        self.apps[name].process.kill()
        self.apps[name].process.wait(15)

    def visitors(self, name: str) -> int:
        """How many websockets a replica holds, by its own count."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[name]}/_stcore/metrics", timeout=5) as reply:
            found = re.search(r"^active_sessions (\d+)", reply.read().decode(), re.MULTILINE)
        return int(found[1]) if found else 0


@contextmanager
def running_replicas(folder: Path) -> Iterator[Replicas]:
    """Two replicas behind nginx until the end of the block."""
    port, ports = free_port(), {name: free_port() for name in ADDRESSES}
    write_configuration(folder, port, ports)
    made = Replicas(f"http://127.0.0.1:{port}", ports)
    try:
        for name in ports:
            made.start(name)
        with running_nginx(folder, port):
            yield made
    finally:
        for name in made.apps:
            made.stop(name)


def make_certificate(folder: Path) -> Path:
    """A self-signed certificate and a file of users, for the options that the configuration holds as comments."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout privkey.pem -out fullchain.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    hashed = subprocess.run(["openssl", "passwd", "-apr1", "secret"], check=True, capture_output=True, text=True).stdout.strip()
    (folder / "users").write_text(f"planner:{hashed}\n", encoding="utf-8")
    return folder


def public_key_hash(folder: Path) -> str:
    """What Chromium wants to hear of a certificate that it shall trust: an untrusted site is never cached."""
    key = subprocess.run(
        ["openssl", "x509", "-pubkey", "-noout", "-in", "fullchain.pem"], cwd=folder, check=True, capture_output=True
    ).stdout
    plain = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "der"], input=key, check=True, capture_output=True).stdout
    return base64.b64encode(hashlib.sha256(plain).digest()).decode()


def options(text: str, tls: int, folder: Path, *, forwarded: bool = False) -> str:
    """The shipped text with its commented options in force: TLS on port `tls`, and one of the two authentications."""
    begin, end = text.index("    # -- TLS"), text.index("    server_tokens off;")
    block = text[begin:end]
    basic, other = block.split("    # Forwarded:", 1)
    block = (re.sub(r"^    # (auth_basic)", r"    ; \1", basic, flags=re.MULTILINE) if forwarded else basic) + (other if forwarded else "")
    chosen = re.sub(
        r"^    # (listen|ssl_|if \(|add_header|auth_|location|    \w|\})", r"    \1", block.replace("    ; ", "    #_ "), flags=re.MULTILINE
    )
    chosen = "\n".join(line for line in chosen.splitlines() if not re.match(r" a service that", line)) + "\n"
    chosen = replaced(chosen, "listen 8443", f"listen 127.0.0.1:{tls}")
    chosen = chosen.replace("/etc/nginx/certificates", str(folder)).replace("/etc/nginx/users", str(folder / "users"))
    return text[:begin] + chosen.replace("http://oauth2-proxy:4180", "http://127.0.0.1:4180") + text[end:]
