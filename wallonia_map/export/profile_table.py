"""A municipality's sheet as one flat table in the reader's language: nothing left out."""

import pandas as pd

from wallonia_map.i18n import Language, decimal, euro, number, say
from wallonia_map.model import Role
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title, lag_name, period_name
from wallonia_map.views.certainty import count_written
from wallonia_map.views.official_lines import official_lines
from wallonia_map.views.sentences import merger_sentence

COLUMNS = ("section", "name", "value", "detail", "source_urls")
#: What one row says: section, name, value, detail, addresses.
Row = tuple[str, str, str, str, str]


def sheet_table(atlas: Atlas, told: Profile, language: Language) -> pd.DataFrame:
    """The sheet as rows of `COLUMNS`: sections, names and details in words, codes, identifiers and plain numbers as the data have them."""
    rows = [
        *_identity(atlas, told, language),
        *(("population", str(year), str(count), "", "") for year, count in told.identity.population.items()),
        *(
            ("lag", say(f"programme.{period}", language), "; ".join(lag_name(atlas, lag, language) for lag in lags), ";".join(lags), "")
            for period, lags in told.lags.items()
            if lags or not told.possible_lags[period]
        ),
        *(
            ("lag", say(f"programme.{period}", language), _perhaps(atlas, lags, language), ";".join(lags), "")
            for period, lags in told.possible_lags.items()
            if lags
        ),
        *_initiatives(atlas, told, language),
        *_figures(told, language),
        *_official(told, language),
        *around(atlas, told, language),
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    return table.assign(section=table["section"].map(lambda name: say(f"sheet_file.{name}", language)))


def _perhaps(atlas: Atlas, lags: tuple[str, ...], language: Language) -> str:
    names = "; ".join(lag_name(atlas, lag, language) for lag in lags)
    return say("not_known.member", language, names=names)


def _identity(atlas: Atlas, told: Profile, language: Language) -> list[Row]:
    who = told.identity
    codes = say("municipality.codes", language)
    facts = [
        ("nis", who.nis, who.vintage.value),
        *((say("sheet_file.name_in", language, spoken=spoken.upper()), name, "") for spoken, name in who.names.items()),
        *((f"{codes} {year}", ";".join(found), "") for year, found in who.codes.items()),
        (say("compare.kind.arrondissement", language), atlas.territory_name(who.arrondissement_nis, language), who.arrondissement_nis),
        (say("compare.kind.province", language), atlas.territory_name(who.province_nis, language), who.province_nis),
        ("km²", str(who.area_km2), ""),
        (say("municipality.character_label", language), say(f"municipality.character.{who.character}", language), ""),
        *(
            (say("municipality.merger", language), merger, "")
            for merger in [merger_sentence(atlas, who.nis, told.rule, language)]
            if merger
        ),
    ]
    return [("identity", *fact, "") for fact in facts]


def _initiatives(atlas: Atlas, told: Profile, language: Language) -> list[Row]:
    rows = []
    for row in told.initiatives.itertuples():
        detail = [say(f"role.{row.role}", language), say(f"stage.{row.stage}", language)]
        detail += [] if row.role == Role.POSSIBLE or row.is_counted else [say("municipality.not_counted", language)]
        title = initiative_title(atlas, str(row.initiative_id), language)
        rows.append(("initiative", str(row.initiative_id), title, "; ".join(detail), str(row.source_urls)))
    for row in told.wide.itertuples():
        rows.append(("wide", str(row.initiative_id), initiative_title(atlas, str(row.initiative_id), language), "", str(row.source_urls)))
    return rows


def _figures(told: Profile, language: Language) -> list[Row]:
    rows = []
    for row in told.standing.itertuples():
        where = say(
            f"municipality.standing_{row.among}",
            language,
            rank=int(str(row.rank)),
            of=number(int(str(row.of)), language),
            median=decimal(float(str(row.median)), language),
        )
        rows.append(("standing", say(f"municipality.standing_measure.{row.measure}", language), str(row.value), where, ""))
    border, initiatives = say("municipality.border", language), say("table.initiatives", language)
    for nis, row in zip(told.neighbours.index, told.neighbours.itertuples(), strict=True):
        count = count_written(float(str(row.initiatives)), language, partial=told.is_partial)
        pairs = ((border, decimal(float(str(row.border_km)), language)), (initiatives, count))
        detail = "; ".join(say("panel.labelled", language, name=name, value=value) for name, value in pairs)
        rows.append(("neighbour", str(nis), str(row.municipality), detail, ""))
    return rows


def _official(told: Profile, language: Language) -> list[Row]:
    """The official figures: period, rank, median of its peers and source beside each value; one that is not known says so."""
    rows: list[Row] = []
    for line in official_lines(told, language):
        value = line.value if pd.isna(line.raw) else str(line.raw)
        pairs = (("official.period", line.period or line.value), ("official.rank_label", line.rank), ("official.median", line.median))
        detail = [line.unit, *(say("panel.labelled", language, name=say(name, language), value=text) for name, text in pairs), line.source]
        rows.append(("official", line.name, value, "; ".join(detail), str(line.indicator.row["source_url"])))
    return rows


def around(atlas: Atlas, told: Profile, language: Language) -> list[Row]:
    """The rows about organisations that are seated here and published indicators that name the municipality."""
    rows: list[Row] = [
        (
            "organisation", str(row.organisation_id), atlas.texts.say(str(row.name), language), say(f"organisation_kind.{row.kind}", language),
            str(row.source_urls),
        ) for row in told.organisations.itertuples(index=False)
    ]  # fmt: skip
    for row in told.indicators.itertuples():
        value = str(row.value_text) if pd.isna(row.value) else _measured(float(str(row.value)), str(row.unit), atlas, language)
        rows.append(
            (
                "indicator",
                str(row.indicator_id),
                atlas.texts.say(str(row.indicator), language),
                f"{value} ({period_name(str(row.period), language)})",
                str(row.source_urls),
            )
        )
    return rows


def _measured(value: float, unit: str, atlas: Atlas, language: Language) -> str:
    if unit == "flag":
        return say("answer.yes" if value else "answer.no", language)
    return euro(value, language) if unit == "EUR" else f"{decimal(value, language)} {atlas.texts.say(unit, language)}"
