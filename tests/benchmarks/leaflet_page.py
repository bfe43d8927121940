"""The lower bound: Leaflet by hand in a component of our own, which is told a colour for each municipality and nothing else."""

import streamlit as st

from tests.benchmarks.shown import SHOWN, colour, values

SCRIPT = """
const kept = new WeakMap();
function loaded(name) {
  return new Promise(done => {
    if (window.L) { done(); return; }
    const script = document.createElement('script');
    script.src = 'app/static/leaflet.js'; script.onload = done; document.head.appendChild(script);
    const style = document.createElement('link');
    style.rel = 'stylesheet'; style.href = 'app/static/leaflet.css'; document.head.appendChild(style);
  });
}
function paint(layer, colours) {
  layer.setStyle(feature => ({fillColor: colours[feature.properties.nis] || '#999999', fillOpacity: 0.85, color: '#fff', weight: 0.6}));
}
export default async function ({data, parentElement}) {
  const box = parentElement.querySelector('.raw-map');
  if (kept.has(box)) { const known = kept.get(box); known.colours = data; if (known.layer) { paint(known.layer, data); } return; }
  const known = {colours: data, layer: null};
  kept.set(box, known);
  await loaded();
  const map = window.L.map(box).setView([50.2, 4.9], 8);
  window.__map = map;
  const shapes = await (await fetch('app/static/municipalities.json')).json();
  known.layer = window.L.geoJSON(shapes).addTo(map);
  paint(known.layer, known.colours);
}
"""
raw_map = st.components.v2.component("raw_map", html='<div class="raw-map" style="height:560px"></div>', js=SCRIPT, isolate_styles=False)
st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", list(SHOWN))
raw_map(data=values(chosen).map(colour).to_dict(), key="map")
st.write(chosen)
