"""The command `perimeter`: what municipalities of one's own are together, and the parameter of a link that names them."""

import argparse

import pandas as pd

from wallonia_map.cli.options import Commands, add_common, perimeter_option, selection_of, write_table
from wallonia_map.questions.perimeter_facts import FACT_COLUMNS, facts_table, perimeter_facts
from wallonia_map.questions.perimeters import perimeter_text
from wallonia_map.tables.atlas import load


def add_perimeter_command(commands: Commands) -> None:
    """Add `perimeter` to `commands`."""
    command = commands.add_parser(
        "perimeter", help="municipalities of one's own: inhabitants, km², parts, the groups that they have, the white spots among them"
    )
    command.add_argument("places", metavar="NAME:PLACES", help="as « Haute Ardenne:63001,Amel »: codes of any vintage or names")
    add_common(command)
    command.set_defaults(run=_perimeter)


def _perimeter(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    chosen = selection_of(options, atlas)
    found = perimeter_option(atlas, options.places, chosen.vintage)
    link = pd.DataFrame([("link", "perimeter", perimeter_text(found), "", "")], columns=list(FACT_COLUMNS), dtype="str")
    return write_table(pd.concat([facts_table(perimeter_facts(atlas, found.codes, chosen)), link], ignore_index=True), options.format)
