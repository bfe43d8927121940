import gc

import streamlit as st

gc.disable()  # what is imported is there to stay: looking through it for garbage takes a tenth of the start
from wallonia_map.server import application  # noqa: E402 (that is what the line above is for)

gc.enable()
base = st.get_option("server.baseUrlPath")
#: The server: `python -m streamlit run app.py` finds it by this name, and so does `uvicorn app:app`.
app = st.App(
    application.SCRIPT,
    lifespan=application.lifespan,
    routes=application.routes(base),
    middleware=application.middleware(base, st.get_option("server.corsAllowedOrigins"), st.get_option("server.allowedHosts")),
)
