"""The command line: `python -m wallonia_map COMMAND`."""

import sys

from wallonia_map.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
