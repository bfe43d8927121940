"""The shapes of the data that come with the app, drawn when those were built: a start only reads them."""

import logging
from pathlib import Path

from wallonia_map.maps.shapes import topology
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.catalog import GEODATA

_LOG = logging.getLogger(__name__)
FOLDER = Path(__file__).with_name("ready_shapes")


def ready_topology(atlas: Atlas, vintage: Vintage) -> bytes:
    """What `topology` gives: as it was kept for these very data, else drawn now."""
    kept = _path(atlas, vintage)
    return kept.read_bytes() if kept.is_file() else topology(atlas, vintage)


def keep_ready(geodata: Path, *, anew: bool = False) -> None:
    """Keep the shapes that views begin with, of the app's own data and of no other; `anew` though they are kept already.

    Where nothing can be written a start draws them.
    """
    if geodata.resolve() != GEODATA.resolve():
        return
    atlas = load(geodata)
    kept = _path(atlas, Vintage.default())
    if kept.is_file() and not anew:
        return
    content = topology(atlas, Vintage.default())
    try:
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.json"):
            old.unlink()
        kept.write_bytes(content)
    except OSError as error:
        _LOG.warning("the shapes of the map cannot be kept: %s", error)


def _path(atlas: Atlas, vintage: Vintage) -> Path:
    """The name says of which data: those of a keeper or of a team's database are others."""
    return FOLDER / f"{vintage.value}-{atlas.catalog.fingerprint[:12]}.json"
