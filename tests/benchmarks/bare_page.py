"""The least that Streamlit can do: one select box and one line. Every page is measured against it."""

import streamlit as st

st.set_page_config(layout="wide")
chosen = st.selectbox("Indicator", [f"Indicator {number}" for number in range(12)])
st.write(chosen)
