"""What else the map may show: the territories of a level, a fill in place of a count's circles, circles, dots of what is covered, the other vintage, another population year, a tile layer."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.questions.territories import levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.views.territory_summary import level_name
from wallonia_map.views.view import View

#: The fields of the page in it.
HELD = ("level", "fill", "circles", "dots", "vintage", "year", "tiles")


def map_options(atlas: Atlas, view: View, language: Language) -> None:
    """A button that opens the options."""
    label, why, holding = say("explore.popover_map", language), say("explore.options", language), [*map(key, HELD)]
    with widgets.popover(label, holding, key="ask_map", icon=":material/tune:", help=why) as is_open:
        if not is_open:
            return
        kinds = (TerritoryKind.MUNICIPALITY, *levels())
        widgets.selectbox(say("level.label", language), {kind.value: level_name(kind, language) for kind in kinds}, key=key("level"))
        if view.measure.is_count:
            st.toggle(say("explore.fill", language), key=key("fill"), help=say("explore.fill_help", language))
        if not view.measure.is_count or view.fill:
            st.toggle(say("explore.circles", language), key=key("circles"), help=say("explore.circles_help", language))
        st.toggle(say("explore.dots", language), key=key("dots"), help=say("explore.dots_help", language))
        widgets.segmented_control(
            say("explore.vintage", language), {vintage.value: say(f"explore.vintage_{vintage}", language) for vintage in Vintage},
            key=key("vintage"), required=True, help=meaning("vintage", language),
        )  # fmt: skip
        years = sorted(atlas.population_years(view.selection.vintage), reverse=True)
        widgets.selectbox(
            say("explore.population_year", language), {str(year): str(year) for year in years}, key=key("year"), clearable=True,
            placeholder=str(atlas.own_year(view.selection.vintage)),
        )  # fmt: skip
        st.toggle(say("explore.tiles", language), key=key("tiles"), help=say("explore.tiles_help", language))
