"""Names of LAGs, initiatives, territories and municipalities in the reader's language; shared by page, map and files."""

from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.name_text import normalise


def lag_name(atlas: Atlas, initiative_id: str, language: str) -> str:
    """The short name of a LAG: without the remarks in brackets."""
    return atlas.texts.say(str(atlas.initiatives.at[initiative_id, "title"]), language).split(" (")[0]


def initiative_title(atlas: Atlas, identifier: str, language: str) -> str:
    """An initiative's title; one that was never published is named so."""
    told = str(atlas.initiatives.at[identifier, "title"])
    return atlas.texts.say(told, language) if told else say("panel.untitled", language, id=identifier)


def period_name(period: str, language: str) -> str:
    """The year or month of a published figure; one that its source does not date is named so."""
    return period or say("municipality.year_not_known", language)


@atlas_cache(16)
def territories_by_name(atlas: Atlas, level: str, language: str) -> dict[str, str]:
    """The provinces, say, by code with their names, in the order of the names, accents aside."""
    names = {nis: atlas.territory_name(nis, language) for nis in atlas.territories_of(level)}
    return dict(sorted(names.items(), key=lambda item: normalise(item[1])))


@atlas_cache(16)
def municipalities_to_search(atlas: Atlas, vintage: Vintage, language: str) -> dict[str, str]:
    """Every municipality by code, in the order of the names in `language`, called by all its names: « Luik » and « Lüttich » find Liège."""
    codes = map(str, atlas.municipalities(vintage).index)
    ordered = sorted(codes, key=lambda nis: normalise(atlas.municipality_name(nis, vintage, language)))
    spoken = (language, "fr", "nl", "de")
    return {nis: " · ".join(dict.fromkeys(atlas.municipality_name(nis, vintage, other) for other in spoken)) for nis in ordered}
