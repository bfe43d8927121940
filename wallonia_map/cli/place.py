"""Places on the command line: `compare` and `profile`."""

import argparse
from collections.abc import Iterator

import pandas as pd

from wallonia_map.cli.options import Commands, add_common, add_filters, add_place, known, selection_of, write_table
from wallonia_map.errors import WalloniaMapError
from wallonia_map.model import CountingRule, Indicator
from wallonia_map.questions.official_columns import with_official
from wallonia_map.questions.place_profile import PlaceProfile, place_profile
from wallonia_map.questions.territories import by_level, compare, levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import load

_CODES = "a REFNIS code, the id of a group, community-…, agency-…, or NAME~code-code-…"
PROFILE_COLUMNS = ("section", "subject", "field", "value")
#: Which column names the rows of a table of the profile; empty: its index does.
_SUBJECTS = {
    "initiatives": "initiative_id", "wide": "initiative_id", "themes": "", "subsidies": "", "official": "indicator", "neighbours": "",
    "organisations": "organisation_id", "spots": "",
}  # fmt: skip


class NoTerritoryError(WalloniaMapError):
    """Neither territories nor a level are named, or both are."""

    def __str__(self) -> str:
        return "compare takes codes of territories, or --level with a kind of them: one of the two"


def add_place_commands(commands: Commands) -> None:
    """Add the two commands to `commands`."""
    side_by_side = commands.add_parser("compare", help="territories of any kind side by side")
    side_by_side.add_argument("codes", nargs="*", metavar="CODE", help=_CODES)
    side_by_side.add_argument("--level", metavar="KIND", help=f"every territory of a kind instead: {', '.join(levels())}")
    side_by_side.add_argument(
        "--official",
        metavar="ID",
        help=f"an official figure beside them, its rule and of how many municipalities it is known: {', '.join(item.value for item in Indicator)}",
    )
    side_by_side.add_argument("--share", default=CountingRule.EQUAL.value, help=", ".join(item.value for item in CountingRule))
    add_filters(side_by_side)
    add_place(side_by_side)
    side_by_side.set_defaults(run=_compare)
    one = commands.add_parser("profile", help="everything that is known about one place, one fact a row")
    one.add_argument("code", metavar="CODE", help=_CODES)
    one.set_defaults(run=_profile)
    for command in (side_by_side, one):
        add_common(command)


def _compare(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    rule = CountingRule(known("counting rule", options.share, list(CountingRule)))
    selection = selection_of(options, atlas)
    if bool(options.codes) == (options.level is not None):
        raise NoTerritoryError
    if options.level is None:
        table = compare(atlas, options.codes, selection, rule)
    else:
        table = by_level(atlas, TerritoryKind(known("level", options.level, list(levels()))), selection, rule)
    if options.official is not None:
        table = with_official(table, atlas, Indicator(known("indicator", options.official, list(Indicator))), selection)
    return write_table(table.reset_index(), options.format)


def _profile(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    told = place_profile(atlas, options.code, plain.vintage, plain.population_year, rule=plain.rule)
    return write_table(profile_rows(told), options.format)


def profile_rows(profile: PlaceProfile) -> pd.DataFrame:
    """Everything in a profile as one table, one fact a row: `PROFILE_COLUMNS`, all text; what is not known has no row."""
    rows = [row for row in (*_plain_rows(profile), *_table_rows(profile)) if row[-1] != ""]
    return pd.DataFrame(rows, columns=list(PROFILE_COLUMNS), dtype="str")


def _plain_rows(profile: PlaceProfile) -> Iterator[tuple[str, str, str, str]]:
    territory, chosen = profile.territory, profile.selection
    for field, value in (
        ("kind", territory.kind.value), ("members", ";".join(territory.members)), ("possible", ";".join(territory.possible)),
        ("vintage", chosen.vintage.value), ("role_rule", chosen.rule.value), ("parts", str(len(profile.parts)) if profile.has_members else ""),
        ("population_year", str(profile.population_year)),
    ):  # fmt: skip
        yield "identity", territory.code, field, value
    if not profile.has_members:
        return
    for name, part in vars(profile.coverage).items():
        yield "coverage", territory.code, name, str(part)
    for name, part in vars(profile.money).items():
        yield "money", territory.code, name, "" if pd.isna(part) else str(part)
    for year, count in profile.population.items():
        yield "population", str(year), "inhabitants", str(count)
    yield "not_known", territory.code, "nis", ";".join(profile.selected.not_known)
    yield "helped", territory.code, "nis", ";".join(profile.helped)
    for (theme, helper), rows in profile.helpers.groupby(["theme", "helper_nis"], sort=False):
        yield "helpers", f"{theme} {helper}", "helps", ";".join(rows["nis"])
        yield "helpers", f"{theme} {helper}", "initiative_id", str(rows["initiative_id"].iloc[0])


def _table_rows(profile: PlaceProfile) -> Iterator[tuple[str, str, str, str]]:
    for section, subject in _SUBJECTS.items() if profile.has_members else [("initiatives", "initiative_id")]:
        table: pd.DataFrame = getattr(profile, section)
        table = table if subject else table.reset_index()
        name = subject or str(table.columns[0])
        for record in table.to_dict("records"):
            for column, value in record.items():
                if column != name:
                    yield section, str(record[name]), str(column), "" if pd.isna(value) else str(value)
