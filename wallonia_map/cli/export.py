"""The command `export`: any take-away file of a view, written whole or not at all."""

import argparse
import datetime
import sys
import time
from pathlib import Path

from wallonia_map.cli.options import Commands, add_counting, add_filters, add_place, known, selection_of
from wallonia_map.cli.written import UnwritableError, check_place, write_whole
from wallonia_map.export.formats import FORMS, export
from wallonia_map.i18n import Language
from wallonia_map.model import Indicator
from wallonia_map.questions.territories import levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import load
from wallonia_map.views.link_summary import summary_of
from wallonia_map.views.measures import Measure
from wallonia_map.views.need_summary import need_view
from wallonia_map.views.view import View, query, versioned, whole_params

#: Where the app runs unless it is told otherwise: files lead back to it.
ADDRESS = "http://localhost:8501"
#: How the name of a file ends, where it is not by the word that asks for it.
_ENDINGS = {"report": "pdf"}


def add_export_command(commands: Commands) -> None:
    """Add `export` to the commands, with the filters of `initiatives`."""
    command = commands.add_parser("export", help="a file to take away: map, slides, report, page, workbook, GIS layers, rows")
    command.add_argument("--what", required=True, metavar="FORM", help=", ".join(FORMS))
    command.add_argument("--out", required=True, type=Path, metavar="FILE", help="the file to write; its folder must exist")
    command.add_argument("--lang", default=Language.FR.value, help="fr (default), en, nl or de")
    command.add_argument("--show", default=Measure.INITIATIVES.value, metavar="MEASURE", help=", ".join(item.value for item in Measure))
    command.add_argument(
        "--level", metavar="KIND", help=f"by territory instead of municipality, the map and what is written of it: {', '.join(levels())}"
    )
    command.add_argument("--fill", action="store_true", help="colours on the map in place of a count's circles")
    command.add_argument("--dots", action="store_true", help="a dot on the map for each municipality that the filters cover")
    command.add_argument(
        "--need", metavar="INDICATOR", help="instead of --show: what the filters cover of each fifth of an official figure"
    )
    command.add_argument(
        "--address", default=ADDRESS, metavar="URL", help=f"where the app runs, for the links in the file (default: {ADDRESS})"
    )
    command.add_argument("--dark", action="store_true", help="of pptx: slides light on black, for a dark hall")
    add_place(command)
    add_filters(command)
    add_counting(command)
    command.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """Make the file and write it.

    Raises
    ------
    UnknownValueError
        If a filter, file, language or measure does not exist.
    UnwritableError
        If the file cannot be written; what stood there before still stands there.
    """
    what = known("file", options.what, FORMS)
    if options.dark:
        known("file for a dark hall", what, ("pptx",))
    language = Language(known("language", options.lang, [item.value for item in Language]))
    measure = Measure(known("measure", options.show, [item.value for item in Measure]))
    check_place(options.out)
    _check_ending(options.out, what)
    atlas = load(options.geodata)
    level = TerritoryKind(known("level", options.level, list(levels()))) if options.level else TerritoryKind.MUNICIPALITY
    view = View(selection_of(options, atlas), measure, dots=options.dots, fill=options.fill, level=level)
    if options.need is not None:
        view = need_view(view, Indicator(known("indicator", options.need, [item.value for item in Indicator])))
    started = time.monotonic()
    sys.stderr.write(f"… {what}\n")
    sys.stderr.flush()
    live = f"{options.address.rstrip('/')}/explore?{query(whole_params(view, atlas), language.value)}"
    file = export(
        what, summary_of(atlas, view, language), day=datetime.date.today(), permalink=versioned(live, atlas), is_dark=options.dark
    )
    write_whole(options.out, file.content)
    sys.stdout.write(f"{options.out}: {len(file.content):,} bytes in {time.monotonic() - started:.1f} s\n")
    return 0


def _check_ending(path: Path, what: str) -> None:
    """Refuse a name that promises another kind of file; any other ending is the caller's own affair."""
    ending = path.suffix.lower().removeprefix(".")
    right = _ENDINGS.get(what, what)
    if ending != right and ending in {_ENDINGS.get(form, form) for form in FORMS}:
        raise UnwritableError(path, f"it ends in .{ending}, but {what} was asked for, which ends in .{right}")
