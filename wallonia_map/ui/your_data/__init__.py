"""The page Your data: a visitor's table, and the keeper's proposals."""
