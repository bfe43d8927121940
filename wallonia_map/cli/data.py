"""The data package itself: `check`, `rebuild`, `changes` and `describe`."""

import argparse
import sys
from pathlib import Path

import pandas as pd

from wallonia_map.cli.options import Commands, add_geodata, shown_table
from wallonia_map.cli.written import check_source
from wallonia_map.maps.ready import keep_ready
from wallonia_map.questions.reconciliation import reconcile
from wallonia_map.tables.atlas import load
from wallonia_map.tables.catalog import read_catalog
from wallonia_map.tables.loading import every_problem

OK, BROKEN = 0, 1


def add_data_commands(commands: Commands) -> None:
    """Add the four commands to `commands`."""
    check = commands.add_parser("check", help="validate geodata/ and print the reconciliation")
    check.set_defaults(run=check_data)
    rebuild = commands.add_parser("rebuild", help="make everything derived in geodata/ again")
    rebuild.add_argument("--sectors", type=Path, metavar="FILE", help="boundaries from Statbel's statistical sectors first")
    rebuild.set_defaults(run=_rebuild)
    changes = commands.add_parser("changes", help="write what this version of the data changed since an older data folder")
    changes.add_argument("--before", type=Path, metavar="FOLDER", help="geodata/ of the version before; without it, all is new")
    changes.set_defaults(run=_changes)
    describe = commands.add_parser("describe", help="list the tables with rows, vintage and licence")
    describe.set_defaults(run=_describe)
    for command in (check, rebuild, changes, describe):
        add_geodata(command)
    rebuild.set_defaults(on_disk=True)
    changes.set_defaults(on_disk=True)


def check_data(options: argparse.Namespace) -> int:
    """Print every problem of the data folder, or the reconciliation where there is none."""
    problems = list(every_problem(options.geodata))
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        sys.stdout.write(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in {options.geodata.name}/\n")
        return BROKEN
    table = reconcile(load(options.geodata)).drop(columns=["unit", "year", "note"])
    told = {column: table[column].map(lambda value: "" if pd.isna(value) else f"{value:,.2f}".removesuffix(".00"))
            for column in ("published", "ours", "difference")}  # fmt: skip
    told |= {column: table[column].astype("str").where(table[column].notna(), "") for column in ("vintage", "population_year")}
    sys.stdout.write(shown_table(table.assign(**told)) + "\nno problem found\n")
    return OK


def _rebuild(options: argparse.Namespace) -> int:
    from wallonia_map.rebuild import rebuild  # the app and the other commands never need it

    def say(step: str) -> None:
        sys.stderr.write(f"… {step}\n")

    if options.sectors is not None:
        from wallonia_map.rebuild.sectors import import_sectors

        check_source(options.sectors)
        sys.stdout.write("\n".join(import_sectors(options.sectors, options.geodata, say=say)) + "\n")
    changes = rebuild(options.geodata, say=say)
    keep_ready(options.geodata, anew=True)
    sys.stdout.write("\n".join(changes) + "\n")
    return OK


def _changes(options: argparse.Namespace) -> int:
    from wallonia_map.rebuild import rebuild
    from wallonia_map.rebuild.changes import record_changes

    rebuild(options.geodata)  # the counts are those of what is written out, and the descriptor knows the version
    rows = record_changes(options.geodata, options.before)
    rebuild(options.geodata)
    table = pd.DataFrame(rows)
    sys.stdout.write(shown_table(table) if rows else "nothing changed\n")
    return OK


def _describe(options: argparse.Namespace) -> int:
    rows = []
    for resource in read_catalog(options.geodata).resources.values():
        told = resource.told
        count = told.get("rows", told.get("features"))
        licence = ", ".join(sorted({source["licence"] for source in told["sources"]}))
        rows.append({"table": resource.name, "rows": count, "vintage": told["atlas:vintage"], "licences of the sources": licence})
    sys.stdout.write(shown_table(pd.DataFrame(rows)))
    return OK
