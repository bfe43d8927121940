import streamlit as st

from wallonia_map.server import application

base = st.get_option("server.baseUrlPath")
#: The server: `python -m streamlit run app.py` finds it by this name, and so does `uvicorn app:app`.
app = st.App(
    application.SCRIPT,
    lifespan=application.lifespan,
    routes=application.routes(base),
    middleware=application.middleware(base, st.get_option("server.corsAllowedOrigins"), st.get_option("server.allowedHosts")),
)
