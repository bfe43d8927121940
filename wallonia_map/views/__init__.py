"""What is shown: one object per kind of view, from which page, map, legend, file and address all read."""
