"""What is said of one initiative: its address, its years, its state, and one sentence of it all."""

import pandas as pd

from wallonia_map.i18n import Language, listing, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.view import query

#: The page of one initiative, and what its address calls the initiative.
PAGE, PARAMETER = "initiative", "id"


def initiative_params(identifier: str) -> dict[str, list[str]]:
    """The parameters of a link to an initiative's page."""
    return {PARAMETER: [identifier]}


def initiative_address(identifier: str, language: Language | str) -> str:
    """Where the page of an initiative is, seen from any other page."""
    return f"{PAGE}?{query(initiative_params(identifier), language)}"


def years_written(row: pd.Series, language: Language) -> str:
    """When an initiative runs, as far as it is known: « 2019–2021 », « since 2019, end not known »."""
    start, end = row["start_year"], row["end_year"]
    if pd.isna(start):
        return say("initiative.until", language, year=str(end)) if not pd.isna(end) else say("value.not_known", language)
    if pd.isna(end):
        return say("initiative.since", language, year=str(start))
    return str(start) if start == end else f"{start}–{end}"


def state_written(atlas: Atlas, row: pd.Series, language: Language) -> str:
    """Where an initiative stands, with the source's own word for it where it has one."""
    stage, own = say(f"stage.{row['stage']}", language), atlas.texts.say(str(row["status"]), language)
    return f"{stage} ({say('panel.labelled', language, name=say('column.status', language), value=own)})" if own else stage


def reach_written(atlas: Atlas, row: pd.Series, language: Language) -> str:
    """How far an initiative reaches, with the provinces of one that is province-wide."""
    provinces = {
        atlas.territories.at[nis, "name_fr"]: atlas.territory_name(nis, language) for nis in map(str, atlas.territories_of("province"))
    }
    named = [provinces.get(name, name) for name in str(row["provinces"]).split(LIST_SEPARATOR) if name]
    scope = say(f"scope.{row['scope']}", language)
    return say("panel.labelled", language, name=scope, value=listing(named, language)) if named else scope


def inferred_written(row: pd.Series, language: Language) -> str:
    """Which fields of a row no source states; that there are none, where it is so."""
    names = [say(f"inferred.{name}", language) for name in str(row["inferred"]).split(LIST_SEPARATOR) if name]
    return listing(names, language) if names else say("initiative.nothing_inferred", language)


def summary_written(atlas: Atlas, row: pd.Series, language: Language) -> str:
    """What an initiative is; that the atlas does not say it, where it is so."""
    return atlas.texts.say(str(row["summary"]), language) or say("initiative.no_summary", language)


def sentence_of(row: pd.Series, language: Language) -> str:
    """Programme, state and years, in a line."""
    when = say("panel.labelled", language, name=say("initiative.when", language), value=years_written(row, language))
    return " · ".join([say(f"programme.{row['programme']}", language), say(f"stage.{row['stage']}", language), when])


def initiatives_to_search(atlas: Atlas, language: Language) -> dict[str, str]:
    """Every initiative by id, called by its title and programme, those of one name told apart by their id."""
    rows = atlas.initiatives
    names = {
        str(identifier): f"{initiative_title(atlas, str(identifier), language)} ({say(f'programme.{programme}', language)})"
        for identifier, programme in rows["programme"].items()
    }
    several = pd.Series(list(names.values())).value_counts()
    told = {identifier: name if several[name] == 1 else f"{name}, {identifier}" for identifier, name in names.items()}
    return dict(sorted(told.items(), key=lambda item: item[1].casefold()))
