"""Our map on the same little page, so that the ways of drawing are compared and nothing else."""

from dataclasses import replace

import numpy as np
import streamlit as st

from tests.benchmarks.shown import SHOWN
from wallonia_map.i18n import Language
from wallonia_map.ui.frame import app_data
from wallonia_map.ui.shared import map_panel
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View

st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
summary = view_summary(app_data.atlas(), View(measure=Measure.PER_10000), Language.FR)
plain = summary.measured
moved = np.roll(plain.values.index, SHOWN[chosen])
summary.__dict__["measured"] = replace(plain, values=plain.values.set_axis(moved), classes=plain.classes.set_axis(moved))
map_panel.draw(summary, key="map")
st.write(chosen)
