"""An empty keeper's table to fill: CSV, or XLSX with a second sheet that explains every column."""

import csv
import datetime
import io
from collections.abc import Mapping, Sequence

from wallonia_map.curation.keeper_tables import ACTION, OTHER_TABLES, WITHDRAW, identifier_prefix, keeper_table, named
from wallonia_map.errors import UnknownValueError
from wallonia_map.export.receipt import File
from wallonia_map.i18n import listing, message_ids, say
from wallonia_map.model import Vintage
from wallonia_map.tables.catalog import Catalog, read_catalog
from wallonia_map.tables.contracts import Field
from wallonia_map.views.palette import ACCENT, INK, PAPER

FORMS = ("csv", "xlsx")
MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
#: Letters of a sheet's name, for Excel.
_LONGEST_SHEET = 31
#: Rows of the empty sheet that get a drop-down list.
_ROWS_PREPARED = 500
#: How a cell may look; the data's own words are the same in every language.
EXAMPLES = {
    "title": "Capteurs de crue", "title_basis": "published", "phase": "1", "lead": "Ville de Namur", "lead_type": "municipality",
    "lead_municipalities": "Namur", "partner_municipalities": "Andenne;Profondeville", "served_municipalities": "Amay;Ans;92094",
    "possible_municipalities": "Floreffe", "possible_reason": "La liste des membres n'a pas été trouvée ; Floreffe en était avant.",
    "scope": "multi-municipal", "provinces": "Namur", "lags": "meuse-campagnes", "themes_original": "mobility-logistics",
    "themes": "mobility;living", "status": "ongoing", "stage": "running", "start_year": "2021", "end_year": "2022", "subsidy_eur": "75000.50",
    "subsidy_basis": "award", "budget_eur": "150000", "budget_basis": "total", "funding": "LEADER",
    "partners": "UNamur;BEP", "summary": "Des capteurs annoncent la crue aux riverains.", "website": "https://example.org/projet",
    "notes": "", "confidence": "high", "inferred": "themes;roles", "source_urls": "https://example.org/article;https://example.org/liste.pdf",
}  # fmt: skip
#: The same for the keeper's other tables.
EXAMPLES_OF = {
    "population": {"year": "2027", "nis_in_year": "92094", "population": "114500"},
    "indicators": {
        "indicator_id": "fibre-2027-namur", "indicator": "fibre coverage", "group": "municipalities", "municipality": "Namur", "period": "2027",
        "value": "62.5", "value_text": "", "unit": "% of households", "note": "", "is_complete": "false", "source_urls": "https://example.org/fibre",
    },
    "texts": {
        "text": "Flood sensors", "en": "Flood sensors", "fr": "Capteurs de crue", "nl": "Overstromingssensoren", "de": "Hochwassersensoren",
    },
    "confirmations": {
        "initiative_id": "sr2019-03", "field": "subsidy_eur", "confirmed_year": "2026", "source_url": "https://example.org/liste", "note": "",
    },
}  # fmt: skip
#: A column beside those of the contract, in a template that holds rows: what to do with each.
_ACTION = Field(ACTION, "text", (f"in:{WITHDRAW}",))
#: Which family of messages names the values of a column.
_WORDS = {
    "lead_type": "lead_type", "scope": "scope", "themes": "theme", "stage": "stage", "subsidy_basis": "basis", "budget_basis": "basis",
    "confidence": "confidence", "title_basis": "keeper.title_basis", "inferred": "inferred",
}  # fmt: skip


def template(
    programme: str, form: str, language: str, *, catalog: Catalog | None = None, rows: Sequence[Mapping[str, str]] = (),
    columns: Sequence[str] | None = None, can_withdraw: bool = True,
) -> File:  # fmt: skip
    """A table of `programme`, or another keeper's table, to fill, with all its columns (or `columns`) under the data's own names.

    `rows` are written into it as they are: an existing row to complete, for instance; unless `can_withdraw` is false, a
    column `action` then says what to do with each. What stands in the contract stands in the template. The CSV is UTF-8 with BOM and
    commas, as the tables of `geodata/`; the XLSX explains its columns in `language` on its second sheet.

    Raises
    ------
    UnknownValueError
        If there is no such programme, table or form.
    """
    described = keeper_table(catalog or read_catalog(), programme)
    if form not in FORMS:
        raise UnknownValueError("form of a template", form, FORMS)
    fields = tuple(field for field in described.schema.fields if columns is None or field.name in columns)
    fields += (_ACTION,) if rows and can_withdraw else ()
    name = f"{programme}_{say('keeper.file_name', language)}.{form}"
    content = _csv(fields, rows) if form == "csv" else _xlsx(programme, fields, rows, language)
    return File(name, MEDIA_TYPES[form], content)


def allowed(field: Field, language: str) -> str:
    """What may stand in a column, in words; the data's own values first, their meaning in brackets."""
    several = [say("keeper.allowed.several", language)] if field.type == "list" else []
    choices = field.constraint("in:")
    if field.name == ACTION:
        return say("keeper.allowed.action", language, value=WITHDRAW)
    values = choices.split("|") if choices else inferable() if field.name == "inferred" else []
    if values:
        words = [_named(field.name, value, language) for value in values]
        return " ".join([*several, say("keeper.allowed.one_of", language, values=listing(words, language))])
    if field.type in ("code", "flag"):
        kind = field.type
    elif field.constraint("->municipalities_source") is not None:
        kind = "municipality"
    elif field.constraint("->territories") is not None:
        kind = "province"
    elif (field.constraint("like:") or "").startswith("http"):
        kind = "address"
    elif field.name == "initiative_id":
        kind = "identifier"
    elif field.type == "integer" and field.constraint("<=") is None:
        kind = "whole"
    elif field.type == "integer":
        return say("keeper.allowed.year", language, least=field.constraint(">=") or "", most=field.constraint("<=") or "")
    else:
        kind = {"number": "number"}.get(field.type, "text")
    return " ".join([*several, say(f"keeper.allowed.{kind}", language)])


def about(programme: str, column: str, language: str) -> str:
    """What goes in a column; a column that has no explanation yet has at least its heading."""
    said = message_ids(language)
    vintage = _vintage_of(column)
    if vintage:
        return say("keeper.about.code_of_vintage", language, vintage=vintage)
    ids = (f"keeper.about.{programme}.{column}", f"keeper.column_{column}", f"column.{column}")
    return next((say(message, language) for message in (ids if programme in OTHER_TABLES else ids[1:]) if message in said), column)


def inferable() -> list[str]:
    """What a row may name as our deduction: the atlas has words for these."""
    return [name.removeprefix("inferred.") for name in message_ids("fr") if name.startswith("inferred.")]


def _vintage_of(column: str) -> str:
    """The vintage whose codes a column holds; empty where it holds none."""
    return next((item.value for item in Vintage if item.column == column), "")


def _named(column: str, value: str, language: str) -> str:
    message = f"{_WORDS.get(column, '')}.{value}"
    return f"{value} ({message_ids(language)[message]})" if message in message_ids(language) else value


def _csv(fields: Sequence[Field], rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in fields])
    writer.writerows([[row.get(field.name, "") for field in fields] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(programme: str, fields: Sequence[Field], rows: Sequence[Mapping[str, str]], language: str) -> bytes:
    import xlsxwriter  # only here, so that the command line starts without it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": named(programme, language), "created": datetime.datetime(2026, 1, 1)})
    head = book.add_format({"bold": True, "font_color": PAPER, "bg_color": ACCENT, "valign": "top"})
    must = book.add_format({"bold": True, "font_color": PAPER, "bg_color": INK, "valign": "top"})
    text, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(programme[:_LONGEST_SHEET])
    page.freeze_panes(1, 1)
    for place, field in enumerate(fields):
        page.set_column(place, place, max(14, len(field.name) + 2), None if field.type in ("integer", "number") else text)
        page.write_string(0, place, field.name, must if field.required else head)
        page.write_comment(0, place, about(programme, field.name, language), {"x_scale": 2})
        choices = field.constraint("in:")
        if choices and field.type != "list":
            page.data_validation(1, place, _ROWS_PREPARED, place, {"validate": "list", "source": choices.split("|")})
        for number, row in enumerate(rows, start=1):
            page.write_string(number, place, row.get(field.name, ""), text)
    told = book.add_worksheet(say("keeper.sheet_help", language))
    told.freeze_panes(1, 1)
    for place, (heading, width) in enumerate((("column", 24), ("required", 12), ("what", 60), ("allowed", 60), ("example", 40))):
        told.set_column(place, place, width)
        told.write_string(0, place, say(f"keeper.help.{heading}", language), head)
    for number, field in enumerate(fields, start=1):
        needed = say("answer.yes" if field.required and field.name not in ("initiative_id", "stage") else "answer.no", language)
        example = _example(programme, field.name)
        for place, words in enumerate((field.name, needed, about(programme, field.name, language), allowed(field, language), example)):
            told.write_string(number, place, words, wrapped)
    book.close()
    return out.getvalue()


def _example(programme: str, column: str) -> str:
    if programme in OTHER_TABLES:
        return EXAMPLES_OF[programme].get("nis_in_year" if _vintage_of(column) else column, "")
    if column == "initiative_id":
        return f"{identifier_prefix(programme)}capteurs-de-crue"
    return EXAMPLES.get(column, "")
