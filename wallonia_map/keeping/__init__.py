"""The keeper's way in: a table to fill, its check row by row, what it would change, and the change itself.

`rebuild` does the work on a copy of `geodata/`, so that a preview, a pack and an addition show exactly what the
next `check` accepts. It is imported where it is used: the app loads it only when somebody proposes data.
"""

from wallonia_map.keeping.adding import add
from wallonia_map.keeping.packing import pack
from wallonia_map.keeping.preview import Preview, preview
from wallonia_map.keeping.problems import Note, Problem, RefusedError
from wallonia_map.keeping.proposal import Outcome, Proposal, ProposedRow, check_rows
from wallonia_map.keeping.template import template
from wallonia_map.keeping.wanted import Wanted, wanted

__all__ = [
    "Note", "Outcome", "Preview", "Problem", "Proposal", "ProposedRow", "RefusedError", "Wanted", "add", "check_rows", "pack", "preview",
    "template", "wanted",
]  # fmt: skip
