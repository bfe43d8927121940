"""The Wallonia smart-territory atlas: checked tables, the join, the figures, the map and its exports."""

__version__ = "1.0.0"
