"""The watch over the data that a running app shows: new data is taken up when it is sound, else the old is kept."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wallonia_map.errors import DataContractError, MissingDataError, WalloniaMapError
from wallonia_map.sharing.problems import Reason, SharedDataError
from wallonia_map.sharing.source import fetched, load_copy, load_private
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.loading import every_problem

#: Between two questions to the database, each asked beside the visitors' requests, never inside one.
SECONDS_BETWEEN_QUESTIONS = 60
_LOG = logging.getLogger(__name__)
Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Notice:
    """A sentence for every page, by its name in the catalogues; the reason is another, the file a name."""

    message: str
    reason: Reason | None = None
    file: str = ""


@dataclass(frozen=True)
class WatchedAtlas:
    """The atlas in use, and what its readers should know."""

    atlas: Atlas
    notices: tuple[Notice, ...]


def stamp_of(folder: Path) -> Stamp:
    """Name, time, size and identity of every file in `folder`: changes when one is replaced; no file is opened."""
    return tuple(sorted(_stamps(str(folder))))


def _stamps(folder: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _stamps(entry.path)
                else:
                    told = entry.stat()
                    yield entry.path, told.st_mtime_ns, told.st_size, told.st_ino
    except OSError:  # went away while it was looked at: another stamp, and so another look
        return


class AtlasWatcher:
    """One for all visitors. `look` costs a few dozen `stat` calls as long as nothing changes."""

    def __init__(
        self, geodata: Path, address: str | None = None, *, loaded: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Watch `geodata`, or the database at `address`; `loaded` is called after each load, `clock` tells seconds."""
        self._geodata, self._address, self._loaded, self._clock = geodata, address, loaded, clock
        self._lock, self._asking = threading.Lock(), threading.Lock()
        self._atlas: Atlas | None = None
        self._stamp: Stamp = ()
        self._refused: WalloniaMapError | OSError | None = None
        self._asked: float | None = None
        self._is_shared = False
        self._trouble: Reason | None = None

    def look(self) -> WatchedAtlas:
        """The atlas to show now.

        Raises
        ------
        WalloniaMapError
            If there is none: the embedded files are not fit for use, and nothing was shown before.
        """
        if self._address is not None:
            self._look_at_database(self._address)
        if not self._is_shared:
            self._look_at_folder()
        if self._atlas is None:
            raise MissingDataError(self._geodata)
        return WatchedAtlas(self._atlas, tuple(self._notices()))

    @property
    def shown(self) -> Atlas | None:
        """The atlas of the last look, without another; None before the first."""
        return self._atlas

    def _notices(self) -> Iterator[Notice]:
        if self._trouble is not None:
            yield Notice("shared.kept" if self._is_shared else "shared.embedded", reason=self._trouble)
        if self._refused is not None and not self._is_shared:
            named = self._refused.path.name if isinstance(self._refused, DataContractError | MissingDataError) else self._geodata.name
            yield Notice("shared.refused", file=named)

    def _look_at_folder(self) -> None:
        stamp = stamp_of(self._geodata)
        if stamp == self._stamp and self._atlas is not None:
            return
        with self._lock:
            if stamp == self._stamp and self._atlas is not None:  # another visitor's look was first
                return
            try:
                self._take(self._sound_copy() if self._atlas is not None else load_copy(self._geodata))
                self._refused = None
            except (WalloniaMapError, OSError) as error:
                if self._atlas is None:
                    raise
                self._refused = error
                _LOG.warning("new data refused, the old kept: %s", error)
            self._stamp = stamp

    def _sound_copy(self) -> Atlas:
        """The atlas as the files are now, every rule checked: there is something to lose."""
        for problem in every_problem(self._geodata):
            raise problem
        return load_copy(self._geodata)

    def _take(self, fresh: Atlas) -> None:
        if self._atlas is None or _edition_of(fresh) != _edition_of(self._atlas):
            self._atlas = fresh
            self._loaded()

    def _look_at_database(self, address: str) -> None:
        if self._asked is None:
            with self._asking:  # the first visitors wait, the others never
                if self._asked is None:
                    self._ask(address)
        elif self._clock() - self._asked >= SECONDS_BETWEEN_QUESTIONS and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask_beside, args=(address,), name="atlas-database", daemon=True).start()

    def _ask_beside(self, address: str) -> None:
        try:
            self._ask(address)
        finally:
            self._asking.release()

    def _ask(self, address: str) -> None:
        try:
            if not (self._is_shared and self._atlas is not None and _edition(address) == _edition_of(self._atlas)):
                self._take(load_private(fetched(address)))
                self._is_shared = True
            self._trouble = None
        except (WalloniaMapError, OSError) as error:
            self._trouble = error.reason if isinstance(error, SharedDataError) else Reason.FAILED
            _LOG.warning("%s", SharedDataError(self._trouble))
        self._asked = self._clock()


def _edition_of(atlas: Atlas) -> tuple[str, str]:
    return atlas.catalog.version, atlas.catalog.fingerprint


def _edition(address: str) -> tuple[str, str]:
    from wallonia_map.sharing.fetching import edition  # an extra: most people have no database

    return edition(address)
