"""The shapes of the data that come with the app, drawn when those were built: a start only reads them."""

from pathlib import Path

from wallonia_map.maps.shapes import topology
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas

FOLDER = Path(__file__).with_name("ready_shapes")


def ready_topology(atlas: Atlas, vintage: Vintage) -> bytes:
    """What `topology` gives: as it was kept for these very data, else drawn now."""
    kept = _path(atlas, vintage)
    return kept.read_bytes() if kept.is_file() else topology(atlas, vintage)


def keep_ready(atlas: Atlas) -> Path:
    """Keep the shapes of the vintage that views begin with for `atlas`, and none of other data; returns the file."""
    kept = _path(atlas, Vintage.default())
    FOLDER.mkdir(exist_ok=True)
    content = topology(atlas, Vintage.default())
    for old in FOLDER.glob("*.json"):
        old.unlink()
    kept.write_bytes(content)
    return kept


def _path(atlas: Atlas, vintage: Vintage) -> Path:
    """The name says of which data: those of a keeper or of a team's database are others."""
    return FOLDER / f"{vintage.value}-{atlas.catalog.fingerprint[:12]}.json"
