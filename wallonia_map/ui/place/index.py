"""Every place of the list by name, under what it is: the page before a place is chosen."""

from wallonia_map.i18n import Language, say
from wallonia_map.model import Programme, Vintage
from wallonia_map.questions.territory import territory_codes, territory_of, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.view import query


@atlas_cache(32)
def places_by_kind(atlas: Atlas, vintage: Vintage, language: Language) -> dict[str, dict[str, str]]:
    """What places are → address of a place's page → its name, the largest kinds first."""
    groups = {programme.membership_map: say(f"programme_long.{programme.value}", language) for programme in Programme.groups()}
    found: dict[str, dict[str, str]] = {}
    for code in territory_codes(atlas):
        territory = territory_of(atlas, code, vintage)
        title = groups.get(territory.kind.value) or say(f"level.{territory.kind.value}", language)
        address = f"place?{query({'code': [code], 'vintage': [vintage.value]}, language)}"
        found.setdefault(title, {})[address] = territory_title(atlas, territory, vintage, language)
    return found
