"""The page of a place larger than a municipality."""
