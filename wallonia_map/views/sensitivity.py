"""Does it hold? A coverage statement under other rules, and a choropleth under other classifications."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import say
from wallonia_map.model import Confidence, CountingRule, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage_by, coverage_of
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views import classing, palette
from wallonia_map.views.class_choice import ClassChoice, scale_of
from wallonia_map.views.classification import Method, bounds_of
from wallonia_map.views.classing import INFINITE, ZERO, Scale
from wallonia_map.views.measures import Measure, measured
from wallonia_map.vocabulary import Kind, Word

VARIANT_COLUMNS = (
    "vintage", "population_year", "role_rule", "municipalities", "municipalities_covered", "municipalities_not_known",
    "share_municipalities", "inhabitants", "inhabitants_covered", "inhabitants_not_known", "share_inhabitants", "area_km2",
    "area_covered_km2", "area_not_known_km2", "share_area",
    "difference_municipalities", "difference_inhabitants", "difference_share_municipalities", "difference_share_inhabitants",
    "difference_share_area",
)  # fmt: skip


class _Choropleths:
    """The measures whose classes are intervals of numbers: indicators are rows of data, so the list is made when it is read."""

    def __iter__(self) -> Iterator[Measure]:
        return iter((Measure.INITIATIVES, Measure.PER_10000, Measure.SUBSIDY, *(item for item in Measure if item.indicator)))

    def __contains__(self, measure: object) -> bool:
        return measure in tuple(self)


CHOROPLETHS = _Choropleths()


class _Variants(Kind):
    def ids(cls) -> tuple[str, ...]:  # noqa: N805 (a class of classes)
        vintages = tuple(f"vintage-{item.value}" for item in Vintage)
        return ("as-asked", "strict", "extended", *vintages, "without-low", "without-medium-and-low", "all-possible")


class Variant(Word, metaclass=_Variants):
    """The other ways of making a coverage statement, in the order of the table; one for every vintage."""

    kind = "variant"

    @classmethod
    def of(cls, vintage: Vintage) -> "Variant":
        """The same question in another vintage."""
        return cls(f"vintage-{vintage.value}")


@dataclass(frozen=True)
class Classifications:
    """A choropleth's classes under every method; class 0 is zero, -1 not known, and neither can change.

    `summary` has one row per method (index `method`): `classes` (beside zero), `upper` (their upper bounds, closed),
    `municipalities_changed`, `inhabitants_changed`, `share_municipalities`. `municipalities` has one row per municipality
    that changes under at least one (index `nis`): `municipality`, `value`, `class` as shown, then its class per method.
    """

    measure: Measure
    summary: pd.DataFrame
    municipalities: pd.DataFrame


def coverage_variants(atlas: Atlas, selection: Selection) -> pd.DataFrame:
    """The coverage of `selection` under every `Variant` (index `variant`): `VARIANT_COLUMNS`.

    Each changes one thing. Another vintage keeps the population year where it has it (2019 has no 2025), else takes its
    own. Differences are the variant minus what was asked, shares from 0 to 1.
    """
    variants = selections_of(atlas, selection)
    rows = {variant.value: _figures(atlas, variants[variant], variant) for variant in Variant}
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("variant")
    asked = table.loc[Variant.AS_ASKED.value]
    for column in ("municipalities", "inhabitants"):
        table[f"difference_{column}"] = table[f"{column}_covered"] - asked[f"{column}_covered"]
    for column in ("share_municipalities", "share_inhabitants", "share_area"):
        table[f"difference_{column}"] = table[column] - asked[column]
    return table[list(VARIANT_COLUMNS)]


def variant_name(variant: str, row: pd.Series, language: str) -> str:
    """What a row of `coverage_variants` is called; another vintage has another population too, so its year is said."""
    name = say(f"robust.variant.{variant}", language)
    if variant not in {Variant.of(vintage) for vintage in Vintage}:
        return name
    return say("certainty.variant_year", language, name=name, year=str(int(row["population_year"])))


def count_variants(atlas: Atlas, nis: str, selection: Selection) -> dict[str, int]:
    """The number of initiatives that count in the municipality `nis` (of the selection's vintage) under every `Variant`."""
    counts = {}
    for variant, asked in selections_of(atlas, selection.replace(municipalities=(nis,))).items():
        found = select(atlas, asked)
        pairs = pd.concat([found.participations, found.possible]) if variant is Variant.ALL_POSSIBLE else found.participations
        counts[variant.value] = int(pairs.loc[pairs["nis"].isin(asked.municipalities), "counted_as"].nunique())
    return counts


def selections_of(atlas: Atlas, selection: Selection) -> dict[Variant, Selection]:
    """The selection asked otherwise, one way per `Variant`; « all possible » asks the same and counts what is not known as covered."""
    confidences = selection.confidences or tuple(item.value for item in Confidence)
    variants = {
        Variant.AS_ASKED: selection, Variant.ALL_POSSIBLE: selection,
        Variant.STRICT: selection.replace(rule=RoleRule.STRICT), Variant.EXTENDED: selection.replace(rule=RoleRule.EXTENDED),
        **{Variant.of(vintage): in_vintage(atlas, selection, vintage) for vintage in Vintage},
    }  # fmt: skip
    for variant, dropped in (
        (Variant.WITHOUT_LOW, {Confidence.LOW.value}),
        (Variant.WITHOUT_MEDIUM_AND_LOW, {Confidence.LOW.value, Confidence.MEDIUM.value}),
    ):
        variants[variant] = selection.replace(confidences=tuple(item for item in confidences if item not in dropped))
    return variants


def in_vintage(atlas: Atlas, selection: Selection, vintage: Vintage) -> Selection:
    """The same question in another vintage: chosen municipalities under their codes there, a known population year."""
    if selection.vintage is vintage:
        return selection
    source = atlas.tables["municipalities_source"]
    chosen = source[source[f"nis_{selection.vintage.value}"].isin(selection.municipalities)]
    year = selection.population_year or atlas.own_year(selection.vintage)
    return selection.replace(
        vintage=vintage, municipalities=tuple(sorted(set(chosen[f"nis_{vintage.value}"]))),
        population_year=year if year in atlas.population_years(vintage) else None,
    )  # fmt: skip


def _figures(atlas: Atlas, selection: Selection, variant: Variant) -> dict[str, Any]:
    if variant in (Variant.WITHOUT_LOW, Variant.WITHOUT_MEDIUM_AND_LOW) and not selection.confidences:
        it = coverage_by(atlas, (), selection, within=places_of(atlas, selection))  # no row is left; an empty filter would mean all
    elif variant is Variant.ALL_POSSIBLE:
        found = select(atlas, selection)
        it = coverage_by(atlas, found.covered.union(found.not_known), selection, within=found.places)
    else:
        it = coverage_of(atlas, selection)
    municipalities, inhabitants, area = it.shares
    return {
        "vintage": selection.vintage.value, "population_year": selection.population_year or atlas.own_year(selection.vintage),
        "role_rule": selection.rule.value, "share_municipalities": municipalities, "share_inhabitants": inhabitants, "share_area": area,
        **vars(it),
    }  # fmt: skip


def classification_changes(
    atlas: Atlas, selection: Selection, measure: Measure, counting: CountingRule = CountingRule.EQUAL, *, language: str = "fr"
) -> Classifications:
    """Which municipalities change class when the bounds of the choropleth are drawn by another method.

    Each method draws as many classes as are shown, over the values above zero (head/tail stops earlier where the values
    do; its topmost classes are one). « Changes class » means that the class's number, counted from the lowest, differs.

    Raises
    ------
    UnknownValueError
        If `measure` is not a number in intervals.
    """
    if measure not in CHOROPLETHS:
        raise UnknownValueError("choropleth measure", measure.value, tuple(item.value for item in CHOROPLETHS))
    shown = measured(atlas, selection, measure, counting)
    if measure.indicator is None:
        scales = {method.value: scale_by(shown.values, method, len(shown.scale.upper)) for method in Method}
    else:  # values on both sides of zero may be among them
        scales = {method.value: scale_of(shown.values, ClassChoice(method.value)) for method in Method}
    numbers = {name: classing.classes(shown.values, scale) for name, scale in scales.items()}
    inhabitants = atlas.population(selection.vintage, selection.population_year).reindex(shown.values.index)
    table = pd.DataFrame({"class": shown.classes, **numbers})
    changed = table[list(numbers)].ne(table["class"], axis=0)
    bounds = {name: scale.upper for name, scale in scales.items()}
    summary = pd.DataFrame({
        "classes": {name: len(upper) for name, upper in bounds.items()}, "upper": bounds, "municipalities_changed": changed.sum(),
        "inhabitants_changed": changed.mul(inhabitants, axis=0).sum(),
        "share_municipalities": changed.sum() / (len(changed) or 1),
    }).reindex(list(bounds)).rename_axis("method")  # fmt: skip
    table = table[changed.any(axis=1)]
    table.insert(0, "municipality", [atlas.municipality_name(nis, selection.vintage, language) for nis in table.index])
    table.insert(1, "value", shown.values.reindex(table.index))
    return Classifications(measure, summary, table.rename_axis("nis").sort_values(["value", "nis"], ascending=[False, True]))


def scale_by(values: pd.Series, method: Method, classes: int) -> Scale:
    """At most `classes` right-closed classes over the known values above zero, bounds drawn by `method`; the last is open."""
    above = values[values > ZERO].astype("float64")
    wanted = min(classes, above.nunique())
    inner = (
        bounds_of(tuple(above.sort_values()), method, wanted)[:-1] if wanted > 1 else ()
    )  # the last bound is the highest value: left open instead
    upper = inner[: wanted - 1]
    return Scale((*upper, INFINITE), palette.SEQUENTIAL[: len(upper) + 2])
