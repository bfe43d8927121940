"""What else the map may show: circles, the other vintage, another population year, a tile layer."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.state import key
from wallonia_map.views.view import View


def map_options(atlas: Atlas, view: View, language: Language) -> None:
    """A button that opens the options."""
    with st.popover(say("explore.options", language), icon=":material/tune:"):
        st.toggle(say("explore.circles", language), key=key("circles"), help=say("explore.circles_help", language))
        st.segmented_control(
            say("explore.vintage", language), [vintage.value for vintage in Vintage], key=key("vintage"), required=True, help=meaning("vintage", language),
            format_func=lambda vintage: say(f"explore.vintage_{vintage}", language),
        )  # fmt: skip
        st.selectbox(
            say("explore.population_year", language), sorted(atlas.population_years(view.selection.vintage), reverse=True), index=None,
            key=key("population_year"), format_func=str, placeholder=str(atlas.own_year(view.selection.vintage)),
        )  # fmt: skip
        st.toggle(say("explore.tiles", language), key=key("tiles"), help=say("explore.tiles_help", language))
