"""The command `years`: initiatives by start year and programme, or coverage as it grew."""

import argparse
import sys

from wallonia_map.cli.options import Commands, add_common, add_filters, add_place, selection_of, write_table
from wallonia_map.i18n import Language, say
from wallonia_map.questions.years import GROWTH_COLUMNS, START_COLUMNS, years
from wallonia_map.tables.atlas import load
from wallonia_map.views.years_words import describe_years


def add_years_command(commands: Commands) -> None:
    """Add `years` to `commands`."""
    command = commands.add_parser(
        "years", help="initiatives by start year and programme, those without a year in rows of their own; or coverage as it grew",
        description=f"{__doc__} A row without a start year holds what has none: initiatives are all listed, coverage is then empty.",
    )  # fmt: skip
    command.add_argument(
        "--by", choices=("programme", "year"), default="programme",
        help=f"programme: {', '.join(START_COLUMNS)} (default); year: {', '.join(GROWTH_COLUMNS)}",
    )  # fmt: skip
    command.add_argument("--language", choices=[item.value for item in Language], help="of a table: its headings, and a sentence below it")
    add_filters(command)
    add_place(command)
    add_common(command)
    command.set_defaults(run=_years)


def _years(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    found = years(atlas, selection_of(options, atlas))
    table = found.starts if options.by == "programme" else found.growth
    if options.format != "table":
        return write_table(table, options.format)
    table = table.astype("str").where(table.notna(), "")  # not known is empty
    if options.language is None:
        return write_table(table, options.format)
    written = write_table(table.rename(columns={name: say(f"column.{name}", options.language) for name in table}), options.format)
    sys.stdout.write(f"\n{describe_years(atlas, found, options.language)}\n")
    return written
