"""The tables that stand beside the map, with the same rows and the same figures."""

import hashlib
from collections.abc import Callable

import pandas as pd
import streamlit as st
from pandas.util import hash_pandas_object

from wallonia_map.atlas import Atlas
from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.measures import Measure, Measured
from wallonia_map.naming import class_label, initiative_title, lag_name
from wallonia_map.sentences import write_value
from wallonia_map.ui import paper


def municipality_rows(atlas: Atlas, measured: Measured, language: Language) -> pd.DataFrame:
    """The municipalities in view, highest value first: what the map shows, its class, inhabitants, area, province."""
    chosen = measured.selected.selection
    rows = atlas.municipalities(chosen.vintage).reindex(measured.values.index)
    names = {row.number: class_label(atlas, row, measured.measure, language) for row in measured.legend}
    table = pd.DataFrame({
        "municipality": [atlas.municipality_name(nis, chosen.vintage, language) for nis in rows.index],
        "value": measured.values,
        "class": measured.classes.map(names),
        "initiatives": measured.made_of.sum(axis=1),
        "inhabitants": atlas.population(chosen.vintage, chosen.population_year).reindex(rows.index),
        "area": rows["area_km2"],
        "province": rows["province_nis"].map(lambda nis: atlas.territory_name(nis, language)),
    }, index=rows.index)  # fmt: skip
    if measured.categories is not None:
        no_lag = say("legend.no_lag", language)
        table["class"] = measured.categories.map(lambda lag: no_lag if pd.isna(lag) else lag_name(atlas, lag, language))
    if measured.measure in (Measure.INITIATIVES, Measure.COVERED) or measured.categories is not None:
        table = table.drop(columns="value")
    first = "value" if "value" in table else "initiatives"
    return table.sort_values([first, "inhabitants"], ascending=False, na_position="last")


def municipality_table(atlas: Atlas, measured: Measured, language: Language) -> None:
    """The municipalities in view as a table that sorts and searches."""
    _municipality_table(atlas, measured, _stamp(atlas, measured), language)


def _stamp(atlas: Atlas, measured: Measured) -> str:
    """A text that differs where what is measured differs, to the last digit."""
    parts = [measured.values, measured.classes, *([] if measured.categories is None else [measured.categories])]
    summed = hashlib.blake2b(b"".join(hash_pandas_object(part).to_numpy().tobytes() for part in parts), digest_size=16).hexdigest()
    return f"{atlas.catalog.fingerprint} {measured.measure} {measured.selected.selection} {summed}"


@st.cache_data(show_spinner=False, max_entries=64)
def _municipality_table(_atlas: Atlas, _measured: Measured, stamp: str, language: Language) -> None:  # noqa: ARG001 (the stamp is the key)
    """Formatted once per view for all visitors: Streamlit plays the same message again."""
    atlas, measured = _atlas, _measured
    table = municipality_rows(atlas, measured, language)
    names = {"value": say(f"measure.{measured.measure.value}", language)}
    config = {name: names.get(name) or say(f"table.{name}", language) for name in table.columns}
    written = {
        "value": lambda value: write_value(value, measured.measure, language), "initiatives": lambda value: number(value, language),
        "inhabitants": lambda value: number(value, language), "area": lambda value: decimal(value, language),
    }  # fmt: skip
    _show(table, config, written, say("explore.table_heading", language), language)


def _show(table: pd.DataFrame, names: dict[str, str], written: dict[str, Callable[[float], str]], alt: str, language: Language) -> None:
    """Show `table` under translated headers; numbers sort as numbers and read as the language writes them."""
    shown = {name: write for name, write in written.items() if name in table}
    styled = table.style.format(shown, na_rep="")
    st.dataframe(styled, hide_index=True, placeholder="", height=min(420, 40 + 35 * max(len(table), 1)), alt=alt, column_config=dict(names))
    paper.table(table, names, shown, language)


def initiative_table(atlas: Atlas, initiatives: pd.DataFrame, language: Language, *, name: str) -> None:
    """Initiatives as a table that sorts and searches; `name` is what a screen reader calls it."""
    _initiative_table(atlas, tuple(initiatives.index), atlas.catalog.fingerprint, language, name)


@st.cache_data(show_spinner=False, max_entries=64)
def _initiative_table(_atlas: Atlas, identifiers: tuple[str, ...], fingerprint: str, language: Language, name: str) -> None:  # noqa: ARG001
    atlas = _atlas
    initiatives = atlas.initiatives.loc[list(identifiers)]
    rows = pd.DataFrame({
        "title": [initiative_title(atlas, str(identifier), language) for identifier in initiatives.index],
        "programme": [say(f"programme.{name}", language) for name in initiatives["programme"]],
        "themes": [", ".join(say(f"theme.{theme}", language) for theme in themes.split(";") if theme) for themes in initiatives["themes"]],
        "lead": [atlas.texts.say_each(lead, language) for lead in initiatives["lead"]],
        "year": initiatives["start_year"].astype("float64").to_numpy(),
        "stage": [say(f"stage.{stage}", language) for stage in initiatives["stage"]],
        "subsidy": initiatives["subsidy_eur"].to_numpy(),
        "confidence": [say(f"confidence.{value}", language) for value in initiatives["confidence"]],
    })  # fmt: skip
    names = {name: say(f"table.{name}", language) for name in rows.columns}
    written = {"year": lambda value: str(int(value)), "subsidy": lambda value: number(value, language)}
    _show(rows, names, written, name, language)
