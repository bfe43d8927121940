"""The scatter of need: an indicator against initiatives per 10,000 inhabitants, with the places that the visitor marks."""

from html import escape

import streamlit as st

from wallonia_map.export.planner_tables import worded
from wallonia_map.export.scatter import scatter_svg, scatter_title
from wallonia_map.i18n import say
from wallonia_map.questions.need import need_scatter
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.need_summary import NeedSummary
from wallonia_map.views.need_words import describe_scatter

#: More names than this lie over each other.
MOST_MARKED = 8


def scatter(scene: NeedSummary) -> None:
    """The drawing with what it says in words, the places to mark, the drawing and its rows as files."""
    atlas, language, chosen = scene.atlas, scene.language, scene.view.selection
    names = {str(nis): atlas.municipality_name(str(nis), chosen.vintage, language) for nis in scene.need.fifth_of.index}
    st.header(scatter_title(scene.indicator, language), anchor=False)
    marked = widgets.multiselect(
        say("need.scatter_mark", language), dict(sorted(names.items(), key=lambda pair: pair[1])), key=key("need_marked"),
        max_selections=MOST_MARKED, select_all=False, placeholder=say("explore.pick", language), width=480, persist_state="session",
    )  # fmt: skip
    own = [nis for nis in (scene.view.municipality,) if nis in names]
    found = need_scatter(atlas, scene.indicator, chosen, chosen=[*own, *marked], language=language)
    said = describe_scatter(scene.indicator, found, language)
    svg = scatter_svg(scene.indicator, found, language)
    alt = f"{scatter_title(scene.indicator, language)}. {said}"
    picture = f'<div class="scroll">{drawing.picture(svg, alt, "scatter")}</div>' if svg else ""
    markup.html(f'{picture}<p class="note">{escape(said)}</p>')
    slug = f"{say('need.file_name', language)}_{say('need.scatter_slug', language)}_{scene.indicator.value}"
    if svg:
        st.download_button(
            say("need.scatter_picture", language), svg.encode("utf-8"), f"{say('download.name.atlas', language)}_{slug}_{chosen.vintage.value}.svg",
            "image/svg+xml", key="need_scatter_picture", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    take_away(atlas, worded(found.rows, language), chosen, language, name="need-scatter", called=slug, said=said)
