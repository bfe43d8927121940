"""Our map on the same little page, so that the two ways of drawing are compared and nothing else."""

from dataclasses import replace

import numpy as np
import streamlit as st

from wallonia_map.i18n import Language
from wallonia_map.measures import Measure, measured
from wallonia_map.model import Selection
from wallonia_map.ui import data, map_panel

#: Each indicator is the same values moved along by some municipalities, so that no two updates are alike.
SHOWN = {f"Indicator {number}": number * 20 for number in range(12)}

st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
plain = measured(data.atlas(), Selection(), Measure.PER_10000)
moved = np.roll(plain.values.index, SHOWN[chosen])
shown = replace(plain, values=plain.values.set_axis(moved), classes=plain.classes.set_axis(moved))
map_panel.draw(data.atlas(), shown, Language.FR, key="map")
st.write(chosen)
