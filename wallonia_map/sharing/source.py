"""Where `geodata/` is read from: the team's database if the environment names one, else the embedded files."""

import atexit
import os
import shutil
import tempfile
import weakref
from pathlib import Path

from wallonia_map.sharing.problems import VARIABLE, Reason, SharedDataError
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.loading import every_problem


def database_address() -> str | None:
    """The address of the team's database, or None where the embedded files are meant."""
    return os.environ.get(VARIABLE, "").strip() or None


def fetched(address: str) -> Path:
    """The database's `geodata/` in a new folder of its own, which the caller removes with the folder above it.

    Raises
    ------
    SharedDataError
        If the database cannot be used, or a rule is broken by what it holds.
    """
    try:
        from wallonia_map.sharing.fetching import fetch  # an extra: most people have no database
    except ImportError:
        raise SharedDataError(Reason.DRIVER) from None
    above = _private_folder()
    try:
        folder = fetch(address, above / GEODATA.name)
        if next(every_problem(folder), None) is not None:
            raise SharedDataError(Reason.CHANGED)
    except BaseException:
        shutil.rmtree(above, ignore_errors=True)
        raise
    return folder


def for_this_run(*, or_embedded: bool = True) -> tuple[Path, SharedDataError | None]:
    """The folder that one command reads, and why it is not the database's where that was asked for.

    Raises
    ------
    SharedDataError
        If the database cannot be used and the embedded files would not do instead.
    """
    address = database_address()
    if address is None:
        return GEODATA, None
    try:
        folder = fetched(address)
    except SharedDataError as error:
        if not or_embedded:
            raise
        return GEODATA, error
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    return folder, None


def load_private(folder: Path) -> Atlas:
    """The atlas of a folder made for it alone (as `fetched`); the folder goes when the atlas does, shapes being read late."""
    try:
        atlas = load(folder)
    except BaseException:
        shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    weakref.finalize(atlas.catalog, shutil.rmtree, folder.parent, ignore_errors=True)
    return atlas


def load_copy(geodata: Path) -> Atlas:
    """The atlas of a copy of `geodata`: whatever happens to the files later, this atlas stays whole."""
    try:
        above = _private_folder()
    except OSError:  # nowhere to write: the files themselves will do
        return load(geodata)
    try:
        shutil.copytree(geodata, above / geodata.name)
    except OSError:  # a file that went away meanwhile, or a full disk
        shutil.rmtree(above, ignore_errors=True)
        return load(geodata)
    return load_private(above / geodata.name)


def _private_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="wallonia-map-"))
