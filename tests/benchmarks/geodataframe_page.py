"""What GeoPandas itself offers: `GeoDataFrame.explore()` drawn anew for every indicator, on the atlas's own data."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.benchmarks.shown import SHOWN, atlas, colour, values
from wallonia_map.model import Vintage


class LocalMap(folium.Map):
    """The same page with its scripts served locally, so that it draws without a network at all."""

    default_js = [("leaflet", "../../app/static/leaflet.js")]  # noqa: RUF012
    default_css = [("leaflet", "../../app/static/leaflet.css")]  # noqa: RUF012


@st.cache_resource
def geometry():
    return atlas().shapes(Vintage.default().boundaries).to_crs(4326)


st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
page = LocalMap(location=[50.2, 4.9], zoom_start=8, tiles=None)
shapes = geometry()
shapes = shapes.assign(value=values(chosen).reindex(shapes.index), fill=values(chosen).reindex(shapes.index).map(colour))
shapes.explore(color="fill", m=page, tooltip=["value"], style_kwds={"fillOpacity": 0.85, "weight": 0.6})
st_folium(page, key="map", height=560, use_container_width=True, returned_objects=[])
st.write(chosen)
