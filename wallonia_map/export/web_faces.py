"""The typefaces that travel to the browser, within a file that stands alone: a page or a drawing looks the same wherever it is opened."""

import base64
from functools import lru_cache
from importlib import resources

#: Name in a style → file among those that the app serves.
FACES = {"Atlas Sans": "sans.woff2", "Atlas Serif": "serif.woff2"}


@lru_cache
def web_face(name: str) -> str:
    """The @font-face rule of one of `FACES`, the typeface in the text itself."""
    content = resources.files("wallonia_map").joinpath("server", "fonts", FACES[name]).read_bytes()
    packed = base64.b64encode(content).decode("ascii")
    return f'@font-face{{font-family:"{name}";src:url(data:font/woff2;base64,{packed}) format("woff2");font-weight:200 900}}'
