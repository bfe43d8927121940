"""The page's icon; its style sheets, style.css, screens.css and forced_colours.css, are part of the HTML that the server answers with (server/page_html.py)."""

import base64
from pathlib import Path

_ICON = Path(__file__).parent / "icon.png"
#: Given whole, so that the browser asks nobody for one, and Streamlit does not open and check a picture on every rerun.
ICON = f"data:image/png;base64,{base64.b64encode(_ICON.read_bytes()).decode('ascii')}"
