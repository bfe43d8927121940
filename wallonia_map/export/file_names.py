"""What files are called, on the page, in their receipts and on disk alike: atlas, what is inside, vintage, filtered or all, language."""

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import say
from wallonia_map.questions.selection import to_params
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

#: The paper of a map where nothing else is asked for.
PAPER = "a4"
_MAPS = ("png", "svg", "pdf")


def document_name(form: str, summary: ViewSummary, *, page: str = PAPER) -> str:
    """The name of the document `form` of a view, in its language; `page` is the paper of a map.

    Raises
    ------
    UnknownValueError
        If there is no such document.
    """
    language = summary.language
    match form:
        case "png" | "svg" | "pdf":
            return file_name(summary, say("static_map.file_name", language), f"{page}_{language.value}.{form}", shown=True)
        case "report":
            return file_name(summary, say("report.file_name", language), f"{language.value}.pdf", shown=True)
        case "html":
            return file_name(summary, say("html_page.file_name", language), f"{language.value}.html", shown=True)
        case "pptx":
            return file_name(summary, say("slides.file_name", language), f"{language.value}.pptx", shown=True)
        case "geojson" | "gpkg":
            return file_name(summary, say("geofile.file_name", language), f"{language.value}.{form}", shown=True)
        case "xlsx":
            shown = bool(summary.value_name) or isinstance(summary, TerritorySummary)
            return file_name(summary, say("workbook.file_name", language), f"{language.value}.xlsx", shown=shown)
        case "csv":
            return file_name(summary, say("download.name.initiatives", language), f"{language.value}.csv")
    raise UnknownValueError("file", form, (*_MAPS, "report", "html", "pptx", "geojson", "gpkg", "xlsx", "csv"))


def file_name(summary: ViewSummary, contents: str, ending: str, *, shown: bool = False) -> str:
    """Atlas, contents, what the map shows where it is `shown`, vintage, filtered or all, `ending`."""
    chosen, language = summary.view.selection, summary.language
    filtered = say("download.name.filtered" if to_params(chosen) or chosen.municipalities else "download.name.all", language)
    about = [summary.slug] if shown and summary.slug != contents else []
    return "_".join([say("download.name.atlas", language), contents, *about, chosen.vintage.value, filtered, ending])
