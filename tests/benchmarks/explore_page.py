"""Our map on the same little page, so that the ways of drawing are compared and nothing else."""

import secrets
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import streamlit as st

from tests.benchmarks.shown import SHOWN
from wallonia_map.i18n import Language
from wallonia_map.ui.frame import app_data
from wallonia_map.ui.shared import map_panel
from wallonia_map.views.measure_summary import NumberSummary
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.view import View


@dataclass(frozen=True)
class Moved(NumberSummary):
    """The values moved along; `asked_by` is another one each time, so that no answer is remembered from an earlier visitor."""

    by: int = 0
    asked_by: str = ""

    @cached_property
    def measured(self) -> Measured:
        plain = NumberSummary(self.atlas, self.view, self.language).measured
        moved = np.roll(plain.values.index, self.by)
        return replace(plain, values=plain.values.set_axis(moved), classes=plain.classes.set_axis(moved))


st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
summary = Moved(app_data.atlas(), View(measure=Measure.PER_10000), Language.FR, SHOWN[chosen], secrets.token_hex(8))
map_panel.draw(summary, key="map")
st.write(chosen)
