"""The command line: check and rebuild the data, and the same figures as the app for scripts and for checking."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from wallonia_map import __version__
from wallonia_map.cli.app import add_app_command
from wallonia_map.cli.export import add_export_command
from wallonia_map.cli.join import add_join_command
from wallonia_map.cli.keeper import add_keeper_commands
from wallonia_map.cli.partition import add_scale_command
from wallonia_map.cli.planner import add_planner_commands
from wallonia_map.cli.share import add_push_command
from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.model import Level, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.questions.engine import engine
from wallonia_map.questions.reconciliation import reconcile
from wallonia_map.questions.selection import checked, municipality_nis, select, territory_nis
from wallonia_map.sharing.problems import VARIABLE
from wallonia_map.sharing.source import for_this_run
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.catalog import GEODATA, read_catalog
from wallonia_map.tables.loading import every_problem

OK, BROKEN, USAGE = 0, 1, 2
INITIATIVE_COLUMNS = (
    "initiative_id", "programme", "title", "lead", "lead_type", "scope", "themes", "stage", "start_year", "end_year",
    "subsidy_eur", "budget_eur", "municipalities", "counted_as", "confidence", "inferred", "source_urls",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 broken data, 2 a value that does not exist)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console's own code page cannot write every name
    options = _parser().parse_args(arguments)
    try:
        if options.geodata is None:
            options.geodata = _geodata(options)
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except UnknownValueError as error:
        return _complain(error, USAGE)
    except WalloniaMapError as error:
        return _complain(error, BROKEN)
    except BrokenPipeError:  # « | head » closed the pipe: nothing is wrong
        sys.stderr.close()
        return OK
    except OSError as error:  # a full disk, behind « > file »
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (what is left in the old one has nowhere to go)
        return _complain(WalloniaMapError(f"cannot write: {error.strerror}"), BROKEN)


def _geodata(options: argparse.Namespace) -> Path:
    """The folder that a command works on where none is named: what writes, writes the embedded one; `check` takes no other for it."""
    if options.on_disk:
        return GEODATA
    folder, trouble = for_this_run(or_embedded=options.run is not _check)
    if trouble is not None:
        sys.stderr.write(f"{trouble}; the embedded data are used instead\n")
    return folder


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    prog = "wallonia-map" if Path(sys.argv[0]).stem == "wallonia-map" else "python -m wallonia_map"
    parser = argparse.ArgumentParser(prog=prog, description=__doc__)
    parser.add_argument("--version", action="version", version=f"wallonia-map {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="validate geodata/ and print the reconciliation")
    check.set_defaults(run=_check)
    rebuild = commands.add_parser("rebuild", help="make everything derived in geodata/ again")
    rebuild.add_argument("--reference", type=Path, metavar="DIR", help="import the reference tables first")
    rebuild.add_argument("--sectors", type=Path, metavar="FILE", help="boundaries from Statbel's statistical sectors first")
    rebuild.set_defaults(run=_rebuild)
    describe = commands.add_parser("describe", help="list the tables with rows, vintage and licence")
    describe.set_defaults(run=_describe)
    coverage = commands.add_parser("coverage", help="coverage in municipalities, inhabitants and km²")
    coverage.add_argument("--by", default="region", help="region, province or arrondissement")
    coverage.set_defaults(run=_coverage)
    initiatives = commands.add_parser("initiatives", help="the initiatives that the filters leave")
    initiatives.set_defaults(run=_initiatives)
    export = add_export_command(commands, selection_of)
    for command in (initiatives, export):
        command.add_argument("--province", action="append", default=[], help="code or name; may be repeated")
        command.add_argument("--municipality", action="append", default=[], help="code of any vintage or name; may be repeated")
    for command in (check, rebuild, describe):
        _add_geodata(command)
    rebuild.set_defaults(on_disk=True)
    for command in (coverage, initiatives, export):
        command.add_argument("--programme", action="append", default=[], metavar="ID", help="may be repeated: at least one of them")
        command.add_argument("--theme", action="append", default=[], metavar="T", help="may be repeated: at least one of them")
        command.add_argument("--stage", action="append", default=[], metavar="S", help="count these (default: running, finished, unknown)")
    for command in (coverage, initiatives):
        add_common(command)
    _add_counting(export)
    add_keeper_commands(commands, _add_geodata)
    add_join_command(commands, _add_geodata)
    add_push_command(commands, _add_geodata)
    add_scale_command(commands, _add_geodata)
    add_app_command(commands)
    add_planner_commands(commands, add_common, selection_of=selection_of, write=write_table)
    return parser


def _add_geodata(command: argparse.ArgumentParser) -> None:
    command.add_argument("--geodata", type=Path, metavar="DIR", help=f"another data folder (default: what {VARIABLE} names, else geodata/)")
    command.set_defaults(on_disk=False)


def add_common(command: argparse.ArgumentParser) -> None:
    """What every question takes: data folder, rule, vintage, population year, format."""
    _add_counting(command)
    command.add_argument("--format", default="table", choices=("csv", "json", "table"))


def _add_counting(command: argparse.ArgumentParser) -> None:
    _add_geodata(command)
    command.add_argument("--role", default="strict", help="strict: lead or partner; extended: perimeters too")
    command.add_argument("--vintage", default="2019", help="2019 or 2025")
    command.add_argument("--population-year", type=int, metavar="Y", help="default: the vintage's own year")


def _choice(kind: str, value: str, valid: Sequence[str]) -> str:
    if value not in valid:
        raise UnknownValueError(kind, value, tuple(valid))
    return value


def selection_of(options: argparse.Namespace, atlas: Atlas) -> Selection:
    """The selection that options ask for, every value looked up."""
    vintage = Vintage(_choice("vintage", options.vintage, list(Vintage)))
    return checked(Selection(
        programmes=tuple(options.programme), themes=tuple(options.theme), statuses=tuple(options.stage),
        rule=RoleRule(_choice("role rule", options.role, list(RoleRule))), vintage=vintage,
        population_year=options.population_year,
        provinces=tuple(territory_nis(atlas, "province", text) for text in getattr(options, "province", ())),
        municipalities=tuple(municipality_nis(atlas, text, vintage) for text in getattr(options, "municipality", ())),
    ), atlas)  # fmt: skip


def _coverage(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    selection = selection_of(options, atlas)
    by = Level(_choice("territory level", options.by, ("region", "province", "arrondissement")))
    covered = engine().covered(atlas, selection)
    table = coverage_table(atlas, covered, by=by, vintage=selection.vintage, population_year=selection.population_year)
    return write_table(table, options.format)


def _initiatives(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    selected = select(atlas, selection_of(options, atlas))
    reached = selected.participations.groupby("initiative_id")["nis"].nunique()
    table = selected.initiatives.assign(municipalities=reached).fillna({"municipalities": 0}).astype({"municipalities": "int64"})
    return write_table(table.reset_index()[list(INITIATIVE_COLUMNS)], options.format)


def write_table(table: pd.DataFrame, form: str) -> int:
    """Write a table to standard output as `csv`, `json` or `table`."""
    if form == "csv":
        text = table.to_csv(index=False, lineterminator="\n")
    elif form == "json":
        records = json.loads(table.to_json(orient="records", double_precision=15))
        text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    else:
        shown = table.copy()
        for column in shown.columns:
            if column.startswith("share_"):
                shown[column] = shown[column].map("{:.1%}".format)
            elif pd.api.types.is_string_dtype(shown[column].dtype):
                shown[column] = shown[column].str.slice(0, 44)
        text = shown.to_string(index=False, na_rep="") + "\n"
    sys.stdout.write(text)
    return OK


def _check(options: argparse.Namespace) -> int:
    problems = list(every_problem(options.geodata))
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        sys.stdout.write(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {options.geodata.name}/\n")
        return BROKEN
    table = reconcile(load(options.geodata)).drop(columns=["unit", "year", "note"])
    told = {column: table[column].map(lambda value: "" if pd.isna(value) else f"{value:,.2f}".removesuffix(".00"))
            for column in ("published", "ours", "difference")}  # fmt: skip
    sys.stdout.write(table.assign(**told).to_string(index=False) + "\n\nno problem found\n")
    return OK


def _rebuild(options: argparse.Namespace) -> int:
    from wallonia_map.rebuild import rebuild  # the app and the other commands never need it

    def say(step: str) -> None:
        sys.stderr.write(f"… {step}\n")

    if options.sectors is not None:
        from wallonia_map.rebuild.sectors import import_sectors

        sys.stdout.write("\n".join(import_sectors(options.sectors, options.geodata, say=say)) + "\n")
    changes = rebuild(options.geodata, reference=options.reference, say=say)
    sys.stdout.write("\n".join(changes) + "\n")
    return OK


def _describe(options: argparse.Namespace) -> int:
    rows = []
    for resource in read_catalog(options.geodata).resources.values():
        told = resource.told
        count = told.get("rows", told.get("features"))
        licence = ", ".join(sorted({source["licence"] for source in told["sources"]}))
        rows.append({"table": resource.name, "rows": count, "vintage": told["atlas:vintage"], "licences of the sources": licence})
    sys.stdout.write(pd.DataFrame(rows).to_string(index=False) + "\n")
    return OK
