"""A visitor's column as a view of the atlas: its facts and what is said about it."""
