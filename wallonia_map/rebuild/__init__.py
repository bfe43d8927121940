"""Builds `geodata/`: checks the keeper's tables and derives everything else from them. Never imported by the app."""

from wallonia_map.rebuild.run import rebuild

__all__ = ["rebuild"]
