"""One map or figure for another site's frame: what `?embed=true` shows of Explore, and the snippet that asks for it."""

import datetime
from enum import StrEnum
from html import escape
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from wallonia_map.i18n import Language, date_long, say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import address, markup, page_parts, widgets
from wallonia_map.ui.shared import downloads, map_panel
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.shared.meter import basis, meter_html
from wallonia_map.views.map_alternative import map_alternative
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, query, view_from_params, view_params

STYLE = Path(__file__).parent / "embed.css"
#: The parameter that names the figure; Streamlit keeps `embed` itself away from scripts.
FIGURE = "figure"
MAP_KEY = "embedded_map"


class EmbeddedPart(StrEnum):
    """What a frame may show."""

    MAP = "map"
    METER = "meter"

    def height(self, classes: int) -> int:
        """Pixels that the figure needs, its sources and a legend of so many classes included, in a column of 600 pixels or more."""
        return 860 + 30 * classes if self is EmbeddedPart.MAP else 420


def is_asked(page: StreamlitPage) -> bool:
    """Whether the visitor sees Explore in another site's frame (`?embed=true`)."""
    return bool(st.context.is_embedded) and page.url_path == "explore"


def show(atlas: Atlas, language: Language) -> None:
    """The figure of the link, its title, what it rests on, and the way to the atlas; nothing to press but the map."""
    given = address.parameters()
    view = view_from_params(given, atlas)
    asked = next(iter(given.get(FIGURE, ())), "")
    summary = view_summary(atlas, view, language)
    st.html(STYLE)
    markup.html(f"<h1 class=embedded>{escape(summary.title)}</h1>")
    if asked == EmbeddedPart.METER:
        told = basis(view.selection.rule.value, summary.year, language)
        markup.html(meter_html(say("home.meter_heading", language), summary.coverage, told, language, level=2))
    else:
        board = st.container(key="embedded_board")  # side by side where the frame is low (embed.css)
        with board.container(key="embedded_shapes"):
            map_panel.draw(summary, key=MAP_KEY, height=440, quiet=True, presets=True)
        with board.container(key="embedded_legend"):
            legend(summary, map_key=MAP_KEY)
    page_parts.text_alternative(summary.sentence if asked == EmbeddedPart.METER else map_alternative(summary))
    _sources(atlas, view, language)


def _sources(atlas: Atlas, view: View, language: Language) -> None:
    today = date_long(datetime.date.today(), language)
    told = say("embed.sources", language, version=atlas.catalog.version, date=today)
    link = escape(downloads.permalink(atlas, view, language), quote=True)
    markup.html(
        f'<footer class="foot"><a href="{link}" target="_blank" rel="noopener">{escape(say("embed.open", language))}</a> · '
        f"{escape(told)}<br>{escape(say('app.footer_sources', language))}</footer>"
    )


def snippet(view: View, language: Language, figure: EmbeddedPart, *, title: str, here: str, height: int) -> str:
    """The HTML that shows `figure` of `view` on another site, `height` pixels high; `here` is the address of Explore, `title` names the frame."""
    given = urlsplit(here)
    asked = {"embed": ["true"], **({FIGURE: [figure.value]} if figure is not EmbeddedPart.MAP else {}), **view_params(view)}
    source = urlunsplit((given.scheme, given.netloc, given.path, query(asked, language), ""))
    return (
        f'<iframe src="{escape(source, quote=True)}" title="{escape(title, quote=True)}" lang="{language.value}" '
        f'width="100%" height="{height}" loading="lazy" style="border:0"></iframe>'
    )


def offer(summary: ViewSummary) -> None:
    """The snippet of this view, to copy."""
    language = summary.language
    st.header(say("embed.heading", language), anchor=False)
    parts = {item.value: say(f"embed.{item}", language) for item in EmbeddedPart}
    chosen = widgets.segmented_control(say("embed.figure", language), parts, key="embed_figure")
    if chosen is None:  # only who asks gets the code: what Streamlit draws it with is 500 kB, on a slow line a second before the map
        return
    figure, here = EmbeddedPart(chosen), downloads.permalink(summary.atlas, View(), Language.FR)
    code = snippet(
        summary.view,
        language,
        figure,
        title=summary.title,
        here=here,
        height=figure.height(len(summary.legend) + bool(summary.circle_key_px)),
    )
    st.code(code, language="html", wrap_lines=True)
    st.caption(say("embed.hint", language))
