"""« Is this right? »: what the atlas says about one initiative as a small file to answer, and as a letter; nothing is sent by itself."""

import io
from urllib.parse import quote, urlencode

import pandas as pd

from wallonia_map.export.receipt import File
from wallonia_map.i18n import say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What may be answered about a field; empty: nobody says anything.
RIGHT, WRONG, MISSING = ANSWERS = ("right", "wrong", "missing")
COLUMNS = ("initiative_id", "field", "value", "answer", "new_value", "source_url", "year", "note")
#: What can be questioned; those that may be possible follow as soon as the contract has them.
FIELDS = (
    "title", "lead", "lead_municipalities", "partner_municipalities", "served_municipalities", "possible_municipalities", "themes", "stage",
    "start_year", "end_year", "subsidy_eur", "budget_eur", "summary", "website",
)  # fmt: skip
#: Signs of a letter: what mail programs and browsers take in an address.
_LONGEST_LETTER = 1_500


def values(atlas: Atlas, initiative_id: str) -> dict[str, str]:
    """What the row says, field by field, as its table writes it; empty where it is not known."""
    row = atlas.initiatives.loc[initiative_id]
    return {name: _written(row[name]) for name in FIELDS if name in row.index}


def question_file(atlas: Atlas, initiative_id: str, language: str, *, year: int) -> File:
    """A workbook with a line for the row as a whole and one for each field: answer right, wrong or missing, with value and source.

    `year` is the one in which the file is made: that of the answers. `add` reads the file.
    """
    import xlsxwriter  # only here, so that the command line starts without it

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain)
    head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    page = book.add_worksheet("question")
    page.freeze_panes(1, 2)
    for place, name in enumerate(COLUMNS):
        page.set_column(place, place, 40 if name in ("value", "new_value", "source_url") else 18, text)
        page.write_string(0, place, name, head)
    page.write_comment(0, COLUMNS.index("answer"), say("question.how", language), {"x_scale": 3, "y_scale": 2})
    rows = [("", ""), *values(atlas, initiative_id).items()]
    for number, (field, value) in enumerate(rows, start=1):
        cells = (initiative_id, field, value, "", "", "", str(year), "")
        for place, cell in enumerate(cells):
            page.write_string(number, place, cell, text)
    answer = COLUMNS.index("answer")
    page.data_validation(1, answer, len(rows), answer, {"validate": "list", "source": list(ANSWERS)})
    book.close()
    return File(f"{say('question.file_name', language)}_{initiative_id}.xlsx", MEDIA_TYPE, out.getvalue())


def question_mail(atlas: Atlas, initiative_id: str, language: str, *, whole: bool = True) -> str:
    """A `mailto:` address with the same questions as text, to the data's contact where it has one; `whole` tells the values too."""
    title = initiative_title(atlas, initiative_id, language)
    body = say("question.letter", language, title=title, id=initiative_id)
    if whole:
        body += "\n" + "".join(f"{field}: {value}\n" for field, value in values(atlas, initiative_id).items())
    told = {"subject": say("question.subject", language, id=initiative_id), "body": body[:_LONGEST_LETTER]}
    return f"mailto:{quote(atlas.catalog.contact, safe='@')}?{urlencode(told, quote_via=quote)}"


def _written(value: object) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.2f}".removesuffix(".00") if isinstance(value, float) else str(value)
