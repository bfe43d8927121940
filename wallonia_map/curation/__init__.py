"""The keeper's way in: a table to fill, its check row by row, what it would change, and the change itself.

`rebuild` does the work on a copy of `geodata/`, so that a preview, a pack and an addition show exactly what the
next `check` accepts. It is imported where it is used: the app loads it only when somebody proposes data.
"""

from wallonia_map.curation.adding import add
from wallonia_map.curation.answers import check_answers, check_filled
from wallonia_map.curation.difference import differences
from wallonia_map.curation.packing import pack
from wallonia_map.curation.prefilled import members_template, rows_template, texts_template
from wallonia_map.curation.preview import Preview, preview
from wallonia_map.curation.problems import AskedError, Note, Problem, Question, RefusedError
from wallonia_map.curation.proposal import Proposal, ProposedRow, RowOutcome, check_rows
from wallonia_map.curation.template import template
from wallonia_map.curation.untranslated import Untranslated, untranslated
from wallonia_map.curation.wanted import Wanted, wanted

__all__ = [
    "AskedError", "Note", "Preview", "Problem", "Proposal", "ProposedRow", "Question", "RefusedError", "RowOutcome", "Untranslated", "Wanted",
    "add", "check_answers", "check_filled", "check_rows", "differences", "members_template", "pack", "preview", "rows_template", "template", "texts_template", "untranslated",
    "wanted",
]  # fmt: skip
