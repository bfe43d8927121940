"""First import: the reference tables become the keeper's own tables. Done once; nobody needs them afterwards."""

from pathlib import Path

from wallonia_map.errors import MissingDataError
from wallonia_map.rebuild.boundaries import import_boundaries
from wallonia_map.rebuild.reference_context import import_context
from wallonia_map.rebuild.reference_initiatives import import_initiatives
from wallonia_map.rebuild.reference_places import import_places


def import_reference(reference: Path, source: Path) -> None:
    """Write every keeper's table under `source` from the tables in `reference`.

    Texts in four languages (`texts.csv`) and the list of programmes are the project's own and stay as they are.

    Raises
    ------
    MissingDataError
        If `reference` is not a folder or lacks a table.
    """
    if not reference.is_dir():
        raise MissingDataError(reference)
    import_places(reference, source)
    import_initiatives(reference, source)
    import_context(reference, source)
    import_boundaries(reference / "boundaries_2019_20m.gpkg", source / "boundaries_2019.geojson")
