"""A programme more: its row, its empty table and its published totals; written into `geodata/`, or handed over as a change."""

import colorsys
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wallonia_map.curation.cell_rules import ADDRESS, hostile
from wallonia_map.curation.copying import Change, changed_copy, changes, take_over
from wallonia_map.curation.keeper_tables import OTHER_TABLES
from wallonia_map.curation.packing import FOLDER, zipped
from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.curation.template import template
from wallonia_map.export.office import clean
from wallonia_map.export.receipt import File
from wallonia_map.i18n import say
from wallonia_map.tables.catalog import read_catalog

#: What the command calls a family → what the table calls it.
FAMILIES = {"call": "smart-region", "lag": "lag", "projects": "projects"}
LANGUAGES = ("fr", "en", "nl", "de")
#: The contract has the first; the last is beyond every plan.
FIRST_YEAR, LAST_YEAR = 2000, 2100
#: Letters of an id (it names a file), of a name, of an address.
LONGEST_ID, LONGEST_NAME, LONGEST_ADDRESS = 60, 160, 500
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

    @property
    def published(self) -> dict[str, tuple[float, str]]:
        """The published totals that are known, by measure, with their unit."""
        counted = ("lags_selected", "LAGs") if self.family == "lag" else ("projects_selected", "projects")
        told = {counted[0]: (self.published_projects, counted[1]), "subsidy_eur": (self.published_eur, "EUR")}
        return {measure: (value, unit) for measure, (value, unit) in told.items() if value is not None}


@dataclass(frozen=True)
class ProposedProgramme:
    """What would be written: the row of the programme, its control totals, and every file that changes."""

    row: Row
    totals: tuple[Row, ...]
    changes: tuple[Change, ...]
    template: File

    def sentences(self, language: str) -> list[str]:
        """Every file that would change or be new, and the template, one a sentence."""
        told = [
            f"{FOLDER}/{change.path}" if change.before is not None else say("keeper.programme.file_new", language, path=f"{FOLDER}/{change.path}")
            for change in self.changes
        ]  # fmt: skip
        return [*told, say("keeper.programme.template", language, path=self.template.name)]


def new_programme(geodata: Path, told: NewProgramme, *, language: str = "en") -> list[str]:
    """Write the row of a programme, its empty table and its published totals, and rebuild. Returns the report.

    Raises
    ------
    RefusedError
        With everything that is wrong, in `language`; then nothing was written.
    """
    _, _, write = _prepared(geodata, told, language)
    return take_over(geodata, write)


def propose_programme(geodata: Path, told: NewProgramme, *, language: str = "en") -> ProposedProgramme:
    """What `new_programme` would write, worked out on a copy that is gone afterwards; `geodata` is only read.

    Raises
    ------
    RefusedError
        As `new_programme`.
    """
    row, totals, write = _prepared(geodata, told, language)
    with changed_copy(geodata, write) as copy:
        empty = template(told.programme, "xlsx", language, catalog=read_catalog(copy))
        return ProposedProgramme(row, tuple(totals), tuple(changes(geodata, copy)), empty)


def packed_programme(proposed: ProposedProgramme, language: str) -> bytes:
    """What was proposed as a ZIP: every file of `geodata/` that changes, `change.diff`, the template to fill, and how to go on."""
    next_step = say("keeper.programme.next", language, file=proposed.template.name, id=proposed.row["programme"])
    lines = [say("keeper.pack.how", language), "", *proposed.sentences(language), "", next_step, ""]
    return zipped(proposed.changes, lines, {proposed.template.name: proposed.template.content})


def _prepared(geodata: Path, told: NewProgramme, language: str) -> tuple[Row, list[Row], Callable[[Path], None]]:
    from wallonia_map.rebuild.descriptor import initiative_columns, read_declared
    from wallonia_map.rebuild.writing import read_rows, write_rows  # the app rebuilds only what is proposed

    rows = read_rows(geodata / "source" / "programmes.csv")
    wrong = list(_problems(told, rows, language))
    if wrong:
        raise RefusedError(wrong)
    row = _row(told, rows)
    fresh = [
        {"subject": told.programme, "measure": measure, "value": f"{value:.2f}".rstrip("0").rstrip("."), "unit": unit,
         "year": str(told.first_year), "population_year": "", "note": "", "source_url": told.source_url.strip()}
        for measure, (value, unit) in told.published.items()
    ]  # fmt: skip

    def write(copy: Path) -> None:
        source = copy / "source"
        write_rows(source / "programmes.csv", list(rows[0]), [*rows, row])
        write_rows(source / "initiatives" / f"{told.programme}.csv", initiative_columns(read_declared(geodata)), [])
        if fresh:
            totals = read_rows(source / "control_totals.csv")
            merged = sorted([*totals, *fresh], key=lambda total: (total["subject"], total["measure"]))
            write_rows(source / "control_totals.csv", list(totals[0]), merged)

    return row, fresh, write


def _problems(told: NewProgramme, rows: Sequence[Row], language: str) -> Iterator[str]:
    """One sentence for everything that is wrong."""

    def refused(reason: str, **values: object) -> str:
        return say(f"keeper.programme.{reason}", language, **values)

    name = told.programme
    if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
        yield refused("id", id=shown(name), most=LONGEST_ID)
    elif name in {row["programme"] for row in rows} or name in OTHER_TABLES:
        yield refused("taken", id=name)
    if told.family not in FAMILIES:
        yield refused("family", family=shown(told.family), known=", ".join(FAMILIES))
    for kind, names in (("name", told.names), ("short", told.short)):
        for spoken in LANGUAGES:
            yield from _name_problems(kind, spoken, names.get(spoken, "").strip(), rows, language)
    years = [year for year in (told.first_year, told.last_year) if year is not None]
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            yield refused("year", year=str(year), least=str(FIRST_YEAR), most=str(LAST_YEAR))
    if years != sorted(years):
        yield refused("years", first=str(years[0]), last=str(years[1]))
    yield from _total_problems(told, language)


def _name_problems(kind: str, spoken: str, text: str, rows: Sequence[Row], language: str) -> Iterator[str]:
    """What is wrong with a `name`, or a `short` one, in the language `spoken`."""
    what = say(f"keeper.programme.{kind}_in", language, spoken=say(f"keeper.untranslated.{spoken}", language))
    if not text:
        if kind == "name":
            yield say("keeper.programme.missing", language, what=what)
        return
    if len(text) > LONGEST_NAME:
        yield say("keeper.programme.long", language, what=what, most=LONGEST_NAME)
        return
    why = say("keeper.programme.cleaned", language) if clean(text) != text else ""
    reason = hostile(text)
    why = why or (say(f"keeper.problem.{reason}", language) if reason else "")
    twin = next((row["programme"] for row in rows if row[f"{kind}_{spoken}"] == text), None)
    if why:
        yield say("keeper.programme.text", language, what=what, text=shown(text), why=why)
    elif twin:
        yield say("keeper.programme.twin", language, what=what, text=text, other=twin)


def _total_problems(told: NewProgramme, language: str) -> Iterator[str]:
    """What is wrong with the published totals."""
    if any(not (math.isfinite(value) and value >= 0) for value, _ in told.published.values()):
        yield say("keeper.programme.amount", language)
    address = told.source_url.strip()
    if told.published and not address:
        yield say("keeper.programme.page", language)
    elif address and (not ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS):
        yield say("keeper.programme.address", language, text=shown(address))
    if told.published and told.first_year is None:
        yield say("keeper.programme.total_year", language)


def _row(told: NewProgramme, rows: Sequence[Row]) -> Row:
    years = [str(year) if year is not None else "" for year in (told.first_year, told.last_year)]
    membership = ""
    if told.family == "lag":
        membership = f"lag-{years[0]}-{years[1]}" if all(years) else f"lag-{told.programme}"
        if membership in {row["membership_map"] for row in rows}:
            membership = f"lag-{told.programme}"
    return {
        "programme": told.programme, "family": FAMILIES[told.family], "first_year": years[0], "last_year": years[1],
        "order": str(max(int(row["order"]) for row in rows) + 1), "colour": _colour(len(rows)), "sign": sign_of(len(rows)),
        "identifier_prefix": f"{told.programme}-", "membership_map": membership, "home_order": "",
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
