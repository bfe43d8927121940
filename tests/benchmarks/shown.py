"""What every measured page shows: the same values moved along by some municipalities, so that no two changes are alike."""

import numpy as np
import pandas as pd
import streamlit as st

from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.views.measures import Measure, measured

#: Municipalities of the default vintage: a map is painted once so many shapes are there.
MUNICIPALITIES = 261
SHOWN = {f"Indicator {number}": number * 20 for number in range(12)}
BINS = [0, 1, 2, 5, 30]
COLOURS = ["#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"]


@st.cache_resource
def atlas() -> Atlas:
    return load()


def values(indicator: str) -> pd.Series:
    """One value per municipality, NaN where nothing is known."""
    plain = measured(atlas(), Selection(), Measure.PER_10000).values
    return plain.set_axis(np.roll(plain.index, SHOWN[indicator]))


def colour(value: float) -> str:
    """The colour of the class that a value falls into."""
    return "#999999" if value != value else COLOURS[min(int(np.searchsorted(BINS[1:-1], value, side="right")), len(COLOURS) - 1)]
