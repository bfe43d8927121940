"""Maps and documents of a view: made when they are asked for, from the same summary as the page."""

import datetime
from pathlib import PurePath

import streamlit as st

from wallonia_map.export.file_names import document_name
from wallonia_map.export.formats import BY_MUNICIPALITY, FORMS, export, talk_slides
from wallonia_map.export.receipt import File
from wallonia_map.export.talk_page import talk_page
from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import widgets
from wallonia_map.views.measure_summary import by_municipality
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import versioned

#: CSV has its own place beside these, with its receipt.
KINDS = tuple(form for form in FORMS if form != "csv")
#: What a map of categories can become: a picture, a page to print, a slide.
PICTURES = ("png", "svg", "pdf", "pptx")
MEDIA_TYPES = {
    "png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf", "report": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}  # fmt: skip


def documents(summary: ViewSummary, link: str, kinds: tuple[str, ...] = KINDS) -> None:
    """Choose a kind of document; one button makes and downloads it. `link` leads to this view."""
    language = summary.language
    block = st.container(key="documents")
    with block:
        st.header(say("documents.documents", language), anchor=False)
        kind = widgets.selectbox(
            say("documents.kind", language), {item: say(f"documents.{item}", language) for item in kinds}, key="document_kind", width=480,
            placeholder=say("explore.pick", language),
        )  # fmt: skip
    kind = kind or kinds[0]
    made_of = by_municipality(summary) if kind in BY_MUNICIPALITY else summary
    if made_of is not summary:
        block.caption(say("level.by_municipality", language))
    today, link = datetime.date.today(), versioned(link, summary.atlas) if link else ""

    def made() -> bytes:
        return export(kind, summary, day=today, permalink=link).content

    with block:
        st.download_button(
            say("documents.make", language), made, document_name(kind, made_of), MEDIA_TYPES[kind], key=f"document_{kind}", on_click="ignore",
            icon=":material/download:", help=say("documents.hint", language),
        )  # fmt: skip


def slides_of(scenes: list[Slide], language: Language, *, is_dark: bool) -> File:
    """The slides of a talk, light on black where it `is_dark`."""
    file = talk_slides(scenes, day=datetime.date.today(), language=language, is_dark=is_dark)
    return File(PurePath(file.name).name, file.media_type, file.content)


def page_of(scenes: list[Slide], language: Language, called: str, *, is_dark: bool) -> File:
    """The talk as one HTML file to open without a network."""
    return talk_page(scenes, day=datetime.date.today(), language=language, called=called, is_dark=is_dark)
