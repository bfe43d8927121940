"""The White spots page."""
