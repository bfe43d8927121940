"""The files of a place on the command line: `note` and `sheets`, written whole or not at all."""

import argparse
import datetime
import sys
from pathlib import Path

from wallonia_map.cli.export import ADDRESS
from wallonia_map.cli.options import Commands, add_counting, known, selection_of
from wallonia_map.cli.written import UnwritableError, check_place, write_all
from wallonia_map.export.place_note import note, note_csv, note_pdf
from wallonia_map.export.profiles_pdf import MOST_SHEETS, profiles_pdf
from wallonia_map.export.receipt import File
from wallonia_map.i18n import Language, say
from wallonia_map.questions.place_profile import PlaceProfile, place_profile
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.views.place_lines import place_name
from wallonia_map.views.view import query, versioned


def add_place_file_commands(commands: Commands) -> None:
    """Add the two commands to `commands`."""
    about = commands.add_parser("note", help="a place's municipalities without a known initiative, and who could help: a PDF and a table")
    about.add_argument("--out", required=True, type=Path, metavar="DIR|FILE", help="a folder for both, or a file: .pdf, .csv or .zip")
    about.set_defaults(run=_note)
    many = commands.add_parser("sheets", help=f"the sheets of a place's municipalities as one PDF, at most {MOST_SHEETS}")
    many.add_argument("--out", required=True, type=Path, metavar="FILE", help="the PDF to write; its folder must exist")
    many.set_defaults(run=_sheets)
    for command in (about, many):
        command.add_argument("code", metavar="CODE", help="of a place, as `profile` takes it")
        command.add_argument("--lang", default=Language.FR.value, help="fr (default), en, nl or de")
        command.add_argument("--address", default=ADDRESS, metavar="URL", help=f"where the app runs, for the link (default: {ADDRESS})")
        add_counting(command)


def _asked(options: argparse.Namespace) -> tuple[Atlas, PlaceProfile, Language, str]:
    """The atlas, the profile, the language and the link that a command asks for."""
    language = Language(known("language", options.lang, [item.value for item in Language]))
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    told = place_profile(atlas, options.code, plain.vintage, plain.population_year, rule=plain.rule, language=language)
    params = {"code": [told.territory.code], "vintage": [plain.vintage.value], "role": [plain.rule.value]}
    return atlas, told, language, versioned(f"{options.address.rstrip('/')}/place?{query(params, language)}", atlas)


def _note(options: argparse.Namespace) -> int:
    if not options.out.is_dir():
        known("ending of a note's file", options.out.suffix, (".pdf", ".csv", ".zip"))
        check_place(options.out)
    atlas, told, language, link = _asked(options)
    day = datetime.date.today()
    if options.out.is_dir():
        files = [note_pdf(atlas, told, language, day=day, permalink=link), note_csv(atlas, told, language)]
        return _write([(options.out / file.name, file) for file in files])
    if options.out.suffix == ".csv":
        return _write([(options.out, note_csv(atlas, told, language))])
    make = note_pdf if options.out.suffix == ".pdf" else note
    return _write([(options.out, make(atlas, told, language, day=day, permalink=link))])


def _sheets(options: argparse.Namespace) -> int:
    check_place(options.out)
    if options.out.suffix.lower() in (".csv", ".zip", ".xlsx"):
        raise UnwritableError(options.out, f"it ends in {options.out.suffix}, but the sheets are a PDF, which ends in .pdf")
    atlas, told, language, link = _asked(options)
    title = say("place.sheets_title", language, name=place_name(atlas, told, language))
    day = datetime.date.today()
    made = profiles_pdf(atlas, told.territory.members, told.selection, language, title=title, day=day, permalink=link)
    return _write([(options.out, File(options.out.name, "application/pdf", made))])


def _write(files: list[tuple[Path, File]]) -> int:
    write_all({path: file.content for path, file in files})
    for path, file in files:
        sys.stdout.write(f"{path}: {len(file.content):,} bytes\n")
    return 0
