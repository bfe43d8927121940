"""The command `perimeter`: what municipalities of one's own are together, and the parameter of a link that names them."""

import argparse
from dataclasses import fields, replace

import pandas as pd

from wallonia_map.cli.options import Commands, add_common, perimeter_option, selection_of, write_table
from wallonia_map.place import Bounds
from wallonia_map.questions.perimeter_bounds import MOST_BOUND
from wallonia_map.questions.perimeter_facts import FACT_COLUMNS, facts_table, perimeter_facts
from wallonia_map.questions.perimeters import perimeter_text
from wallonia_map.tables.atlas import load


def add_perimeter_command(commands: Commands) -> None:
    """Add `perimeter` to `commands`."""
    command = commands.add_parser(
        "perimeter", help="municipalities of one's own: inhabitants, km², parts, the groups that they have, the white spots among them"
    )
    command.add_argument("places", metavar="NAME:PLACES", help="as « Haute Ardenne:63001,Amel »: codes of any vintage or names")
    for field in fields(Bounds):
        end, _, measure = field.name.partition("_")
        command.add_argument(
            f"--{end}-{measure}", type=_bound, metavar="N", help=f"test it: {measure} at {end}, N included (default: not tested)"
        )
    add_common(command)
    command.set_defaults(run=_perimeter)


def _perimeter(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    chosen = selection_of(options, atlas)
    found = perimeter_option(atlas, options.places, chosen.vintage)
    bounds = Bounds(**{field.name: getattr(options, field.name) for field in fields(Bounds)})
    found = replace(found, bounds=bounds)
    link = pd.DataFrame([("link", "perimeter", perimeter_text(found), "", "")], columns=list(FACT_COLUMNS), dtype="str")
    return write_table(
        pd.concat([facts_table(perimeter_facts(atlas, found.codes, chosen), bounds), link], ignore_index=True), options.format
    )


def _bound(text: str) -> int:
    """A bound as it is typed: a whole number that a link can carry."""
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST_BOUND):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to {MOST_BOUND}")
    return int(text)
