"""What most people write: `folium.Choropleth` drawn anew for every indicator, on the atlas's own data."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.benchmarks.shown import BINS, SHOWN, atlas, values
from wallonia_map.model import Vintage


@st.cache_data
def geometry() -> str:
    return atlas().shapes(Vintage.default().boundaries).reset_index().to_json()


class LocalMap(folium.Map):
    """The same page with its scripts served locally, so that it draws without a network at all."""

    default_js = [("leaflet", "../../app/static/leaflet.js")]  # noqa: RUF012
    default_css = [("leaflet", "../../app/static/leaflet.css")]  # noqa: RUF012


st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
page = LocalMap(location=[50.2, 4.9], zoom_start=8, tiles=None)
layer = folium.Choropleth(
    geo_data=geometry(), data=values(chosen), key_on="feature.properties.nis", fill_color="YlGnBu", bins=BINS, nan_fill_color="grey"
)
for name in [name for name in layer._children if name.startswith("color_map")]:
    del layer._children[name]  # its colour bar would ask a CDN for d3
layer.color_scale = None
layer.add_to(page)
st_folium(page, key="map", height=560, use_container_width=True, returned_objects=[])
st.write(chosen)
