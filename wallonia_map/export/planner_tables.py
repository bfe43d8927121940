"""The tables of Compare, White spots and the sheet as files: columns and values in the reader's words, codes beside the names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wallonia_map.i18n import Language, message_ids, say
from wallonia_map.model import Selection
from wallonia_map.questions.completeness import is_complete
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.need_ranks import NeedRanks
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.contracts import LIST_SEPARATOR
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import initiative_title, lag_name
from wallonia_map.views.category_summary import ChangeSummary, OverlapSummary
from wallonia_map.views.indicator_words import short_name
from wallonia_map.views.overlap_parts import KINDS, part_name

_NEXT_DOOR = "_next_door"


@dataclass(frozen=True)
class WordedTable:
    """Rows in the words of a language, and what their columns are called in it."""

    rows: pd.DataFrame
    header: tuple[str, ...]


def worded(table: pd.DataFrame, language: Language, names: Mapping[str, str] | None = None) -> WordedTable:
    """`table`, its index first, under headers in `language`: those in `names`, else what the atlas calls such a column everywhere."""
    rows = table.reset_index(drop=isinstance(table.index, pd.RangeIndex))
    rows[rows.columns[0]] = rows.iloc[:, 0].astype("str")
    known = message_ids(language)
    said = dict(names or {})
    for name in rows.columns:
        message = next((f"{group}.{name}" for group in ("planner_file", "workbook.coverage", "column") if f"{group}.{name}" in known), "")
        said.setdefault(str(name), say(message, language) if message else str(name))
    return WordedTable(rows, tuple(said[str(name)] for name in rows.columns))


def file_word(text: str) -> str:
    """A name as file names have it: without accents, words joined."""
    return "-".join(normalise(text).split())


def difference_table(summary: ChangeSummary) -> WordedTable:
    """One row per municipality and what becomes of it."""
    return _difference_table(summary.atlas, summary.question)


@atlas_cache(8)
def _difference_table(atlas: Atlas, question: tuple[Any, ...]) -> WordedTable:
    summary = ChangeSummary(atlas, *question)
    rows = summary.found.municipalities
    rows = rows.assign(outcome=rows["outcome"].map(lambda name: summary.labels.get(name, name)))
    return worded(_with_province(summary.atlas, rows, summary.language), summary.language)


def overlap_table(summary: OverlapSummary) -> WordedTable:
    """One row per municipality: which parts cover it, inhabitants and area, so that the sums of the page can be made again."""
    return _overlap_table(summary.atlas, summary.question)


@atlas_cache(8)
def _overlap_table(atlas: Atlas, question: tuple[Any, ...]) -> WordedTable:
    summary = OverlapSummary(atlas, *question)
    language, chosen = summary.language, summary.view.selection
    rows = summary.found.membership.drop(columns="code")
    for part in summary.found.parts:
        sure = summary.kind == KINDS[0] and is_complete(atlas, part)
        without = say("answer.no" if sure else "certainty.none_known", language)
        rows[part] = rows[part].map({True: say("answer.yes", language), False: without})
    rows.insert(0, "municipality", [atlas.municipality_name(nis, chosen.vintage, language) for nis in rows.index])
    inhabitants = atlas.population(chosen.vintage, chosen.population_year).reindex(rows.index)
    rows = rows.assign(inhabitants=inhabitants, area_km2=atlas.municipalities(chosen.vintage)["area_km2"].reindex(rows.index))
    return worded(rows, language, {part: part_name(summary.kind, part, language) for part in summary.found.parts})


def white_spots_table(atlas: Atlas, found: pd.DataFrame, language: Language) -> WordedTable:
    """The municipalities that nothing covers, with what is next door."""
    groups, names = atlas.tables["programmes"], {}
    for name in [name for name in found if str(name).startswith("lags_") and str(name).endswith(_NEXT_DOOR)]:
        year = int("".join(letter for letter in name if letter.isdecimal()))
        programme = groups.loc[(groups["family"] == "lag") & (groups["first_year"] == year), "programme"].iloc[0]
        names[name] = say("planner_file.lags_next_door", language, name=say(f"programme.{programme}", language))
        found = found.assign(**{name: [_each(atlas, cell, language) for cell in found[name]]})
    return worded(_with_province(atlas, found, language), language, names)


def need_ranks_table(atlas: Atlas, found: NeedRanks, chosen: Selection, language: Language) -> WordedTable:
    """White spots in the order of need: each criterion's value with its period, its rank, and the position with it left out."""
    rows, names = found.table.drop(columns=["best", "worst"]), {}
    for number, item in enumerate(found.criteria, start=1):
        about = {"name": short_name(item.indicator, language), "unit": say(f"measure_unit.{item.indicator.value}", language)}
        periods = indicator_values(atlas, item.indicator, chosen.vintage, chosen.population_year).periods.reindex(rows.index)
        rows.insert(rows.columns.get_loc(f"value_{number}") + 1, f"period_{number}", periods)
        for part in ("value", "period", "rank", "position_without"):
            names[f"{part}_{number}"] = say(f"need.column_{part}", language, **about)
    rows = rows.assign(best=found.table["best"], worst=found.table["worst"])
    names |= {name: say(f"need.column_{name}", language) for name in ("position", "score", "best", "worst")}
    return worded(_with_province(atlas, rows, language), language, names)


def helpers_table(atlas: Atlas, found: pd.DataFrame, language: Language) -> WordedTable:
    """The peers that could help, a row per initiative."""
    rows = found.assign(
        character=[say(f"municipality.character.{name}", language) for name in found["character"]],
        title=[initiative_title(atlas, str(identifier), language) for identifier in found["initiative_id"]],
        status=found["status"].map(lambda text: atlas.texts.say(text, language)),
    )
    return worded(rows, language)


def compared_table(table: pd.DataFrame, language: Language) -> WordedTable:
    """Territories side by side."""
    rows = table.assign(kind=[say(f"compare.kind.{kind}", language) for kind in table["kind"]])
    themes = [str(name) for name in table if str(name).startswith("theme_")]
    return worded(rows, language, {name: say(f"theme.{name.removeprefix('theme_')}", language) for name in themes})


def _with_province(atlas: Atlas, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """`rows` with the name of the province instead of its code."""
    named = rows.assign(province_nis=[atlas.territory_name(nis, language) for nis in rows["province_nis"]])
    return named.rename(columns={"province_nis": "province"})


def _each(atlas: Atlas, cell: str, language: Language) -> str:
    return LIST_SEPARATOR.join(_names(atlas, cell.split(LIST_SEPARATOR), language))


def _names(atlas: Atlas, lags: Sequence[str], language: Language) -> list[str]:
    return [lag_name(atlas, lag, language) for lag in lags if lag]
