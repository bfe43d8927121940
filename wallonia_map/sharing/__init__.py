"""`geodata/` kept in a team's PostGIS, and the watch over what the app shows. The embedded files are the default.

A database holds what the folder holds, row by row and shape by shape; reading it writes the folder again, byte for byte,
so that the descriptor's hashes, the contracts and every question work as they do on the embedded files.
"""
