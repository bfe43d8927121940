"""The words of the data on the command line: `new-programme` and `new-vintage`."""

import argparse
import datetime
import sys
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.cli.written import check_source

OK, REFUSED = 0, 1
LANGUAGES = ("fr", "en", "nl", "de")


def add_vocabulary_commands(commands: Commands) -> None:
    """Add `new-programme` and `new-vintage` to `commands`."""
    programme = commands.add_parser(
        "new-programme", help="a call, a LEADER period or a family of projects more: its row and its empty table"
    )
    programme.add_argument("programme", metavar="ID", help="lower-case letters and digits, with hyphens between")
    programme.add_argument("--family", required=True, choices=["call", "lag", "projects"])
    for language in LANGUAGES:
        programme.add_argument(f"--name-{language}", required=True, metavar="NAME")
        programme.add_argument(f"--short-{language}", default="", metavar="NAME", help="for menus (default: the name)")
    for name in ("--first-year", "--last-year", "--published-projects"):
        programme.add_argument(name, type=int, metavar="N")
    programme.add_argument("--published-eur", type=float, metavar="N")
    programme.add_argument("--source-url", default="", metavar="URL", help="the page that says what was published")
    programme.set_defaults(run=_programme)
    vintage = commands.add_parser("new-vintage", help="codes and boundaries after mergers: dissolved from those before")
    vintage.add_argument("vintage", metavar="YEAR")
    vintage.add_argument("--from", dest="valid_from", required=True, type=datetime.date.fromisoformat, metavar="YYYY-MM-DD")
    vintage.add_argument("--mergers", required=True, type=Path, metavar="FILE", help="CSV with nis_before, nis_after, name_fr of the whole")
    vintage.add_argument("--default", action="store_true", help="make it the vintage that is shown where none is asked for")
    vintage.set_defaults(run=_vintage)
    for command in (programme, vintage):
        add_geodata(command)
        command.set_defaults(on_disk=True)


def _programme(options: argparse.Namespace) -> int:
    from wallonia_map.curation.new_programme import NewProgramme, new_programme  # the other commands never need it
    from wallonia_map.curation.problems import RefusedError

    told = NewProgramme(
        options.programme, options.family, {language: getattr(options, f"name_{language}") for language in LANGUAGES},
        {language: getattr(options, f"short_{language}") for language in LANGUAGES}, options.first_year, options.last_year,
        options.published_projects, options.published_eur, options.source_url,
    )  # fmt: skip
    try:
        report = new_programme(options.geodata, told)
    except RefusedError as error:
        return _refused(error.reasons)
    sys.stdout.write("".join(f"{line}\n" for line in report))
    sys.stdout.write(f"next: python -m wallonia_map template {options.programme} --out {options.programme}.xlsx\n")
    return OK


def _vintage(options: argparse.Namespace) -> int:
    from wallonia_map.curation.new_vintage import new_vintage  # the other commands never need it
    from wallonia_map.curation.problems import RefusedError
    from wallonia_map.rebuild.writing import read_rows

    check_source(options.mergers)
    try:
        mergers = read_rows(options.mergers)
        if not mergers or not {"nis_before", "nis_after", "name_fr"} <= set(mergers[0]):
            return _refused([f"{options.mergers}: a header with nis_before, nis_after, name_fr and at least one row are needed"])
        report = new_vintage(options.geodata, options.vintage, options.valid_from, mergers, default=options.default)
    except RefusedError as error:
        return _refused(error.reasons)
    sys.stdout.write("".join(f"{line}\n" for line in report))
    return OK


def _refused(reasons: object) -> int:
    told = [str(reason) for reason in reasons] if isinstance(reasons, list | tuple) else [str(reasons)]
    sys.stdout.write("".join(f"{reason}\n" for reason in told))
    sys.stdout.write("nothing was written\n")
    return REFUSED
