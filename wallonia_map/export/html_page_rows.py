"""The rows of the HTML page: municipalities and initiatives, every figure as the language writes it and as it sorts."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd

from wallonia_map.i18n import decimal, number, say
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.certainty import amounts_written
from wallonia_map.views.classing import MISSING
from wallonia_map.views.measures import distinct_initiatives
from wallonia_map.views.summary import ViewSummary


@dataclass(frozen=True)
class FormattedNumber:
    """A number as it is written, and as it sorts; `sorts` is empty where it is not known."""

    written: str
    sorts: str


@dataclass(frozen=True)
class MunicipalityRow:
    """One municipality in view; `colour` is empty where the value is not known: then it is hatched."""

    nis: str
    name: str
    others: tuple[str, ...]
    colour: str
    class_name: str
    rank: int
    value: FormattedNumber
    initiatives: FormattedNumber
    inhabitants: FormattedNumber
    area: FormattedNumber
    density: str
    arrondissement: str
    province: str


@dataclass(frozen=True)
class InitiativeRow:
    """One initiative of the view; `told` are the panel's paragraphs, `sources` address (empty: no web address) and site."""

    identifier: str
    title: str
    programme: str
    themes: tuple[str, ...]
    lead: str
    years: str
    year: str
    stage: str
    subsidy: FormattedNumber
    confidence: str
    told: tuple[str, ...]
    inferred: str
    sources: tuple[tuple[str, str], ...]


def municipality_rows(summary: ViewSummary) -> list[MunicipalityRow]:
    """The municipalities in view, highest value first, then most inhabitants."""
    seen, chosen = summary.measured, summary.view.selection
    table = summary.atlas.municipalities(chosen.vintage).reindex(seen.values.index)
    table = table.assign(
        people=summary.atlas.population(chosen.vintage, chosen.population_year).reindex(table.index),
        count=_counts(summary).reindex(table.index), value=seen.values, paint=seen.classes, class_name=summary.class_names,
        rank=seen.classes if summary.is_categorical else seen.classes.map(_ranks(summary)),
    )  # fmt: skip
    first = "value" if summary.has_value_column else "count"
    table = table.sort_values([first, "people"], ascending=False, na_position="last", kind="stable")
    return [_municipality(summary, str(nis), row) for nis, row in table.iterrows()]


def _counts(summary: ViewSummary) -> pd.Series:
    """Distinct initiatives per municipality in view; missing where not known, zero where no initiative is asked about."""
    counts = distinct_initiatives(summary.selected).astype("float64")
    return counts if summary.lists_initiatives else counts.fillna(0)


def _ranks(summary: ViewSummary) -> dict[int, int]:
    """Class → its place in the legend, from the lowest up; « not known » stays what it is."""
    order = [line.number for line in summary.rows if line.number != MISSING]
    return {MISSING: MISSING} | {number: place for place, number in enumerate(order)}


def _municipality(summary: ViewSummary, nis: str, row: pd.Series) -> MunicipalityRow:
    atlas, language = summary.atlas, summary.language
    name = atlas.municipality_name(nis, summary.view.selection.vintage, language)
    value, density = float(row["value"]), row["people"] / row["area_km2"]
    note = summary.value_notes.get(nis)
    written = summary.write_value(value) + (f" ({note})" if note else "")
    return MunicipalityRow(
        nis, name, tuple(other for other in dict.fromkeys(row[["name_fr", "name_nl", "name_de"]]) if other != name),
        "" if row["paint"] == MISSING else summary.fills[row["paint"]], row["class_name"], int(row["rank"]),
        value=FormattedNumber(written, "" if value != value else f"{value:.12g}"),
        initiatives=_count(row["count"], language),
        inhabitants=FormattedNumber(number(row["people"], language), str(int(row["people"]))),
        area=FormattedNumber(decimal(row["area_km2"], language), str(float(row["area_km2"]))),
        density=f"{number(density, language)} {say('panel.per_km2', language)}",
        arrondissement=atlas.territory_name(row["arrondissement_nis"], language),
        province=atlas.territory_name(row["province_nis"], language),
    )  # fmt: skip


def _count(count: float, language: str) -> FormattedNumber:
    """A number of initiatives; that of a municipality which only may take part is not known."""
    if pd.isna(count):
        return FormattedNumber(say("not_known.label", language), "")
    return FormattedNumber(number(count, language), str(int(count)))


def initiative_rows(summary: ViewSummary) -> list[InitiativeRow]:
    """The initiatives of the view, by title."""
    rows = [_initiative(summary, str(identifier), row) for identifier, row in summary.selected.initiatives.iterrows()]
    return sorted(rows, key=lambda row: normalise(row.title))


def _initiative(summary: ViewSummary, identifier: str, row: pd.Series) -> InitiativeRow:
    language, texts = summary.language, summary.atlas.texts
    subsidy, known = row["subsidy_eur"], not pd.isna(row["subsidy_eur"])
    return InitiativeRow(
        identifier, initiative_title(summary.atlas, identifier, language), say(f"programme.{row['programme']}", language),
        tuple(say(f"theme.{theme}", language) for theme in row["themes"].split(";") if theme),
        texts.say_each(row["lead"], language), _years(row), "" if pd.isna(row["start_year"]) else str(row["start_year"]),
        say(f"stage.{row['stage']}", language),
        FormattedNumber(number(subsidy, language), f"{subsidy:.2f}") if known else FormattedNumber(say("certainty.not_published", language), ""),
        say(f"confidence.{row['confidence']}", language), _told(summary, row),
        ", ".join(say(f"inferred.{name}", language) for name in row["inferred"].split(";") if name),
        tuple(_source(url) for url in row["source_urls"].split(";") if url.strip()),
    )  # fmt: skip


def _years(row: pd.Series) -> str:
    if pd.isna(row["start_year"]):
        return ""
    last = "" if pd.isna(row["end_year"]) or row["end_year"] == row["start_year"] else f"–{row['end_year']}"
    return f"{row['start_year']}{last}"


def _told(summary: ViewSummary, row: pd.Series) -> tuple[str, ...]:
    """What the panel says under the title: summary, lead, amounts."""
    language, texts = summary.language, summary.atlas.texts
    told = [texts.say(row["summary"], language)]
    if row["lead"] and row["lead_type"] != "lag":
        told.append(say("panel.labelled", language, name=say("panel.lead", language), value=texts.say_each(row["lead"], language)))
    told.append(texts.say(row["possible_reason"], language))
    return tuple(text for text in (*told, amounts_written(row, language)) if text)


def _source(url: str) -> tuple[str, str]:
    """Address and site; what is no web address is shown, never linked."""
    address = url.strip()
    return (address, (urlsplit(address).hostname or "").removeprefix("www.")) if is_web(address) else ("", address)


def is_web(url: str) -> bool:
    """Whether `url` is an address that a link may lead to: http or https, with a host, nothing that a browser would strip."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
