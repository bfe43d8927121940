"""The command `completion`: a script with which a shell completes commands, options and the words of the data."""

import argparse
import sys
from functools import partial
from pathlib import Path

from wallonia_map.cli.options import Commands
from wallonia_map.cli.parser import LISTS, CommandParser
from wallonia_map.errors import WalloniaMapError

OK = 0
#: The command that a shell completes: `python -m …` is no word of its own.
PROGRAM = "wallonia-map"
SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")


def add_completion_command(commands: Commands, parser: argparse.ArgumentParser) -> None:
    """Add `completion` to `commands`; `parser` is the whole command line, which the script knows by heart."""
    command = commands.add_parser(
        "completion", help=f"a script that completes commands, options and values of « {PROGRAM} » in a shell",
        description=f"Writes the script to standard output. It needs no Python afterwards; write it again when the data has new words. It completes « {PROGRAM} ».",
    )  # fmt: skip
    command.add_argument("shell", choices=SHELLS)
    command.set_defaults(run=partial(_completion, parser, commands), geodata=Path())


def _completion(parser: argparse.ArgumentParser, commands: Commands, options: argparse.Namespace) -> int:
    try:
        import shtab  # only this command needs it
    except ImportError:
        raise WalloniaMapError("« completion » needs the package shtab: python -m pip install shtab") from None
    for command in commands.choices.values():
        if isinstance(command, CommandParser):
            for action, heading in command.listed:
                action.choices = list(LISTS[heading]())
            for action in command.files:
                setattr(action, "complete", shtab.FILE)  # noqa: B010 (shtab's own way, of which argparse knows nothing)
    parser.prog = PROGRAM
    sys.stdout.write(shtab.complete(parser, shell=options.shell) + "\n")
    return OK
