"""Our map on the same little page, so that the ways of drawing are compared and nothing else."""

from dataclasses import replace

import numpy as np
import streamlit as st

from tests.benchmarks.shown import SHOWN
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.ui.frame import app_data
from wallonia_map.ui.shared import map_panel
from wallonia_map.views.measures import Measure, measured

st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
plain = measured(app_data.atlas(), Selection(), Measure.PER_10000)
moved = np.roll(plain.values.index, SHOWN[chosen])
shown = replace(plain, values=plain.values.set_axis(moved), classes=plain.classes.set_axis(moved))
map_panel.draw(app_data.atlas(), shown, Language.FR, key="map")
st.write(chosen)
