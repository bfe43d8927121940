"""The page of one organisation."""
