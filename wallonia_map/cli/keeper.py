"""The keeper's way in on the command line: `template` and `add`."""

import argparse
import sys
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.i18n import Language
from wallonia_map.tables.catalog import read_catalog

OK, REFUSED = 0, 1


def add_keeper_commands(commands: Commands) -> None:
    """Add `template` and `add` to `commands`.

    An unknown programme raises `UnknownValueError` and broken data another error of the atlas: the caller has the exit codes.
    """
    empty = commands.add_parser("template", help="an empty keeper's table of a programme, to fill")
    empty.add_argument("programme", metavar="PROGRAMME")
    empty.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file that ends in .csv or .xlsx")
    empty.add_argument("--language", default="fr", choices=[language.value for language in Language], help="of the explanations in .xlsx")
    empty.set_defaults(run=_template)
    fill = commands.add_parser("add", help="add a filled table to geodata/: all of it or nothing")
    fill.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX with the columns of the template")
    fill.add_argument("--programme", required=True, metavar="ID")
    fill.add_argument("--yes", action="store_true", help="what is odd is right all the same: write it")
    fill.add_argument("--dry-run", action="store_true", help="check and preview, write nothing")
    fill.set_defaults(run=_add)
    for command in (empty, fill):
        add_geodata(command)
    fill.set_defaults(on_disk=True)  # a row is added to the files, then shared with `push`


def _template(options: argparse.Namespace) -> int:
    from wallonia_map.curation.template import template  # the other commands never need it

    out: Path = options.out
    made = template(options.programme, out.suffix.removeprefix(".").lower(), options.language, catalog=read_catalog(options.geodata))
    try:
        with out.open("xb") as file:  # never over a table that somebody has filled
            file.write(made.content)
    except OSError as error:
        sys.stderr.write(f"{out}: {error.strerror}; nothing was written\n")
        return REFUSED
    sys.stdout.write(f"{out}\n")
    return OK


def _add(options: argparse.Namespace) -> int:
    from wallonia_map.curation.adding import add  # the other commands never need it
    from wallonia_map.curation.problems import AskedError, RefusedError

    try:
        report = add(options.geodata, options.file, options.programme, dry_run=options.dry_run, confirmed=options.yes)
    except AskedError as error:  # nothing is broken: the keeper is asked
        sys.stdout.write("".join(f"{reason}\n" for reason in error.reasons))
        return REFUSED
    except RefusedError as error:
        sys.stdout.write("".join(f"{reason}\n" for reason in error.reasons))
        count = len(error.reasons)
        sys.stdout.write(f"{count} problem{'s' if count > 1 else ''}: nothing was written\n")
        return REFUSED
    sys.stdout.write("".join(f"{line}\n" for line in report))
    return OK
