"""An official figure of the whole in view and of its provinces, each with what it is: a ratio of sums, or a median named so."""

from dataclasses import dataclass

from wallonia_map.i18n import number, say
from wallonia_map.model import Indicator, Level, Selection
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.places import places_of
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.indicator_words import write_figure

_BASIS = {"ratio": "official.basis_ratio", "median": "official.basis_median"}


@dataclass(frozen=True)
class TerritoryLine:
    """One territory: its name, its figure as written, what kind of figure that is, and of how many of its municipalities a value is known."""

    name: str
    value: str
    basis: str
    known: str


def territory_lines(atlas: Atlas, indicator: Indicator, selection: Selection, language: str) -> tuple[TerritoryLine, ...]:
    """The municipalities in view together, then each province that has some of them; nothing where there are none in view."""
    places = places_of(atlas, selection)
    lines = []
    for level in (Level.REGION, Level.PROVINCE):
        table = territory_figures(
            atlas, indicator, by=level, vintage=selection.vintage, population_year=selection.population_year, within=places,
        )  # fmt: skip
        is_whole = len(places) == len(atlas.municipalities(selection.vintage))
        for nis, row in table.iterrows():
            own = level is Level.PROVINCE or is_whole
            lines.append(TerritoryLine(
                atlas.territory_name(str(nis), language) if own else say("official.in_view", language),
                write_figure(float(row["value"]), indicator, language), say(_BASIS[str(row["basis"])], language),
                say("official.known_of", language, n=number(row["municipalities_known"], language), of=number(row["municipalities"], language)),
            ))  # fmt: skip
    return tuple(lines)


def territory_header(language: str) -> tuple[str, ...]:
    """What the columns of a table of these lines are called."""
    return tuple(say(name, language) for name in ("report.territory", "official.value", "official.basis_label", "official.known_label"))
