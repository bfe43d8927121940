"""Every municipality by name, under its province: the page before one is chosen."""

from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.name_text import normalise
from wallonia_map.views.view import query


@atlas_cache(16)
def municipalities_by_province(atlas: Atlas, vintage: Vintage, language: Language) -> dict[str, dict[str, str]]:
    """Province → address of a municipality's page → its name, in the order of the alphabet."""
    rows = atlas.municipalities(vintage)
    named = {str(nis): atlas.municipality_name(str(nis), vintage, language) for nis in rows.index}
    found: dict[str, dict[str, str]] = {}
    for province in atlas.territories_of("province"):
        title = say("panel.province", language, name=atlas.territory_name(province, language))
        codes = sorted(rows.index[rows["province_nis"] == province], key=lambda nis: normalise(named[nis]))
        found[title] = {f"municipality?{query({'nis': [nis], 'vintage': [vintage.value]}, language)}": named[nis] for nis in codes}
    return found
