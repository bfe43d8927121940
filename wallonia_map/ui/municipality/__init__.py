"""The page of one municipality."""
