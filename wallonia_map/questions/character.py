"""The character of each municipality, from its size and density."""

import pandas as pd

from wallonia_map.model import Vintage
from wallonia_map.place import Character
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache

#: Inhabitants per km² from which a municipality counts as intermediate, and as urban.
INTERMEDIATE_FROM, URBAN_FROM = 150, 500


@atlas_cache(16)
def features(atlas: Atlas, vintage: Vintage | None = None, population_year: int | None = None) -> pd.DataFrame:
    """What likeness is made from, by `nis`: `inhabitants`, `inhabitants_per_km2` and `character`."""
    vintage = vintage or Vintage.default()
    inhabitants = atlas.population(vintage, population_year)
    density = inhabitants / atlas.municipalities(vintage)["area_km2"]
    step = (density >= INTERMEDIATE_FROM).astype("int64") + (density >= URBAN_FROM)
    character = step.map(dict(enumerate(item.value for item in Character)))
    return pd.DataFrame({"inhabitants": inhabitants, "inhabitants_per_km2": density, "character": character})
