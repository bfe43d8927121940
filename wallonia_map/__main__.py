"""The command line: `python -m wallonia_map COMMAND`."""

import sys


def main() -> int:
    """Run the command line; Ctrl+C ends it without a trace, while it is still being loaded too."""
    try:
        from wallonia_map.cli.main import main as run  # what takes a second to load

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
