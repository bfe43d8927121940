"""Builds `geodata/`: the one-time import of the reference tables, and everything derived from the keeper's tables.

Never imported by the app.
"""

from wallonia_map.rebuild.run import rebuild

__all__ = ["rebuild"]
