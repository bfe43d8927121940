"""Organisations on the command line: `organisations`."""

import argparse

from wallonia_map.cli.options import Commands, add_common, write_table
from wallonia_map.export.organisation_rows import organisation_rows
from wallonia_map.questions.organisation_profile import organisation_profile, organisations_table
from wallonia_map.tables.atlas import load

_LANGUAGE = "en"


def add_organisation_command(commands: Commands) -> None:
    """Add the command to `commands`."""
    command = commands.add_parser(
        "organisations", help="organisations and the initiatives that they lead and take part in; of one, those initiatives"
    )
    command.add_argument("organisation", nargs="?", default="", metavar="ID", help="the id of an organisation: its initiatives, one a row")
    command.set_defaults(run=_organisations)
    add_common(command)


def _organisations(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    if not options.organisation:
        return write_table(organisations_table(atlas), options.format)
    return write_table(organisation_rows(atlas, organisation_profile(atlas, options.organisation), _LANGUAGE), options.format)
