"""Where the files of the app lie: at the top of a checkout, or in the package where it was installed from a wheel."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: What the wheel carries of a checkout's top (hatch_build.py).
_SHIPPED = _PACKAGE / "_shipped"
#: Whether the app runs from an installed wheel.
IS_INSTALLED = _SHIPPED.is_dir()
#: The folder of `app.py`, `pages/`, `geodata/` and `.streamlit/`.
APP_FOLDER = _SHIPPED if IS_INSTALLED else _PACKAGE.parent
#: Names another folder for what the app publishes: Streamlit serves only `static/` beside the script that it runs.
STATIC_VARIABLE = "ATLAS_STATIC"


def static_folder() -> Path:
    """Folder that the app publishes the map's files into: the one that `STATIC_VARIABLE` names, else `static/` beside `app.py`."""
    named = os.environ.get(STATIC_VARIABLE)
    return Path(named) if named else APP_FOLDER / "static"
