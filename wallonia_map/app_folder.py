"""Where the files of the app lie: at the top of a checkout, or in the package where it was installed from a wheel."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: What the wheel carries of a checkout's top (hatch_build.py).
_SHIPPED = _PACKAGE / "_shipped"
#: Whether the app runs from an installed wheel.
IS_INSTALLED = _SHIPPED.is_dir()
#: The folder of `app.py`, `pages/`, `geodata/` and `.streamlit/`.
APP_FOLDER = _SHIPPED if IS_INSTALLED else _PACKAGE.parent
#: Names another folder for what the app publishes: then what lies there outlives the process.
STATIC_VARIABLE = "ATLAS_STATIC"


def static_folder() -> Path:
    """Folder that the app publishes the map's files into: the one that `STATIC_VARIABLE` names, else a new one among the temporary files.

    Nothing is written beside the code, which may lie where nobody may write. The new one is made by who first
    writes into it, and goes with the process.
    """
    named = os.environ.get(STATIC_VARIABLE)
    if named:
        return Path(named)
    own = Path(tempfile.gettempdir()) / f"wallonia-map-files-{secrets.token_hex(8)}"
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own
