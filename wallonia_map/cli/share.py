"""`push`: share `geodata/` with a team, in its own database."""

import argparse
import sys

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.sharing.problems import VARIABLE, Reason, SharedDataError
from wallonia_map.sharing.source import database_address

OK = 0


def add_push_command(commands: Commands) -> None:
    """Add `push` to `commands`.

    What is wrong raises an error of the atlas: the caller has the exit codes.
    """
    command = commands.add_parser("push", help=f"write geodata/ into the PostGIS that {VARIABLE} names: all of it or nothing")
    add_geodata(command)
    command.set_defaults(run=_push, on_disk=True)


def _push(options: argparse.Namespace) -> int:
    address = database_address()
    if address is None:
        raise SharedDataError(Reason.ADDRESS)
    try:
        from wallonia_map.sharing.pushing import push  # an extra: most people have no database
    except ImportError:
        raise SharedDataError(Reason.DRIVER) from None
    fingerprint, written = push(address, options.geodata)
    told = "written" if written else "already there, nothing written"
    sys.stdout.write(f"geodata {fingerprint[:12]}: {told}\n")
    return OK
