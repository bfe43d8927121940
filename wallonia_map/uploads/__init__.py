"""A visitor's table: read, matched to municipalities, joined."""
