"""The workbook: the territories of the map where it is drawn by them, the three tables, coverage by territory and the receipt, as typed sheets.

XlsxWriter and not openpyxl: it says for each cell what it is (`write_string` never becomes a formula or a link), writes the
same bytes for the same rows, and leaves openpyxl to the tests as a reader that did not write the file.
"""

import datetime
import io
from collections.abc import Mapping, Sequence

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wallonia_map.export.citation import citation
from wallonia_map.export.csv import TRANSLATED
from wallonia_map.export.file_names import document_name
from wallonia_map.export.office import cited, clean
from wallonia_map.export.receipt import File
from wallonia_map.export.tables import RowKind, table_of
from wallonia_map.export.territory_sheet import territory_sheet
from wallonia_map.i18n import date_long, number, say
from wallonia_map.model import Level
from wallonia_map.questions.coverage import coverage_table
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.palette import ACCENT, INK, PAPER
from wallonia_map.views.sentences import describe_coverage, describe_filters, programme_names
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary, level_name

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The longest text that Excel keeps in a cell.
LONGEST = 32_767
#: How the columns of a visitor are called in a table that is written: their own names go to the header alone.
OWN = "own_"
_NARROWEST, _WIDEST = 9, 60


def workbook(summary: ViewSummary, *, day: datetime.date, permalink: str) -> File:
    """The view as an Excel workbook: initiatives, participations, municipalities, coverage by territory, receipt.

    Of a map by territory, its territories come first; the other sheets stay what they are. Numbers are numbers, codes are text, flags are words, not known is empty. The same view on the same day gives the same bytes.
    """
    language = summary.language
    out = io.BytesIO()
    book = _begun(out, title=summary.title, comments=summary.source_line, day=day, language=language)
    pen = SheetWriter(book, language)
    rows = {}
    if summary.value_name:  # a visitor's column comes first
        table, header = _values(summary)
        pen.sheet(say("own.sheet", language), table, header)
    if isinstance(summary, TerritorySummary):
        sheet = territory_sheet(summary)
        pen.sheet(say("workbook.sheet.territories", language), sheet.rows, sheet.header)
    for what in RowKind if summary.lists_initiatives else ():
        table = table_of(what, summary.atlas, summary.selected, language)
        rows[what] = len(table)
        pen.sheet(say(f"download.name.{what.value}", language), table, [say(f"column.{name}", language) for name in table.columns])
    levels = ((Level.PROVINCE, "by_province"), (Level.ARRONDISSEMENT, "by_arrondissement"))
    for level, name in levels if summary.lists_initiatives else ():
        table = _coverage(summary, level)
        pen.sheet(say(f"workbook.sheet.{name}", language), table, [say(f"workbook.coverage.{name}", language) for name in table.columns])
    told = pd.DataFrame(_receipt(summary, rows, day=day, permalink=permalink), columns=["key", "value"], dtype="object")
    pen.sheet(say("workbook.sheet.receipt", language), told, [say("workbook.key", language), say("workbook.value", language)], widest=120)
    book.close()
    return File(document_name("xlsx", summary), MEDIA_TYPE, out.getvalue())


def workbook_of(
    sheets: Mapping[str, tuple[pd.DataFrame, Sequence[str]]], *, title: str, comments: str, day: datetime.date, language: str
) -> bytes:
    """Tables with the words of their headers as the sheets of a workbook; the same ones on the same day give the same bytes."""
    out = io.BytesIO()
    book = _begun(out, title=title, comments=comments, day=day, language=language)
    pen = SheetWriter(book, language)
    for name, (table, header) in sheets.items():
        pen.sheet(name, table, header)
    book.close()
    return out.getvalue()


def _begun(out: io.BytesIO, *, title: str, comments: str, day: datetime.date, language: str) -> xlsxwriter.Workbook:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({
        "title": clean(title), "author": say("app.title", language), "comments": clean(comments),
        "created": datetime.datetime.combine(day, datetime.time()),
    })  # fmt: skip
    return book


def _values(summary: ViewSummary) -> tuple[pd.DataFrame, list[str]]:
    """One row per municipality in view with a visitor's value and its class, and the header."""
    told, language, shown = (
        table_of(RowKind.MUNICIPALITIES, summary.atlas, summary.selected, summary.language),
        summary.language,
        summary.measured,
    )
    places = pd.Index(told["nis"])
    names = ["nis", "municipality", "arrondissement", "province", "inhabitants", "population_year"]
    table = told[names].assign(own_value=shown.values.reindex(places).to_numpy(), own_class=summary.class_names.reindex(places).to_numpy())
    header = [*(say(f"column.{name}", language) for name in names), summary.value_name, say("own.class", language)]
    if summary.lists_initiatives:
        table, header = table.assign(is_covered=told["is_covered"]), [*header, say("column.is_covered", language)]
    return table, header


def _coverage(summary: ViewSummary, level: Level) -> pd.DataFrame:
    chosen = summary.view.selection
    return coverage_table(
        summary.atlas, summary.selected.covered, not_known=summary.selected.not_known, by=level, vintage=chosen.vintage, population_year=chosen.population_year,
        within=summary.selected.places, language=summary.language,
    )  # fmt: skip


def _receipt(summary: ViewSummary, rows: dict[RowKind, int], *, day: datetime.date, permalink: str) -> list[tuple[str, object]]:
    """What the receipt beside a file says, as keys and values; the file's own hash cannot stand inside the file."""
    language, chosen, catalog = summary.language, summary.view.selection, summary.atlas.catalog

    def key(name: str) -> str:
        return say(f"receipt.{name}", language).rstrip(":\u00a0\u202f ")

    level = summary.level if isinstance(summary, TerritorySummary) else None
    urls, partial = cited(summary), completeness_note(summary.atlas, chosen, language) if summary.lists_initiatives else ""
    counts = [f"{say(f'download.name.{what.value}', language)} {number(count, language)}" for what, count in rows.items()]
    return [
        (
            say("workbook.sentence", language),
            summary.sentence if summary.value_name or level else describe_coverage(summary.atlas, summary.view.selection, language),
        ),
        *([(say("workbook.source", language, n=1, of=1), summary.source_line)] if summary.value_name else []),
        *([(say("level.label", language), level_name(level, language))] if level else []),
        *([(say("workbook.note", language), summary.source_line)] if level else []),
        (key("file"), document_name("xlsx", summary)),
        *([(key("rows"), " · ".join(counts))] if counts else []),
        *((say("not_known.label", language), text) for text in summary.why_not_known),
        (key("filters"), describe_filters(summary.atlas, chosen, language)),
        (key("programmes"), programme_names(chosen, language)),
        (key("rule"), say(f"rule.{chosen.rule.value}.long", language)),
        *([(say("workbook.completeness", language), partial)] if partial else []),
        (key("vintage"), chosen.vintage.value),
        (key("population_year"), summary.year),
        (key("data_version"), f"{catalog.version} ({catalog.fingerprint[:12]})"),
        (key("permalink"), permalink),
        (key("date"), date_long(day, language)),
        (key("cite"), citation(catalog, language, day=day, address=permalink)),
        (say("workbook.empty", language), say("workbook.empty_level" if level else "workbook.empty_text", language)),
        (say("workbook.licence", language), say("geofile.licence", language)),
        *((say("workbook.source", language, n=position, of=len(urls)), url) for position, url in enumerate(urls, 1)),
    ]


class SheetWriter:
    """Writes tables as sheets of one workbook, all in the same hand."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self._book, self._language = book, language
        self._head = book.add_format({
            "bold": True, "font_color": PAPER, "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter", "align": "left",
        })  # fmt: skip
        forms = ("@", "General", "0", "#,##0", "#,##0.00", "0.0%")
        self._forms = {form: book.add_format({"num_format": form, "font_color": INK, "valign": "top"}) for form in forms}

    def sheet(self, name: str, table: pd.DataFrame, header: Sequence[str], *, widest: int = _WIDEST) -> None:
        """One sheet: header frozen and filtered, columns as wide as what they hold."""
        page: Worksheet = self._book.add_worksheet(name)
        last_row, last_column = max(len(table), 1), len(header) - 1
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last_row, last_column)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})  # a code is text on purpose
        page.set_landscape()
        page.set_paper(9)  # A4
        page.repeat_rows(0)
        page.set_row(0, 32)
        for column, (word, cells) in enumerate(zip(header, table.columns, strict=True)):
            page.write_string(0, column, clean(word), self._head)
            longest = len(word) // 2  # a long heading wraps once
            for row, value in enumerate(table[cells].tolist(), 1):
                longest = max(longest, self._write(page, row, column, value, str(cells)))
            page.set_column(column, column, min(max(longest + 2, _NARROWEST), widest))

    def _write(self, page: Worksheet, row: int, column: int, value: object, name: str) -> int:
        """Write one cell and return how long it reads; what is not known stays empty."""
        if value is None or value is pd.NA or value != value or value == "":
            return 0
        if isinstance(value, bool):
            value = say("answer.yes" if value else "answer.no", self._language)
        if isinstance(value, int | float):
            page.write_number(row, column, value, self._form(name, value))
            return len(number(value, self._language)) + 3
        text = str(value)
        if name in TRANSLATED:
            text = ", ".join(say(f"{TRANSLATED[name]}.{part}", self._language) for part in text.split(";"))
        text = clean(text)
        shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        page.write_string(row, column, shown, self._forms["@"])
        return len(shown)

    def _form(self, name: str, value: float) -> Format:
        if name.startswith("share_"):
            return self._forms["0.0%"]
        if name.startswith(OWN):  # a visitor's number keeps every digit that it came with
            return self._forms["General"]
        if name.endswith("_year") or name == "value":  # a year has no thousands
            return self._forms["0"]
        return self._forms["#,##0" if isinstance(value, int) else "#,##0.00"]
