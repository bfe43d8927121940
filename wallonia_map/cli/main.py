"""The command line: check and rebuild the data, and the same figures as the app for scripts and for checking."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from wallonia_map import __version__
from wallonia_map.cli.app import add_app_command
from wallonia_map.cli.completion import add_completion_command
from wallonia_map.cli.data import add_data_commands, check_data
from wallonia_map.cli.export import add_export_command
from wallonia_map.cli.fetch import add_fetch_commands
from wallonia_map.cli.figures import add_figure_commands
from wallonia_map.cli.join import add_join_command
from wallonia_map.cli.keeper import add_keeper_commands
from wallonia_map.cli.need import add_need_command
from wallonia_map.cli.organisation import add_organisation_command
from wallonia_map.cli.parser import CommandParser
from wallonia_map.cli.partition import add_scale_command
from wallonia_map.cli.perimeter import add_perimeter_command
from wallonia_map.cli.place import add_place_commands
from wallonia_map.cli.place_files import add_place_file_commands
from wallonia_map.cli.planner import add_planner_commands
from wallonia_map.cli.share import add_push_command
from wallonia_map.cli.vocabulary import add_vocabulary_commands
from wallonia_map.cli.written import UnreadableError, cause
from wallonia_map.cli.years import add_years_command
from wallonia_map.errors import UnknownValueError, WalloniaMapError
from wallonia_map.maps.ready import keep_ready
from wallonia_map.sharing.source import for_this_run
from wallonia_map.tables.catalog import GEODATA

OK, BROKEN, USAGE, INTERRUPTED = 0, 1, 2, 130
#: Every family of commands, in the order in which `--help` lists them.
FAMILIES = (
    add_data_commands, add_figure_commands, add_export_command, add_keeper_commands, add_join_command, add_push_command,
    add_scale_command, add_app_command, add_planner_commands, add_place_commands, add_place_file_commands, add_organisation_command,
    add_perimeter_command, add_need_command, add_years_command, add_vocabulary_commands,
    add_fetch_commands,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 broken data, 2 a value that does not exist, 130 stopped by the keyboard)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console's own code page cannot write every name
    options = _parser().parse_args(arguments)
    try:
        if options.geodata is None:
            options.geodata = _geodata(options)
        elif not options.geodata.is_dir():
            return _complain(UnreadableError(options.geodata, "No such folder"), BROKEN)
        code = int(options.run(options))
        if code == OK and getattr(options, "on_disk", False):  # what writes may have changed what the map draws
            keep_ready(options.geodata)
        sys.stdout.flush()
        return code
    except UnknownValueError as error:
        return _complain(error, USAGE)
    except WalloniaMapError as error:
        return _complain(error, BROKEN)
    except BrokenPipeError:  # « | head » closed the pipe: nothing is wrong
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:  # whoever pressed Ctrl+C knows it: what is written whole or not at all is not written
        return INTERRUPTED
    except OSError as error:
        if error.filename is not None:
            return _complain(WalloniaMapError(f"{cause(error)}: {error.filename}"), BROKEN)
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (what is left in the old one has nowhere to go)
        return _complain(WalloniaMapError(f"cannot write: {cause(error)}"), BROKEN)  # behind « > file »


def _geodata(options: argparse.Namespace) -> Path:
    """The folder that a command works on where none is named: what writes, writes the embedded one; `check` takes no other for it."""
    if options.on_disk:
        return GEODATA
    folder, trouble = for_this_run(or_embedded=options.run is not check_data)
    if trouble is not None:
        sys.stderr.write(f"{trouble}; the embedded data are used instead\n")
    return folder


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    prog = "wallonia-map" if Path(sys.argv[0]).stem == "wallonia-map" else "python -m wallonia_map"
    parser: argparse.ArgumentParser = CommandParser(prog=prog, description=__doc__)
    parser.add_argument("--version", action="version", version=f"wallonia-map {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add_family in FAMILIES:
        add_family(commands)
    add_completion_command(commands, parser)
    return parser
