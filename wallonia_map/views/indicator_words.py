"""How official figures are written, and the sentence that describes one of them over the places of a view."""

from collections.abc import Iterable

import pandas as pd

from wallonia_map.i18n import euro, exact, listing, per_cent, say
from wallonia_map.model import Indicator, IndicatorRange
from wallonia_map.questions.indicators import IndicatorValues
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.classing import Scale

#: Enough to say what is older, few enough to read.
_MOST_NAMED = 12


def indicator_name(indicator: Indicator, language: str) -> str:
    """The full name of an indicator."""
    return say(f"measure.{indicator.value}", language)


def short_name(indicator: Indicator, language: str) -> str:
    """Its name in menus and lists."""
    return say(f"indicator.{indicator.value}", language)


def shown_figure(value: float, indicator: Indicator, scale: Scale | None = None) -> float:
    """`value` to the indicator's decimals; beside the legend of `scale` to more where fewer would read as of another class."""
    decimals = int(indicator.row["decimals"])
    return round(value, decimals) if scale is None else scale.shown(value, decimals=decimals)


def write_figure(value: float, indicator: Indicator, language: str, scale: Scale | None = None) -> str:
    """A value with the sign of its unit, or « not known »."""
    if pd.isna(value):
        return say("value.not_known", language)
    shown = shown_figure(value, indicator, scale)
    if indicator.row["symbol"] == "€":
        return euro(shown, language, next((digits for digits in (0, 2, *range(3, 16)) if shown == round(shown, digits)), 2))
    text = exact(shown, language)
    return per_cent(text, language) if indicator.row["symbol"] == "%" else text


def range_name(asked: IndicatorRange, language: str) -> str:
    """A filter on an indicator as a chip writes it: the short name and its bounds."""
    low, high = ("" if bound is None else write_exactly(bound, asked.indicator, language) for bound in (asked.low, asked.high))
    bounds = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    return f"{short_name(asked.indicator, language)} {bounds}"


def write_exactly(value: float, indicator: Indicator, language: str) -> str:
    """A bound with all its digits and the sign of its unit."""
    text, symbol = exact(value, language), indicator.row["symbol"]
    return per_cent(text, language) if symbol == "%" else f"{text}\u202f€" if symbol else text


def period_notes(found: IndicatorValues, places: Iterable[str]) -> dict[str, str]:
    """The period of each value in `places` that is not of the usual one, by `nis`: it stands beside the value wherever that is shown."""
    inside = set(places)
    return {str(nis): str(period) for nis, period in found.of_another_period.items() if nis in inside}


def describe_indicator(atlas: Atlas, found: IndicatorValues, places: pd.Index, whole: float | None, language: str) -> str:
    """From what to what the values in `places` go, where, their median; what is not known, what is of another period.

    `whole` is the figure of all places together, where numerator and denominator allow one.
    """
    indicator, name = found.indicator, indicator_name(found.indicator, language)
    known = found.values.reindex(places).dropna()
    if known.empty:
        return say("official.none", language, name=name)

    def place(nis: object) -> str:
        return atlas.municipality_name(str(nis), found.vintage, language)

    if len(places) == 1:
        period = found.periods[places[0]]
        return say(
            "official.single",
            language,
            name=name,
            period=period,
            value=write_figure(known.iloc[0], indicator, language),
            place=place(places[0]),
        )
    said = [say(
        "official.sentence", language, name=name, period=found.period, low=write_figure(known.min(), indicator, language),
        least=place(known.idxmin()), high=write_figure(known.max(), indicator, language), most=place(known.idxmax()),
        median=write_figure(known.median(), indicator, language), n=len(known), of=len(places),
    )]  # fmt: skip
    if whole is not None and not pd.isna(whole):
        said.append(say("official.whole", language, value=write_figure(whole, indicator, language)))
    notes = period_notes(found, places)
    if notes:
        named = [f"{place(nis)} ({period})" for nis, period in list(notes.items())[:_MOST_NAMED]]
        named += ["…"] if len(notes) > _MOST_NAMED else []
        said.append(say("official.other_period", language, names=listing(named, language)))
    return " ".join(said)
