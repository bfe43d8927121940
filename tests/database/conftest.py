"""Debian's own PostgreSQL with PostGIS, started for these tests in a folder of its own, on a socket and nowhere else."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

REQUIRED = "no PostgreSQL with PostGIS found: the shared data was not tested (on Debian: apt-get install postgresql-postgis)"
#: initdb refuses root; Debian's package brings this user.
UNPRIVILEGED = "postgres"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that has PostGIS, or None."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin/initdb") if _has_postgis(path)]
    return max(found, key=lambda path: int(path.parts[-3])).parent if found else None


def _has_postgis(initdb: Path) -> bool:
    return (Path("/usr/share/postgresql") / initdb.parts[-3] / "extension" / "postgis.control").is_file()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if programs() is not None or os.environ.get("CI"):
        return
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents and "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=REQUIRED))


def name_of(address: str) -> str:
    """The database that an address names."""
    return str(make_url(address).database)


class Server:
    """A running PostgreSQL that only this machine's socket reaches."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self._binaries, self._made, self._empty = folder, binaries, 0, ""
        self._as = ["setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--init-groups"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(folder, UNPRIVILEGED)
        self._run("initdb", "-D", str(folder / "data"), "-U", "atlas", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([*self._as, str(self._binaries / program), *arguments], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def address(self, database: str = "postgres", user: str = "atlas") -> str:
        return f"postgresql://{user}:s3cret@/{database}?host={self.folder}"

    def new_database(self, like: str = "") -> str:
        """The address of a new database: one with PostGIS and nothing in it, or a copy of the one called `like`."""
        self._made += 1
        name, like = f"atlas{self._made}", like or self._empty
        self._run("createdb", "-h", str(self.folder), "-U", "atlas", *(["-T", like] if like else []), name)
        return self.address(name)

    def prepare(self) -> None:
        """Let new databases have PostGIS: making the extension takes longer than most tests."""
        from wallonia_map.sharing.connecting import connected

        made = self.new_database()
        with connected(made, write=True) as connection:
            connection.execute(text("CREATE EXTENSION postgis"))
        self._empty = name_of(made)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL for the session; in CI its absence is a failure."""
    binaries = programs()
    if binaries is None:
        pytest.fail(REQUIRED)
    folder = Path(tempfile.mkdtemp(prefix="atlas-pg-"))  # short: a socket's path has at most 107 characters
    try:
        made = Server(folder, binaries)
        made.start()
        made.prepare()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def address(server: Server) -> str:
    """An empty database."""
    return server.new_database()


@pytest.fixture(scope="session")
def small_pushed(server: Server, small_geodata: Path) -> str:
    """A database that holds the small world: copy it."""
    from wallonia_map.sharing.pushing import push

    made = server.new_database()
    push(made, small_geodata)
    return made


@pytest.fixture
def filled(server: Server, small_pushed: str) -> str:
    """A database of one's own that holds the small world."""
    return server.new_database(name_of(small_pushed))


@pytest.fixture(scope="session")
def pushed(server: Server) -> str:
    """A database that holds the real data: read it, never write it."""
    from wallonia_map.sharing.pushing import push
    from wallonia_map.tables.catalog import GEODATA

    made = server.new_database()
    push(made, GEODATA)
    return made
