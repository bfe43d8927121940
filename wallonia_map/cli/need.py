"""The command `need`: coverage by fifths of an official figure of the municipalities."""

import argparse
import sys

from wallonia_map.cli.options import Commands, add_common, add_filters, add_place, known, selection_of, write_table
from wallonia_map.errors import UnknownValueError
from wallonia_map.export.planner_tables import need_ranks_table
from wallonia_map.i18n import Language
from wallonia_map.model import Direction, Indicator, Level
from wallonia_map.questions.indicator_figures import territory_figures
from wallonia_map.questions.need import need_by_fifths
from wallonia_map.questions.need_ranks import Criterion, need_ranks
from wallonia_map.questions.places import places_of
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.views.need_words import describe_need, describe_ranks, need_headings


def add_need_command(commands: Commands) -> None:
    """Add `need` to `commands`."""
    command = commands.add_parser(
        "need", help="coverage by fifths of an official figure: of the municipalities with most unemployment, which share is covered",
        description=f"{__doc__} One row a fifth, the lowest values first; a municipality without a value is in none.",
    )  # fmt: skip
    command.add_argument("--indicator", required=True, action="append", metavar="ID", help="one of the list below")
    command.add_argument(
        "--white-spots", action="store_true", help="instead of the fifths: what nothing covers, by mean rank in one to three indicators, ID or "
        "ID:higher or ID:lower (which values come first); positions with one left out",
    )  # fmt: skip
    command.add_argument(
        "--by", choices=[item.value for item in Level if item is not Level.MUNICIPALITY], help="instead of the fifths: the figure of each territory, "
        "a ratio of sums where numerator and denominator are held, else the median of its municipalities",
    )  # fmt: skip
    command.add_argument("--language", choices=[item.value for item in Language], help="of a table: its headings, and a sentence below it")
    add_filters(command)
    add_place(command)
    add_common(command)
    command.set_defaults(run=_need)


def _need(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    if options.white_spots:
        return _white_spots(options, atlas)
    if len(options.indicator) > 1:
        raise UnknownValueError("number of indicators without --white-spots", len(options.indicator), ("1",))
    indicator = Indicator(known("indicator", options.indicator[0], [item.value for item in Indicator]))
    if options.by is not None:
        return _territories(options, atlas, indicator)
    found = need_by_fifths(atlas, indicator, selection_of(options, atlas))
    if options.format != "table" or options.language is None:
        return write_table(found.table, options.format)
    written = write_table(found.table.rename(columns=need_headings(options.language)), options.format)
    sys.stdout.write(f"\n{describe_need(atlas, found, options.language)}\n")
    return written


def _territories(options: argparse.Namespace, atlas: Atlas, indicator: Indicator) -> int:
    chosen = selection_of(options, atlas)
    table = territory_figures(
        atlas, indicator, by=Level(options.by), vintage=chosen.vintage, population_year=chosen.population_year, within=places_of(atlas, chosen),
    )  # fmt: skip
    table.insert(0, "territory", [atlas.territory_name(str(nis), options.language or "fr") for nis in table.index])
    return write_table(table.reset_index(), options.format)


def _white_spots(options: argparse.Namespace, atlas: Atlas) -> int:
    criteria = [_criterion(text) for text in options.indicator]
    chosen = selection_of(options, atlas)
    found = need_ranks(atlas, chosen, criteria, language=options.language or "en")
    if options.format != "table" or options.language is None:
        return write_table(found.table.reset_index(), options.format)
    told = need_ranks_table(atlas, found, chosen, Language(options.language))
    written = write_table(told.rows.set_axis(list(told.header), axis=1), options.format)
    sys.stdout.write(f"\n{describe_ranks(found, options.language)}\n")
    return written


def _criterion(text: str) -> Criterion:
    name, _, direction = text.partition(":")
    indicator = Indicator(known("indicator", name, [item.value for item in Indicator]))
    ends = (Direction.HIGHER.value, Direction.LOWER.value)
    return Criterion.of(indicator, Direction(known("direction", direction, ends)) if direction else None)
