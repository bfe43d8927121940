"""The planner's questions on the command line: `diff`, `overlap`, `peers` and `sheet`."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import fields

import pandas as pd

from wallonia_map.cli.options import Commands, add_common, add_place, known, selection_of, write_table
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Indicator
from wallonia_map.questions.differences import DENOMINATORS, difference
from wallonia_map.questions.overlaps import overlap
from wallonia_map.questions.peers import MOST_LIKENESS, not_compared, peers, who_could_help
from wallonia_map.questions.profile import Profile, municipality_profile
from wallonia_map.questions.selection import checked, municipality_nis
from wallonia_map.tables.atlas import load

LIST_COLUMNS = ("nis", "municipality", "outcome", "is_uncertain", "inhabitants", "area_km2")
SHEET_COLUMNS = ("section", "subject", "field", "value")
#: Which column names the rows of a table on the sheet.
_SUBJECTS = {
    "programmes": "programme", "initiatives": "initiative_id", "wide": "initiative_id", "organisations": "organisation_id",
    "indicators": "indicator_id", "standing": "measure", "official": "indicator", "neighbours": "nis",
}  # fmt: skip


def add_planner_commands(commands: Commands) -> None:
    """Add the four commands to `commands`."""
    diff = commands.add_parser("diff", help="who gained, kept, lost, or never had coverage from one programme to another")
    diff.add_argument("programme_a", metavar="PROGRAMME_A")
    diff.add_argument("programme_b", metavar="PROGRAMME_B")
    diff.add_argument("--list", action="store_true", dest="as_list", help="the municipalities instead of the counts")
    diff.set_defaults(run=_diff)
    over = commands.add_parser("overlap", help="which municipalities two or three programmes or themes cover together")
    over.set_defaults(run=_overlap)
    alike = commands.add_parser("peers", help="the municipalities most like one, or those of them that have a theme")
    alike.add_argument("--n", type=_whole_number, default=10, metavar="N", help="how many municipalities (default: 10)")
    alike.add_argument("--same-province", action="store_true")
    alike.add_argument("--same-language", action="store_true", help="same language of the administration and of the facilities")
    alike.set_defaults(run=_peers)
    one = commands.add_parser("sheet", help="everything that is known about one municipality, one fact a row")
    one.set_defaults(run=_sheet)
    for command in (alike, one):
        command.add_argument(
            "--like", action="append", default=[], metavar="INDICATOR",
            help="alike in this official figure, up to three times; without it, in population, density and character",
        )  # fmt: skip
        # Not `municipality`: that is the filter on place that `selection_of` reads.
        command.add_argument("about", metavar="MUNICIPALITY", help="code of any vintage or name")
    over.add_argument("--programme", action="append", default=[], dest="programmes_over", metavar="ID")
    over.add_argument("--theme", action="append", default=[], dest="themes_over", metavar="T")
    alike.add_argument("--theme", dest="theme_asked", metavar="T", help="list who has an initiative with this theme")
    for command in (diff, over):
        add_place(command)
    for command in (diff, over, alike, one):
        add_common(command)


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _diff(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    a, b = (checked(plain.replace(programmes=(name,)), atlas) for name in (options.programme_a, options.programme_b))
    found = difference(atlas, a, b)
    if options.as_list:
        return write_table(found.municipalities.reset_index()[list(LIST_COLUMNS)], options.format)
    return write_table(found.table.reset_index()[["outcome", *DENOMINATORS]], options.format)


def _overlap(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    parts = {name: checked(plain.replace(programmes=(name,)), atlas) for name in options.programmes_over}
    parts |= {name: checked(plain.replace(themes=(name,)), atlas) for name in options.themes_over}
    return write_table(overlap(atlas, parts).table[[*parts, *DENOMINATORS]], options.format)


def _peers(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    nis = municipality_nis(atlas, options.about, plain.vintage)
    by = _likeness(options)
    _tell_left_out(not_compared(atlas, by, plain.vintage, plain.population_year), nis)
    if options.theme_asked is None:
        table = peers(
            atlas, nis, n=options.n, vintage=plain.vintage, population_year=plain.population_year,
            same_province=options.same_province, same_language=options.same_language, by=by,
        )  # fmt: skip
        return write_table(table.reset_index(), options.format)
    table = who_could_help(
        atlas, nis, options.theme_asked, n=options.n, rule=plain.rule, vintage=plain.vintage, population_year=plain.population_year,
        same_province=options.same_province, same_language=options.same_language, by=by,
    )  # fmt: skip
    return write_table(table, options.format)


def _likeness(options: argparse.Namespace) -> tuple[Indicator, ...]:
    asked = tuple(Indicator(known("indicator", text, [item.value for item in Indicator])) for text in options.like)
    if len(set(asked)) < len(asked) or len(asked) > MOST_LIKENESS:
        raise UnknownValueError("number of different indicators", len(asked), tuple(map(str, range(1, MOST_LIKENESS + 1))))
    return asked


def _tell_left_out(codes: tuple[str, ...], nis: str) -> None:
    """Say on the side who is not compared: nothing is left out in silence, and the table stays a table."""
    if codes:
        sys.stderr.write(f"not compared, since a value is not known: {', '.join(codes)}\n")
    if nis in codes:
        sys.stderr.write(f"a value of {nis} itself is not known: nothing is like it\n")


def _sheet(options: argparse.Namespace) -> int:
    atlas = load(options.geodata)
    plain = selection_of(options, atlas)
    nis = municipality_nis(atlas, options.about, plain.vintage)
    by = _likeness(options)
    _tell_left_out(not_compared(atlas, by, plain.vintage, plain.population_year), nis)
    told = municipality_profile(atlas, nis, plain.vintage, plain.population_year, rule=plain.rule, by=by)
    return write_table(sheet_rows(told), options.format)


def sheet_rows(told: Profile) -> pd.DataFrame:
    """Everything on a sheet as one table, one fact a row: `SHEET_COLUMNS`, all text; what is not known has no row."""
    rows = [row for row in (*_identity_rows(told), *_table_rows(told)) if row[-1] != ""]
    return pd.DataFrame(rows, columns=list(SHEET_COLUMNS), dtype="str")


def _identity_rows(told: Profile) -> Iterator[tuple[str, str, str, str]]:
    who = told.identity
    for field in fields(who):
        value = getattr(who, field.name)
        if isinstance(value, dict | pd.Series):
            for name, item in value.items():
                yield "identity", str(name), field.name, ";".join(item) if isinstance(item, tuple) else str(item)
        else:
            yield "identity", who.nis, field.name, ";".join(value) if isinstance(value, tuple) else str(value)
    yield "identity", who.nis, "role_rule", told.rule.value
    for programme, lags in told.lags.items():
        yield "lags", programme, "initiative_id", ";".join(lags)
    for programme, lags in told.possible_lags.items():
        yield "possible_lags", programme, "initiative_id", ";".join(lags)
    yield "peers", who.nis, "nis", ";".join(told.peers)


def _table_rows(told: Profile) -> Iterator[tuple[str, str, str, str]]:
    for section, subject in _SUBJECTS.items():
        table: pd.DataFrame = getattr(told, section)
        table = table if subject in table.columns else table.reset_index()
        for record in table.to_dict("records"):
            name = f"{record[subject]} ({record['among']})" if section == "standing" else str(record[subject])
            for column, value in record.items():
                if column != subject:
                    yield section, name, str(column), "" if pd.isna(value) else str(value)
