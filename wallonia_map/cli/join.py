"""The command `join`: any table joined to the municipalities, with a report of what became of every row."""

import argparse
import datetime
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.cli.written import UnreadableError, UnwritableError, check_place, read_whole, write_all
from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.export.joined_table import JoinedTable, joined_file, joined_receipt, plain_table
from wallonia_map.i18n import Language
from wallonia_map.model import Level, Vintage
from wallonia_map.tables.atlas import load
from wallonia_map.uploads.cage import place_caged, read_caged
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.level_words import JOINED_LEVELS
from wallonia_map.uploads.limits import MAX_BYTES
from wallonia_map.uploads.long_tables import LongChoice, declared_form, usual_choice
from wallonia_map.uploads.match_report import MatchReport
from wallonia_map.uploads.match_table import match_table
from wallonia_map.uploads.reading import ReadTable
from wallonia_map.uploads.reshaping import Reshaped, levels_in, reshaped
from wallonia_map.uploads.sharing_out import SplitKey, shared_out
from wallonia_map.uploads.shortcomings import how_joined, shortcomings, with_flags
from wallonia_map.uploads.variable_kinds import Variable, VariableKind, guess_variables, guess_wide_variables
from wallonia_map.uploads.way_of_matching import WayOfMatching, guess_way, level_of, way_by

ALL_MATCHED, UNUSABLE, SOME_NOT = 0, 2, 3


def add_join_command(commands: Commands) -> None:
    """Add `join` to the commands."""
    command = commands.add_parser("join", help="any table by municipality, joined by code of any year, postal code or name")
    command.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="CSV, XLSX, ODS, GeoJSON, GeoPackage, zipped shapefile, KML, TopoJSON, Parquet, JSON or JSON-stat",
    )
    command.add_argument("--key", metavar="COLUMN", help="the column of codes or names (default: the one with most matches)")
    command.add_argument("--vintage", default="", help="a vintage of vintages.csv (default: the one that the data marks)")
    command.add_argument("--value", action="append", default=[], metavar="COLUMN", help="may be repeated (default: all but the key)")
    command.add_argument(
        "--sheet", metavar="S", help="the sheet of a workbook, the layer of a file that has several, the list in a JSON file"
    )
    command.add_argument(
        "--accept-suggestions", type=_score, metavar="MIN_SCORE", help="apply near spellings from this score on (0 to 100)"
    )
    command.add_argument("--header-row", type=int, metavar="N", help="the row that holds the names of the columns (default: recognised)")
    command.add_argument("--encoding", metavar="NAME", help="utf-8, cp1252, … (default: recognised)")
    command.add_argument("--decimal", choices=(",", "."), help="the decimal sign of numbers written as text (default: decided by column)")
    command.add_argument(
        "--crs",
        metavar="CODE",
        help="the coordinate system of shapes (31370, EPSG:3812, a URN or URI), where the file does not say it or is wrong",
    )
    command.add_argument(
        "--kind", action="append", default=[], type=_kind, metavar="COLUMN=KIND", help="count, amount, rate or text; may be repeated"
    )
    command.add_argument("--numerator", metavar="COLUMN", help="with --denominator: rates are worked out again where rows meet")
    command.add_argument("--denominator", metavar="COLUMN", help="see --numerator")
    command.add_argument(
        "--split-by",
        choices=[item.value for item in SplitKey],
        help="share out the rows that belong to several municipalities together (several names in a cell, a merged municipality where its parts are counted)",
    )
    command.add_argument("--level", choices=[item.value for item in JOINED_LEVELS], help="what the rows are about (default: recognised)")
    command.add_argument(
        "--keep",
        action="append",
        default=[],
        type=_kept,
        metavar="COLUMN=VALUE",
        help="of a long table, only the rows with this value; may be repeated",
    )
    command.add_argument(
        "--long", action="append", default=[], metavar="COLUMN",
        help="of a long table, columns of its own for each value (a year, a sex) of this one; may be repeated (default: recognised)",
    )  # fmt: skip
    command.add_argument(
        "--add-up",
        action="append",
        default=[],
        metavar="COLUMN",
        help="of a long table, add up over the values of this column; may be repeated",
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="one line per municipality: .csv, .xlsx or .gpkg")
    command.add_argument("--report", type=Path, metavar="FILE", help="CSV, one line per row of the input")
    command.add_argument("--receipt", type=Path, metavar="FILE", help="text: how FILE was made, from what, with its hash")
    add_geodata(command)
    command.set_defaults(run=run_join)


def run_join(options: argparse.Namespace) -> int:
    """Join and write; 0 where all rows matched, 3 where some did not, 2 (with a sentence) where nothing could be done."""
    try:
        return _run(options)
    except WalloniaMapError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE


def _run(options: argparse.Namespace) -> int:
    if options.vintage and options.vintage not in Vintage:
        raise UnknownValueError("vintage", options.vintage, tuple(item.value for item in Vintage))
    vintage = Vintage(options.vintage) if options.vintage else Vintage.default()
    form = _form(options.out)
    _check_places(options.file, [path for path in (options.out, options.report, options.receipt) if path is not None])
    content = _content(options.file)
    atlas = load(options.geodata)
    table = read_caged(
        content, options.file.name, sheet=options.sheet, header_row=options.header_row, encoding=options.encoding, decimal=options.decimal, crs=options.crs
    )  # fmt: skip
    kinds = dict(options.kind)
    spread = [*(name for name, _ in options.keep), *options.long, *options.add_up]
    named = [options.key, options.numerator, options.denominator, *options.value, *kinds, *spread]
    for name in [name for name in named if name is not None]:
        if name not in table.cells.columns:
            raise UnknownValueError("column", name, tuple(table.cells.columns))
    way = guess_way(table, atlas.gazetteer) if options.key is None else way_by(table, options.key)
    wide = _wide(table, way, options, spread)
    used = table if wide is None else wide.table
    way = way if wide is None else levels_in(wide, way)
    level = Level(options.level) if options.level else level_of(used, way, atlas)
    report = match_table(used, way, atlas, vintage, level, placing=place_caged, accept_score=options.accept_suggestions)
    variables = _variables(table, wide, way.key, kinds, options)
    split = SplitKey(options.split_by) if options.split_by else None
    if split is not None:
        report = shared_out(report, atlas, split)
    whole = report if wide is None else wide.whole(report, table, str(way.key))
    joined = join(used, report, variables, atlas, whole=whole)
    notes = [*(wide.sentences("en") if wide is not None else ()), *shortcomings(joined, used, variables, report, "en")]
    rows = with_flags(whole.table(), used, variables)
    given = JoinedTable(joined.table, rows, table.name, vintage, how_joined(whole, split, "en"), notes, atlas, Language.EN)
    day = datetime.date.today()
    file = joined_file(form, given, day=day, name=options.out.name)
    files = {options.out: file.content}
    if options.report is not None:
        files[options.report] = plain_table(rows)
    if options.receipt is not None:
        files[options.receipt] = joined_receipt(file, given, day=day, permalink="—").content
    write_all(files)
    sys.stderr.write(_summary(whole) + "".join(f"{line}\n" for line in notes))
    return ALL_MATCHED if whole.complete else SOME_NOT


def _wide(table: ReadTable, way: WayOfMatching, options: argparse.Namespace, declared: Sequence[str]) -> Reshaped | None:
    """A long table made wide as asked, or one column for each value; None where the table is not long."""
    form = None if way.key is None else declared_form(table, way, declared)
    if form is None:
        return None
    choice = LongChoice(tuple(options.keep), frozenset(options.add_up)) if declared else usual_choice(form)
    return reshaped(table, way, form, choice)


def _variables(
    table: ReadTable, wide: Reshaped | None, key: str | None, kinds: dict[str, VariableKind], options: argparse.Namespace
) -> list[Variable]:
    """The columns to join, as declared; those of a wide table by the names that they had in the long one."""
    sources = {str(name): str(name) for name in table.cells.columns} if wide is None else wide.sources
    wanted = set(options.value) or set(sources.values()) - {key}
    names = [name for name in (options.value if wide is None and options.value else sources) if sources[name] in wanted]
    guesses = guess_variables(table, dict.fromkeys(names)) if wide is None else guess_wide_variables(table, wide, names)
    return [_declared(one, sources[one.column], kinds, options, sources) for one in guesses]


def _declared(
    variable: Variable, source: str, kinds: dict[str, VariableKind], options: argparse.Namespace, sources: dict[str, str]
) -> Variable:
    """The variable with the kind, numerator and denominator that the options give it; a rate of 2023 is worked out from those of 2023."""
    kind = kinds.get(source, variable.kind)
    if kind is not VariableKind.RATE or source in (options.numerator, options.denominator):
        return replace(variable, kind=kind)
    suffix = variable.column[len(source) :]
    parts = [
        name if name is None or f"{name}{suffix}" not in sources else f"{name}{suffix}" for name in (options.numerator, options.denominator)
    ]
    return replace(variable, kind=kind, numerator=parts[0], denominator=parts[1])


def _kept(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=VALUE")
    return name, value


def _kind(text: str) -> tuple[str, VariableKind]:
    name, sign, kind = text.rpartition("=")
    if not sign or kind not in list(VariableKind):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=KIND, with count, amount, rate or text")
    return name, VariableKind(kind)


def _form(path: Path) -> str:
    """The form of the result, by the ending of its name."""
    forms = {"": "plain", ".csv": "plain", ".txt": "plain", ".xlsx": "xlsx", ".gpkg": "gpkg"}
    if path.suffix.lower() not in forms:
        raise UnknownValueError("ending of a result", path.suffix, tuple(ending for ending in forms if ending))
    return forms[path.suffix.lower()]


def _summary(report: MatchReport) -> str:
    told = ", ".join(f"{number} {outcome.value}" for outcome, number in report.counts.items() if number)
    return f"{len(report.lines)} rows: {told}\n"


def _content(path: Path) -> bytes:
    """The bytes of the input; one too many tells that it is too large, without reading all of it."""
    if path.exists() and not path.is_file():
        raise UnreadableError(path, "It is no file")
    return read_whole(path, MAX_BYTES + 1)


def _check_places(source: Path, places: Sequence[Path]) -> None:
    """Complain before the work of what could not be written, or would overwrite the input or each other."""
    resolved = [path.resolve() for path in (source, *places)]
    for path in places:
        check_place(path)
        if resolved.count(path.resolve()) > 1:
            raise UnwritableError(path, "it is another file of the same command")


def _score(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a score from 0 to 100")
    return value
