"""The figures of the app for scripts: `coverage` and `initiatives`."""

import argparse

from wallonia_map.cli.options import Commands, add_common, add_filters, add_place, known, selection_of, write_table
from wallonia_map.model import Level
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.questions.engine import engine
from wallonia_map.questions.places import places_of
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import load

INITIATIVE_COLUMNS = (
    "initiative_id", "programme", "title", "lead", "lead_type", "scope", "themes", "stage", "start_year", "end_year",
    "subsidy_eur", "budget_eur", "municipalities", "counted_as", "confidence", "inferred", "source_urls",
)  # fmt: skip


def add_figure_commands(commands: Commands) -> None:
    """Add `coverage` and `initiatives` to `commands`."""
    coverage = commands.add_parser("coverage", help="coverage in municipalities, inhabitants and km²")
    coverage.add_argument("--by", default="region", help="region, province or arrondissement")
    coverage.set_defaults(run=_coverage)
    initiatives = commands.add_parser("initiatives", help="the initiatives that the filters leave")
    initiatives.set_defaults(run=_initiatives)
    for command in (coverage, initiatives):
        add_place(command)
        add_filters(command)
        add_common(command)


def _coverage(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    selection = selection_of(options, atlas)
    by = Level(known("territory level", options.by, ("region", "province", "arrondissement")))
    covered, possible = engine().covered(atlas, selection), engine().possible(atlas, selection)
    table = coverage_table(
        atlas, covered, not_known=possible, by=by, vintage=selection.vintage, population_year=selection.population_year,
        within=places_of(atlas, selection),
    )  # fmt: skip
    return write_table(table, options.format)


def _initiatives(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    selected = select(atlas, selection_of(options, atlas))
    reached = selected.participations.groupby("initiative_id")["nis"].nunique()
    table = selected.initiatives.assign(municipalities=reached).fillna({"municipalities": 0}).astype({"municipalities": "int64"})
    unsure = (table["municipalities"] == 0) & table.index.isin(selected.possible["initiative_id"])
    if unsure.any():  # some perhaps: not known, never none
        table["municipalities"] = table["municipalities"].astype("Int64").mask(unsure)
    return write_table(table.reset_index()[list(INITIATIVE_COLUMNS)], options.format)
