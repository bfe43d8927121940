"""What several commands share: the data folder, the filters, the way of counting, and the forms of a table."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from wallonia_map.cli.terminal_table import terminal_table
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Indicator, IndicatorRange, RoleRule, Selection, Vintage
from wallonia_map.place import Character, Community, Perimeter
from wallonia_map.questions.group_names import group_id
from wallonia_map.questions.indicator_ranges import ranges
from wallonia_map.questions.perimeters import perimeter_of
from wallonia_map.questions.selection import checked, municipality_nis, territory_nis
from wallonia_map.sharing.problems import VARIABLE
from wallonia_map.tables.atlas import Atlas

#: A share of inhabitants is exact to the person in a region of millions; what floats hold beyond it is noise.
SHARE_DECIMALS = 6
#: What `add_subparsers` returns; in quotes, since it takes no parameter while it runs.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_geodata(command: argparse.ArgumentParser) -> None:
    """Give a command `--geodata`; without it `main` decides which folder it works on."""
    command.add_argument("--geodata", type=Path, metavar="DIR", help=f"another data folder (default: what {VARIABLE} names, else geodata/)")
    command.set_defaults(on_disk=False)


def add_common(command: argparse.ArgumentParser) -> None:
    """Give a command what every question takes: data folder, rule, vintage, population year, format."""
    add_counting(command)
    command.add_argument(
        "--format",
        default="table",
        choices=("csv", "json", "table"),
        help="table folds what is wider than the terminal; csv and json hold every cell in one piece",
    )


def add_counting(command: argparse.ArgumentParser) -> None:
    """Give a command its data folder and how it counts: rule, vintage, population year."""
    add_geodata(command)
    command.add_argument("--role", default="strict", help="strict: lead or partner; extended: perimeters too")
    command.add_argument("--vintage", default="", help="a vintage of vintages.csv (default: the one that the data marks)")
    command.add_argument("--population-year", type=int, metavar="Y", help="default: the vintage's own year")


def add_place(command: argparse.ArgumentParser) -> None:
    """Give a command the filters on place."""
    command.add_argument("--province", action="append", default=[], help="code or name; may be repeated")
    command.add_argument("--arrondissement", action="append", default=[], help="code or name; may be repeated")
    command.add_argument("--community", action="append", default=[], metavar="C", help=", ".join(Community))
    command.add_argument("--character", action="append", default=[], metavar="C", help=", ".join(Character))
    command.add_argument(
        "--group", action="append", default=[], help="id or name of a group: its municipalities, possible members included"
    )
    command.add_argument(
        "--perimeter", action="append", default=[], metavar="NAME:PLACES",
        help="municipalities of your own, as « Haute Ardenne:63001,Amel »: codes of any vintage or names; may be repeated",
    )  # fmt: skip
    command.add_argument("--municipality", action="append", default=[], help="code of any vintage or name; may be repeated")
    command.add_argument(
        "--where", action="append", default=[], metavar="INDICATOR:LOW:HIGH", help="as persons-65-plus:22: (from 22 on); may be repeated"
    )


def add_filters(command: argparse.ArgumentParser) -> None:
    """Give a command the filters on initiatives."""
    command.add_argument("--programme", action="append", default=[], metavar="ID", help="may be repeated: at least one of them")
    command.add_argument("--theme", action="append", default=[], metavar="T", help="may be repeated: at least one of them")
    command.add_argument("--stage", action="append", default=[], metavar="S", help="count these (default: running, finished, unknown)")
    command.add_argument("--until", type=int, metavar="YEAR", help="what had begun by the end of a year; without a known year: not known")


def known(kind: str, value: str, valid: Sequence[str]) -> str:
    """Return `value` if it is one of `valid`; else raise `UnknownValueError`, which lists them."""
    if value not in valid:
        raise UnknownValueError(kind, value, tuple(valid))
    return value


def selection_of(options: argparse.Namespace, atlas: Atlas) -> Selection:
    """Return the selection that options ask for, every value looked up; a filter that a command does not have filters nothing."""
    vintage = Vintage(known("vintage", options.vintage or Vintage.default().value, [item.value for item in Vintage]))
    return checked(Selection(
        programmes=tuple(getattr(options, "programme", ())), themes=tuple(getattr(options, "theme", ())), statuses=tuple(getattr(options, "stage", ())),
        rule=RoleRule(known("role rule", options.role, list(RoleRule))), vintage=vintage,
        population_year=options.population_year, until=getattr(options, "until", None),
        provinces=tuple(territory_nis(atlas, "province", text) for text in getattr(options, "province", ())),
        arrondissements=tuple(territory_nis(atlas, "arrondissement", text) for text in getattr(options, "arrondissement", ())),
        communities=tuple(known("community", text, list(Community)) for text in getattr(options, "community", ())),
        characters=tuple(known("character", text, list(Character)) for text in getattr(options, "character", ())),
        groups=tuple(group_id(atlas, text) for text in getattr(options, "group", ())),
        perimeters=tuple(perimeter_option(atlas, text, vintage) for text in getattr(options, "perimeter", ())),
        indicators=_ranges(getattr(options, "where", ())),
        municipalities=tuple(municipality_nis(atlas, text, vintage) for text in getattr(options, "municipality", ())),
    ), atlas)  # fmt: skip


def perimeter_option(atlas: Atlas, text: str, vintage: Vintage) -> Perimeter:
    """Return the perimeter that `NAME:PLACES` names, codes of any vintage or names with commas or semicolons between.

    Raises
    ------
    UnknownValueError
        If a place is no municipality, or there is none.
    """
    name, between, told = text.rpartition(":")
    places = [place.strip() for place in (told if between else text).replace(";", ",").split(",") if place.strip()]
    found = perimeter_of(name, [municipality_nis(atlas, place, vintage) for place in places], atlas, vintage)
    if found is None:
        raise UnknownValueError("perimeter", text, ("NAME:CODE,CODE",))
    return found


def _ranges(texts: Sequence[str]) -> tuple[IndicatorRange, ...]:
    found = ranges(texts)
    for text in texts:
        if text.partition(":")[0] not in {item.indicator.value for item in found}:
            raise UnknownValueError("range of an indicator", text, tuple(f"{item.value}:LOW:HIGH" for item in Indicator))
    return found


def _shares(table: pd.DataFrame, column: str) -> pd.Series:
    """Shares in per cent; « 1.4–11.6% » where of a part it is not known whether it is covered."""
    measure, unit = column.removeprefix("share_"), "_km2" if column == "share_area" else ""
    unsure = f"{measure}_not_known{unit}"
    least = table[column].map("{:.1%}".format)
    if unsure not in table:
        return least
    most = (table[column] + table[unsure] / table[f"{measure}{unit}"]).map("{:.1%}".format)
    return least.where(least == most, least.str.removesuffix("%") + "–" + most)


def write_table(table: pd.DataFrame, form: str) -> int:
    """Write a table to standard output as `csv`, `json` or `table`; shares have six decimals in files, per cent in a table."""
    shares = [column for column in table.columns if column.startswith("share_")]
    if form == "csv":
        text = table.round(dict.fromkeys(shares, SHARE_DECIMALS)).to_csv(index=False, lineterminator="\n")
    elif form == "json":
        records = json.loads(table.round(dict.fromkeys(shares, SHARE_DECIMALS)).to_json(orient="records", double_precision=15))
        text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    else:
        text = shown_table(table.assign(**{column: _shares(table, column) for column in shares}))
    sys.stdout.write(text)
    return 0


def shown_table(table: pd.DataFrame) -> str:
    """A table as text: as wide as the terminal, or as it needs where the output goes to a file or another command."""
    return terminal_table(table, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
