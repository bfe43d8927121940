"""The checked, joined data: the only reader of `geodata/`."""
