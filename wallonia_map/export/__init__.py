"""Files to take away, each with its receipt. Pure: tables in, bytes out."""
