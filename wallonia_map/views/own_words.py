"""What is said about a visitor's column: intervals, the sentence, and the comparison with coverage as a table."""

import pandas as pd

from wallonia_map.i18n import exact, number, percent, say
from wallonia_map.views.classing import FEWEST_DIGITS, Scale, rounded
from wallonia_map.views.own_values import OwnValues


def figure(value: float, language: str, scale: Scale | None = None) -> str:
    """A figure with as many decimals as the eye can use: none from a hundred on, three digits that count below.

    Beside the legend of `scale` it has as many more as it needs to be read as of its class.
    """
    return exact(rounded(value, FEWEST_DIGITS) if scale is None else scale.shown(value), language)


def described(summary: OwnValues) -> str:
    """The sentence that describes a column: how much is known, middle and ends; medians with and without coverage."""
    language, known = summary.language, summary.values.dropna()
    total = len(summary.values)
    if known.empty:
        return say("own.sentence_none", language, name=summary.value_name)
    inhabitants = float(summary.inhabitants.sum()) or 1.0
    least, most = known.idxmin(), known.idxmax()
    names = {
        end: summary.atlas.municipality_name(str(nis), summary.column.vintage, language) for end, nis in (("least", least), ("most", most))
    }
    parts = [
        say(
            "own.sentence_known", language, name=summary.value_name, n=len(known), of=number(total, language),
            share=percent(float(summary.inhabitants[known.index].sum()) / inhabitants, language),
        )
    ]  # fmt: skip
    if len(known) > 1:
        parts.append(
            say(
                "own.sentence_spread", language, median=summary.write_value(float(known.median())), low=summary.write_value(float(known.min())),
                high=summary.write_value(float(known.max())), least=names["least"], most=names["most"],
            )
        )  # fmt: skip
    if summary.look.programme and not summary.look.only:
        parts += _beside(summary)
    elif summary.look.only:
        parts.append(say(f"own.sentence_{summary.look.only}", language, programme=summary.programme_name))
    if summary.look.programme:
        parts.append(say("slides.not_evidence", language))
    return " ".join(parts)


def _beside(summary: OwnValues) -> list[str]:
    table, language = comparison(summary), summary.language
    inside, outside = table.loc["covered"], table.loc["not-covered"]
    told = []
    if inside["known"] and outside["known"]:
        told.append(
            say(
                "own.sentence_beside", language, programme=summary.programme_name, inside=figure(inside["median"], language), n=int(inside["known"]),
                outside=figure(outside["median"], language), m=int(outside["known"]),
            )
        )  # fmt: skip
    else:
        side = "covered" if outside["known"] else "not_covered"
        told.append(say(f"own.sentence_no_{side}", language, programme=summary.programme_name))
    unknown = int(table["unknown"].sum())
    unsure = len(summary.asked.not_known)
    told += [say("own.sentence_unknown", language, n=unknown)] if unknown else []
    return told + ([say("not_known.count", language, n=unsure)] if unsure else [])


def comparison(summary: OwnValues) -> pd.DataFrame:
    """The column among covered and not covered municipalities: one row each (index `covered`, `not-covered`).

    Columns: `municipalities`, `known` and `unknown` (counts that add up), `median`, `least`, `most` of the known values
    (missing where none is), `total` (their sum; missing for a rate, or per inhabitants, which do not add up).
    """
    values = summary.column.series(summary.asked.places)
    if summary.is_divided:
        inhabitants = summary.atlas.population(summary.column.vintage, summary.view.selection.population_year)
        values = values / inhabitants.reindex(values.index) * 10_000
    inside = values.index.isin(summary.asked.covered)
    adds_up = not summary.column.is_rate and not summary.is_divided
    rows = {}
    for name, part in (("covered", values[inside]), ("not-covered", values[~inside & ~values.index.isin(summary.asked.not_known)])):
        total = part.sum(min_count=1) if adds_up else float("nan")
        rows[name] = (len(part), int(part.notna().sum()), int(part.isna().sum()), part.median(), part.min(), part.max(), total)
    names = ["municipalities", "known", "unknown", "median", "least", "most", "total"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)
