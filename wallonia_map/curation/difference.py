"""What a proposal would change, field by field, in words: the keeper sees it before it is done."""

from collections.abc import Iterator

from wallonia_map.curation.problems import shown
from wallonia_map.curation.proposal import Proposal, ProposedRow, RowOutcome
from wallonia_map.i18n import say

#: Letters of a cell that a line shows: enough to see what changed, and one line still.
_CELL = 200


def differences(proposal: Proposal, language: str) -> list[str]:
    """One line for each field of each row that would change or go; a new row has none, since all of it is new."""
    told: list[str] = []
    for one in (proposal, *proposal.beside):
        for row in one.rows:
            if row.outcome is RowOutcome.CHANGED:
                told += _changed(row, language)
            elif row.outcome is RowOutcome.WITHDRAWN:
                told += _withdrawn(row, language)
    return told


def _changed(row: ProposedRow, language: str) -> Iterator[str]:
    for column in row.changed_columns:
        before = _cell((row.before or {}).get(column, ""), language)
        yield say(
            "keeper.difference.changed", language, id=shown(row.identifier), column=column, before=before,
            after=_cell(row.cells[column], language),
        )  # fmt: skip


def _withdrawn(row: ProposedRow, language: str) -> Iterator[str]:
    yield say("keeper.difference.withdrawn", language, id=shown(row.identifier))
    for column, cell in row.cells.items():
        if cell:
            yield say("keeper.difference.gone", language, id=shown(row.identifier), column=column, before=_cell(cell, language))


def _cell(text: str, language: str) -> str:
    return say("keeper.difference.cell", language, text=shown(text, _CELL)) if text else say("keeper.difference.empty", language)
