"""A programme or a vintage more: the rows and files that one needs, written into `geodata/`, rebuilt and checked, or not at all."""

import colorsys
import datetime
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wallonia_map.curation.copying import changes
from wallonia_map.curation.problems import RefusedError
from wallonia_map.errors import WalloniaMapError
from wallonia_map.tables.loading import every_problem

#: What the command calls a family → what the table calls it.
FAMILIES = {"call": "smart-region", "lag": "lag", "projects": "projects"}
LANGUAGES = ("fr", "en", "nl", "de")
Row = dict[str, str]
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class NewProgramme:
    """What a keeper tells of a programme: names by language; totals as they were published, with the page that says so."""

    programme: str
    family: str
    names: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    published_projects: int | None = None
    published_eur: float | None = None
    source_url: str = ""


def new_programme(geodata: Path, told: NewProgramme) -> list[str]:
    """Write the row of a programme, its empty table and its published totals, and rebuild. Returns the report.

    Raises
    ------
    RefusedError
        With everything that is wrong; then nothing was written.
    """
    from wallonia_map.rebuild.descriptor import initiative_columns, read_declared
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app never rebuilds

    rows = read_rows(geodata / "source" / "programmes.csv")
    wrong = (
        [f"'{told.programme}' is no id: lower-case letters and digits, with hyphens between"] if not _ID.fullmatch(told.programme) else []
    )
    wrong += [f"there is a programme '{told.programme}' already"] if told.programme in {row["programme"] for row in rows} else []
    wrong += [f"the name in {language} is missing" for language in LANGUAGES if not told.names.get(language, "").strip()]
    published = {"projects_selected": (told.published_projects, "projects"), "subsidy_eur": (told.published_eur, "EUR")}
    if told.family == "lag":
        published = {"lags_selected": (told.published_projects, "LAGs"), "subsidy_eur": (told.published_eur, "EUR")}
    given = {measure: pair for measure, pair in published.items() if pair[0] is not None}
    wrong += ["a published total needs the page that says so (--source-url)"] if given and not told.source_url else []
    wrong += ["a published total needs its year (--first-year)"] if given and told.first_year is None else []
    if wrong:
        raise RefusedError(wrong)

    def write(copy: Path) -> None:
        source = copy / "source"
        write_rows(source / "programmes.csv", list(rows[0]), [*rows, _row(told, rows)])
        write_rows(source / "initiatives" / f"{told.programme}.csv", initiative_columns(read_declared(geodata)), [])
        totals = read_rows(source / "control_totals.csv")
        more = [
            {"subject": told.programme, "measure": measure, "value": f"{value:g}" if value != int(value) else str(int(value)), "unit": unit,
             "year": str(told.first_year), "note": "", "source_url": told.source_url}
            for measure, (value, unit) in given.items() if value is not None
        ]  # fmt: skip
        if more:
            write_rows(
                source / "control_totals.csv", list(totals[0]), sorted([*totals, *more], key=lambda row: (row["subject"], row["measure"]))
            )

    return written_whole(geodata, write)


def _row(told: NewProgramme, rows: Sequence[Row]) -> Row:
    years = [str(year) if year else "" for year in (told.first_year, told.last_year)]
    shown = ""
    if told.family == "lag":
        shown = f"lag-{years[0]}-{years[1]}" if all(years) else f"lag-{told.programme}"
        if shown in {row["membership_map"] for row in rows}:
            shown = f"lag-{told.programme}"
    return {
        "programme": told.programme, "family": FAMILIES[told.family], "first_year": years[0], "last_year": years[1],
        "order": str(max(int(row["order"]) for row in rows) + 1), "colour": _colour(len(rows)), "sign": sign_of(len(rows)),
        "identifier_prefix": f"{told.programme}-", "membership_map": shown, "home_order": "",
        **{f"name_{language}": told.names[language].strip() for language in LANGUAGES},
        **{f"short_{language}": told.short.get(language, "").strip() or told.names[language].strip() for language in LANGUAGES},
        **{f"gap_{language}": "" for language in LANGUAGES},
    }  # fmt: skip


def sign_of(place: int) -> str:
    """The letters of the programme at a place (from 0): a … z, then aa, ab … as columns of a spreadsheet."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _colour(place: int) -> str:
    """A colour for the programme at a place: hues a golden section apart, dark enough for a light ground."""
    red, green, blue = colorsys.hls_to_rgb(place * 0.61803398875 % 1, 0.38, 0.6)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def new_vintage(geodata: Path, vintage: str, valid_from: datetime.date, mergers: Sequence[Row], *, default: bool = False) -> list[str]:
    """Write a vintage from its mergers (`nis_before` of the newest one, `nis_after`, `name_fr` of the whole), and rebuild. Returns the report.

    Raises
    ------
    RefusedError
        With everything that is wrong; then nothing was written.
    """
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app never rebuilds

    source = geodata / "source"
    vintages, places = read_rows(source / "vintages.csv"), read_rows(source / "municipalities.csv")
    changed = read_rows(source / "municipality_changes.csv")
    newest = max(vintages, key=lambda row: row["valid_from"])
    codes = {row[f"nis_{newest['vintage']}"] for row in places}
    into = {row["nis_before"]: row["nis_after"] for row in mergers}
    wrong = [f"'{vintage}' is no year"] if not re.fullmatch(r"[0-9]{4}", vintage) else []
    wrong += [f"there is a vintage {vintage} already"] if vintage in {row["vintage"] for row in vintages} else []
    wrong += [f"{vintage} must begin after {newest['valid_from']}"] if valid_from.isoformat() <= newest["valid_from"] else []
    wrong += [f"{code} is no municipality of {newest['vintage']}" for code in into if code not in codes]
    wrong += [
        f"{code} has changed before: its row in municipality_changes.csv stands"
        for code in into
        if code in {row["nis_before"] for row in changed}
    ]
    wrong += [f"{code} is no REFNIS code: five digits" for code in sorted(set(into.values())) if not re.fullmatch(r"[0-9]{5}", code)]
    if not into or wrong:
        raise RefusedError(wrong or ["the list of mergers is empty"])

    def write(copy: Path) -> None:
        target, column = copy / "source", f"nis_{vintage}"
        last = (valid_from - datetime.timedelta(days=1)).isoformat()
        kept = [
            row
            | {
                "valid_to": last if row["vintage"] == newest["vintage"] else row["valid_to"],
                "is_default": "false" if default else row["is_default"],
            }
            for row in vintages
        ]
        fresh = {"vintage": vintage, "valid_from": valid_from.isoformat(), "is_default": str(default).lower()}
        write_rows(target / "vintages.csv", list(vintages[0]), [*kept, fresh])
        before = f"nis_{newest['vintage']}"
        # The new codes stand beside those that they came from.
        columns = [name for old in places[0] for name in ([old, column] if old == before else [old])]
        write_rows(target / "municipalities.csv", columns, [row | {column: into.get(row[before], row[before])} for row in places])
        names = {row[before]: row["name_fr"] for row in places}
        more = [
            {"nis_before": row["nis_before"], "nis_after": row["nis_after"], "name_fr": names[row["nis_before"]], "kind": "merged",
             "in_force_from": valid_from.isoformat(), "note": f"merged into {row['name_fr']} {row['nis_after']}"}
            for row in mergers
        ]  # fmt: skip
        write_rows(target / "municipality_changes.csv", list(changed[0]), [*changed, *more])

    return written_whole(geodata, write)


def written_whole(geodata: Path, write: object, *, dry_run: bool = False) -> list[str]:
    """Do the work on a copy, rebuild and check it, and only then let the changed files take their places: never in a dry run."""
    from wallonia_map.rebuild import rebuild

    if not callable(write):
        raise TypeError("a function that writes is needed")
    with tempfile.TemporaryDirectory(dir=geodata.parent, prefix=".geodata-") as room:
        copy = Path(shutil.copytree(geodata, Path(room) / "geodata"))
        try:
            write(copy)
            rebuild(copy)
        except WalloniaMapError as error:
            raise RefusedError([str(error).replace(str(copy), str(geodata))]) from error
        found = [str(problem).replace(str(copy), str(geodata)) for problem in every_problem(copy)]
        if found:
            raise RefusedError(found)
        report = []
        for change in changes(geodata, copy):
            report.append(f"{'would change' if dry_run else 'changed'}  {change.path}")
            if not dry_run:
                target = geodata / change.path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(copy / change.path, target)
    return report
