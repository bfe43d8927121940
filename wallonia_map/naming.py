"""What things are called in the reader's language: classes, LAGs, initiatives; shared by page, map and files."""

from wallonia_map.atlas import Atlas
from wallonia_map.classing import INFINITE, MISSING, LegendRow
from wallonia_map.i18n import decimal, number, say
from wallonia_map.measures import Measure
from wallonia_map.model import Vintage
from wallonia_map.once import once
from wallonia_map.refnis import normalise


def class_label(atlas: Atlas, row: LegendRow, measure: Measure, language: str) -> str:
    """What a class is called: an interval, a LAG, yes or no."""
    if row.number == MISSING:
        return say("legend.not_known", language)
    if measure.programme is not None:
        return lag_name(atlas, row.label, language) if row.label else say("legend.no_lag", language)
    if measure is Measure.COVERED:
        return say("legend.covered" if row.number else "legend.not_covered", language)
    if row.number == 0 or row.low is None or row.high is None:
        return say("legend.zero", language)
    if measure is Measure.INITIATIVES:
        low = int(row.low) + 1
        if row.high == INFINITE:
            return say("legend.more", language, low=low)
        return number(low, language) if low == row.high else say("legend.range", language, low=low, high=int(row.high))
    if row.high == INFINITE:
        return say("legend.above", language, low=decimal(row.low, language))
    if row.low == 0:
        return say("legend.up_to", language, high=decimal(row.high, language))
    return say("legend.between", language, low=decimal(row.low, language), high=decimal(row.high, language))


def lag_name(atlas: Atlas, initiative_id: str, language: str) -> str:
    """The short name of a LAG: without the remarks in brackets."""
    return atlas.texts.say(str(atlas.initiatives.at[initiative_id, "title"]), language).split(" (")[0]


def initiative_title(atlas: Atlas, identifier: str, language: str) -> str:
    """An initiative's title; one that was never published is named so."""
    told = str(atlas.initiatives.at[identifier, "title"])
    return atlas.texts.say(told, language) if told else say("panel.untitled", language, id=identifier)


@once(16)
def territories_by_name(atlas: Atlas, level: str, language: str) -> dict[str, str]:
    """The provinces, say, by code with their names, in the order of the names, accents aside."""
    names = {nis: atlas.territory_name(nis, language) for nis in atlas.territories_of(level)}
    return dict(sorted(names.items(), key=lambda item: normalise(item[1])))


@once(16)
def municipalities_to_search(atlas: Atlas, vintage: Vintage, language: str) -> dict[str, str]:
    """Every municipality by code, in the order of the names in `language`, called by all its names: « Luik » and « Lüttich » find Liège."""
    codes = map(str, atlas.municipalities(vintage).index)
    ordered = sorted(codes, key=lambda nis: normalise(atlas.municipality_name(nis, vintage, language)))
    spoken = (language, "fr", "nl", "de")
    return {nis: " · ".join(dict.fromkeys(atlas.municipality_name(nis, vintage, other) for other in spoken)) for nis in ordered}
