"""One HTML file that works from a USB stick with the network cut: map, meter, legend, tables, receipt.

Everything that a reader needs stands in the markup, so the page also reads in a mail preview that runs no script; the script adds
pan and zoom, tooltips, search, sort and the panel. Jinja escapes every text, the script sets texts as text, and the page's own
policy lets nothing run or load but the one style and the one script that we wrote.
"""

import datetime
from functools import partial

from markupsafe import Markup

from wallonia_map.export.citation import citation
from wallonia_map.export.file_names import document_name
from wallonia_map.export.html_page_data import ROWS_AT_FIRST, data_of
from wallonia_map.export.html_page_map import map_of
from wallonia_map.export.html_page_rows import initiative_rows, is_web, municipality_rows
from wallonia_map.export.receipt import File
from wallonia_map.export.sealed_page import policy, source, template
from wallonia_map.i18n import date_long, number, say
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.sentences import describe_filters, programme_names
from wallonia_map.views.summary import ViewSummary


def html_page(summary: ViewSummary, *, day: datetime.date, permalink: str) -> File:
    """The view as one self-contained HTML file, in the language of `summary`.

    Parameters
    ----------
    summary
        The view.
    day
        The date that the file bears.
    permalink
        Where the live view is; linked if it is a web address.
    """
    style, script = source("html_page.css"), source("html_page.js")
    municipalities, initiatives, drawing = municipality_rows(summary), initiative_rows(summary), map_of(summary)
    page = template("html_page.html").render(
        summary=summary, alternative=map_alternative(summary), language=summary.language.value, say=partial(_said, summary.language), written=partial(number, language=summary.language), day=date_long(day, summary.language),
        style=Markup(style), script=Markup(script), policy=policy([style], script),
        drawing=drawing, municipalities=municipalities, initiatives=initiatives, has_value=summary.has_value_column,
        receipt=_receipt(summary, day, permalink), link=permalink if is_web(permalink) else "",
        cited=len({site for row in initiatives for site in row.sources}), first=ROWS_AT_FIRST,
        data=Markup(data_of(summary, municipalities, initiatives, drawing)),
    )  # fmt: skip
    return File(document_name("html", summary), "text/html", page.encode("utf-8"))


def _said(language: str, message: str, **values: object) -> str:
    return say(message, language, **values)


def _receipt(summary: ViewSummary, day: datetime.date, permalink: str) -> list[tuple[str, str]]:
    """What was asked, how it was counted, from what: the lines of the receipt that goes with every file."""
    language, chosen, catalog = summary.language, summary.view.selection, summary.atlas.catalog
    counted = [
        (say("receipt.filters", language), describe_filters(summary.atlas, chosen, language)),
        (say("receipt.programmes", language), programme_names(chosen, language)),
        (say("receipt.rule", language), say(f"rule.{chosen.rule.value}.long", language)),
    ]
    partial = completeness_note(summary.atlas, chosen, language)
    counted += [(say("receipt.completeness", language), partial)] if partial else []
    return [
        *(counted if summary.lists_initiatives else []),
        (say("receipt.vintage", language), chosen.vintage.value),
        (say("receipt.population_year", language), str(summary.year)),
        (say("receipt.data_version", language), f"{catalog.version} ({catalog.fingerprint[:12]})"),
        *([(say("receipt.permalink", language), permalink)] if permalink else []),  # no address leads to a visitor's column
        (say("receipt.date", language), date_long(day, language)),
        *([(say("receipt.cite", language), citation(catalog, language, day=day, address=permalink))] if summary.lists_initiatives else []),
    ]
