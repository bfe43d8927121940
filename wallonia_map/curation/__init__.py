"""The keeper's way in: a table to fill, its check row by row, what it would change, and the change itself.

`rebuild` does the work on a copy of `geodata/`, so that a preview, a pack and an addition show exactly what the
next `check` accepts. It is imported where it is used: the app loads it only when somebody proposes data.
"""

from wallonia_map.curation.adding import add
from wallonia_map.curation.difference import differences
from wallonia_map.curation.packing import pack
from wallonia_map.curation.preview import Preview, preview
from wallonia_map.curation.problems import AskedError, Note, Problem, Question, RefusedError
from wallonia_map.curation.proposal import Proposal, ProposedRow, RowOutcome, check_rows
from wallonia_map.curation.template import template
from wallonia_map.curation.wanted import Wanted, wanted

__all__ = [
    "AskedError", "Note", "Preview", "Problem", "Proposal", "ProposedRow", "Question", "RefusedError", "RowOutcome", "Wanted", "add", "check_rows",
    "differences", "pack", "preview", "template", "wanted",
]  # fmt: skip
