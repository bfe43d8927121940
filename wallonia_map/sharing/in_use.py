"""The atlas that a running app shows, and the files of its map: one for all visitors, outside what a browser's message may clear."""

import gc
import threading

from wallonia_map.maps.assets import Assets, are_published, publish
from wallonia_map.sharing.source import database_address
from wallonia_map.sharing.watching import AtlasWatcher, WatchedAtlas
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.catalog import GEODATA

_watching, _publishing = threading.Lock(), threading.Lock()
_watchers: list[AtlasWatcher] = []
#: Fingerprint of the data → the files of its map; the newest two, since a visitor's run may still be on the older one.
_published: dict[str, Assets] = {}
_KEPT = 2


def atlas() -> WatchedAtlas:
    """The atlas to show now, and what its readers should know.

    Raises
    ------
    WalloniaMapError
        If there are no data fit for use.
    """
    with _watching:
        if not _watchers:
            _watchers.append(AtlasWatcher(GEODATA, database_address(), loaded=_settle))
        watcher = _watchers[0]
    return watcher.look()


def assets(shown: Atlas) -> Assets:
    """The published files of the map of `shown`; published anew where somebody cleaned up.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    name = shown.catalog.fingerprint
    with _publishing:
        found = _published.get(name)
        if found is None or not are_published(found.addresses):
            found = _published[name] = publish(shown)
            for old in list(_published)[:-_KEPT]:
                del _published[old]
    return found


def assets_at_hand() -> Assets | None:
    """The files of the map of what was shown last, for who would neither look nor wait; None where they are still to come."""
    shown = _watchers[0].shown if _watchers else None
    return _published.get(shown.catalog.fingerprint) if shown is not None else None


def forget() -> None:
    """Begin anew, as a new process does."""
    with _watching, _publishing:
        _watchers.clear()
        _published.clear()


def _settle() -> None:
    gc.collect()
    gc.freeze()  # the big tables stay out of later collections
