"""The server around the pages: what a request meets before Streamlit, and the addresses that are no pages. Starlette lives here alone."""
