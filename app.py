import streamlit as st

from wallonia_map.server import application

#: The server: `python -m streamlit run app.py` finds it by this name, and so does `uvicorn app:app`.
app = st.App(
    application.SCRIPT,
    lifespan=application.lifespan,
    routes=application.routes(st.get_option("server.baseUrlPath")),
    middleware=application.middleware(st.get_option("server.corsAllowedOrigins"), st.get_option("server.allowedHosts")),
)
