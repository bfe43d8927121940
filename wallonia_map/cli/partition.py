"""`partition` on the command line: an atlas as partitioned GeoParquet, for the dask engine."""

import argparse
import sys
from pathlib import Path

from wallonia_map.cli.options import Commands, add_geodata
from wallonia_map.cli.written import cause
from wallonia_map.tables.atlas import load

OK, REFUSED = 0, 1


def add_scale_command(commands: Commands) -> None:
    """Add `partition` to `commands`."""
    command = commands.add_parser("partition", help="write the participations as partitioned GeoParquet, for ATLAS_ENGINE=dask")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    command.add_argument("--parts", type=int, default=8, metavar="N", help="files per vintage at most (default: 8)")
    command.set_defaults(run=_partition)
    add_geodata(command)


def _partition(options: argparse.Namespace) -> int:
    from wallonia_map.questions.partitions import write_partitions  # the other commands never need it

    if options.parts < 1:
        sys.stderr.write("--parts: at least 1\n")
        return REFUSED
    try:
        write_partitions(load(options.geodata), options.out, options.parts)
    except OSError as error:
        sys.stderr.write(f"{options.out}: {cause(error)}; what is there is not complete\n")
        return REFUSED
    sys.stdout.write(f"{options.out}\n")
    return OK
