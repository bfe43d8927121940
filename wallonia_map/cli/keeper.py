"""The keeper's way in on the command line: `template`, `untranslated` and `add`."""

import argparse
import sys
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata, known
from wallonia_map.cli.written import cause, check_source
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import read_catalog

OK, REFUSED = 0, 1


def add_keeper_commands(commands: Commands) -> None:
    """Add `template`, `untranslated` and `add` to `commands`.

    An unknown programme raises `UnknownValueError` and broken data another error of the atlas: the caller has the exit codes.
    """
    empty = commands.add_parser("template", help="a keeper's table to fill: of a programme, of population, indicators or texts")
    empty.add_argument("programme", metavar="PROGRAMME|TABLE")
    empty.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file that ends in .csv or .xlsx")
    empty.add_argument("--language", default="fr", choices=[language.value for language in Language], help="of the explanations in .xlsx")
    filled = empty.add_mutually_exclusive_group()
    filled.add_argument("--row", action="append", default=[], metavar="ID", help="with this row, to correct or withdraw; may be repeated")
    filled.add_argument("--possible-members", action="store_true", help="with the rows whose municipalities are not known")
    filled.add_argument("--untranslated", action="store_true", help="texts: with those that lack a translation")
    empty.set_defaults(run=_template)
    lacking = commands.add_parser("untranslated", help="list the texts of the rows that lack a translation")
    lacking.set_defaults(run=_untranslated)
    fill = commands.add_parser("add", help="add a filled table to geodata/: all of it or nothing")
    fill.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX with the columns of the template")
    fill.add_argument(
        "--programme", metavar="ID", help="a programme, or another keeper's table; not needed for a file of « Is this right? »"
    )
    fill.add_argument("--yes", action="store_true", help="what is odd is right all the same: write it")
    fill.add_argument("--dry-run", action="store_true", help="check and preview, write nothing")
    fill.set_defaults(run=_add)
    for command in (empty, lacking, fill):
        add_geodata(command)
    fill.set_defaults(on_disk=True)  # a row is added to the files, then shared with `push`


def _template(options: argparse.Namespace) -> int:
    out: Path = options.out
    made = _made(options, out.suffix.removeprefix(".").lower())
    try:
        with out.open("xb") as file:  # never over a table that somebody has filled
            file.write(made.content)
    except OSError as error:
        sys.stderr.write(f"{out}: {cause(error)}; nothing was written\n")
        return REFUSED
    sys.stdout.write(f"{out}\n")
    return OK


def _made(options: argparse.Namespace, form: str) -> File:
    from wallonia_map.curation import prefilled  # the other commands never need it
    from wallonia_map.curation.template import template

    if options.row:
        return prefilled.rows_template(load(options.geodata), options.programme, options.row, form, options.language)
    if options.possible_members:
        return prefilled.members_template(load(options.geodata), options.programme, form, options.language)
    if options.untranslated:
        known("table with texts", options.programme, ("texts",))
        return prefilled.texts_template(load(options.geodata), form, options.language)
    return template(options.programme, form, options.language, catalog=read_catalog(options.geodata))


def _untranslated(options: argparse.Namespace) -> int:
    from wallonia_map.curation.untranslated import summary, untranslated  # the other commands never need it

    found = untranslated(load(options.geodata))
    sys.stdout.write("".join(f"{one.sentence('en')}\n" for one in found) + f"{summary(found, 'en')}\n")
    return OK


def _add(options: argparse.Namespace) -> int:
    from wallonia_map.curation.adding import add  # the other commands never need it
    from wallonia_map.curation.problems import AskedError, RefusedError

    check_source(options.file)
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
