"""The command `app`: start the atlas itself."""

import argparse
import runpy
import signal
import sys

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.cli.options import Commands


def add_app_command(commands: Commands) -> None:
    """Add `app` to `commands`: it needs no option `--geodata`, since the app reads what is embedded or shared."""
    command = commands.add_parser("app", help="start the atlas, and print the address to open in a browser")
    command.add_argument("--port", type=int, metavar="N", help="default: 8501, or the next one that is free")
    command.add_argument(
        "--address", default="localhost", help="who is answered: this machine alone (default: localhost), or 0.0.0.0 for every other too"
    )
    command.set_defaults(run=_app, geodata=APP_FOLDER / "geodata")


def _app(options: argparse.Namespace) -> int:
    """Run Streamlit in this process until it is told to end; it prints the address once it listens there."""
    asked = [f"--server.address={options.address}"]
    if options.port is not None:
        asked.append(f"--server.port={options.port}")
    # The server ends by the signal that it was sent, once every visitor is gone: then its temporary files go too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.argv = ["streamlit", "run", str(APP_FOLDER / "app.py"), *asked]
    try:
        runpy.run_module("streamlit", run_name="__main__")  # as `python -m streamlit` does; the other commands never load it
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
