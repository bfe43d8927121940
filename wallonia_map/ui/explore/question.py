"""The question that the page answers, in one row: what the map shows, the filters as popovers, what is chosen, the ways out."""

from dataclasses import replace
from html import escape

import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore import choices, filters, sections
from wallonia_map.ui.explore.map_options import map_options
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.shared import perimeter, place_filters, scene_button
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, view_params

#: Popover → the fields of the page in it; its button says how many choices they hold.
POPOVERS = {
    "programme": ("programme",),
    "theme": ("theme",),
    "place": tuple(place_filters.PARAMETERS.values()),
    "stage": ("stage", "from", "to"),
    "more": ("role", "lead", "confidence", "q", "indicator"),
}


def row(atlas: Atlas, view: View, summary: ViewSummary) -> None:
    """The row: its height is fixed (ui/frame/screens.css), whatever is chosen."""
    language, chosen = summary.language, view.selection
    with st.container(horizontal=True, wrap=False, gap="small", key="ask"):
        sections.measure_choice(view, language)
        for name, fields in POPOVERS.items():
            held = choices.STATE.count(*fields)
            label = say(f"explore.popover_{name}", language)
            label = say("filter.option", language, name=label, n=held) if held else label
            with widgets.popover(label, [*map(choices.key, fields)], key=f"ask_{name}") as is_open:
                if is_open:
                    filters.panel(name, atlas, chosen, language)
        map_options(atlas, view, language)
        filters.chips(atlas, chosen, language)
        copy = f'<button type="button" class="copy-link" data-copied="{escape(say("explore.link_copied", language))}">{escape(say("explore.copy_link", language))}</button>'
        markup.html(copy, width="content")
        scene_button.add_button("explore", view_params(replace(view, need=None)), summary.name, language)  # its tab has a scene of its own
    perimeter.dialog(atlas, perimeter.PerimeterField(choices.STATE), chosen, language, on_map=view.municipality)
