"""Add a filled table to `geodata/` on disk: all of it or nothing, and twice is once."""

import shlex
from pathlib import Path

from wallonia_map.curation.answers import check_filled
from wallonia_map.curation.copying import Change, accepted_copy
from wallonia_map.curation.difference import differences
from wallonia_map.curation.keeper_tables import keeper_table
from wallonia_map.curation.preview import preview_of
from wallonia_map.curation.problems import AskedError, RefusedError
from wallonia_map.curation.proposal import Proposal
from wallonia_map.curation.reading import MAX_BYTES
from wallonia_map.i18n import say
from wallonia_map.tables.atlas import Atlas, load


def add(
    geodata: Path, path: Path, programme: str | None, *, dry_run: bool = False, confirmed: bool = False, language: str = "en",
) -> list[str]:  # fmt: skip
    """Add the filled table at `path` to `programme` in the folder `geodata`, and rebuild what follows from it.

    `programme` may be another keeper's table; a file of « Is this right? » needs none. Rows whose key exists are changed, those with « withdraw » in the column
    `action` taken out: the report shows the difference field by field, and how git undoes it.

    The work is done on a copy beside the folder and checked there; then the changed files take their places one by
    one, the descriptor last, and the old ones are kept until all have. Returns the report. `dry_run` writes nothing.
    `confirmed` is the keeper's word for what keeps the rules and is odd.

    Raises
    ------
    UnknownValueError
        If there is no such programme.
    MissingDataError, DataContractError
        If `geodata` is not sound to begin with.
    AskedError
        If something is odd and not `confirmed`: nothing was written.
    RefusedError
        If a rule is broken or the disk fails: every reason is named, and everything is as it was.
    """
    atlas = load(geodata)
    if programme is not None:
        keeper_table(atlas.catalog, programme)  # a programme that does not exist is told before a file that does not
    proposal = check_filled(_content(path, language), path.name, programme, atlas)
    return add_proposal(geodata, atlas, proposal, dry_run=dry_run, confirmed=confirmed, language=language)


def add_proposal(
    geodata: Path, atlas: Atlas, proposal: Proposal, *, dry_run: bool = False, confirmed: bool = False, language: str = "en"
) -> list[str]:
    """Add what is checked already, as `add` does; the proposal's name stands before each problem and question.

    Raises
    ------
    AskedError
        If something is odd and not `confirmed`: nothing was written.
    RefusedError
        If a rule is broken or the disk fails: every reason is named, and everything is as it was.
    """
    if not proposal.is_sound:
        raise RefusedError(f"{proposal.name}: {problem.text(language)}" for problem in proposal.problems)
    asked = [question.text(language) for question in proposal.questions]
    if asked and not (confirmed or dry_run):
        raise AskedError([*(f"{proposal.name}: {question}" for question in asked), say("keeper.confirm", language)])
    report = [*(note.text(language) for note in proposal.notes), *asked]
    if not proposal.changes_anything:
        return [*report, say("keeper.nothing_to_do", language)]
    report += differences(proposal, language)
    try:
        with accepted_copy(geodata, proposal, beside=not dry_run) as copy:
            seen = preview_of(atlas, proposal, copy)
            report += seen.sentences(language)
            found = list(seen.changes)
            if not dry_run:
                _take_place(geodata, copy, found)
    except OSError as error:
        raise RefusedError([say("keeper.failed", language, reason=str(error))]) from error
    report += [f"{'would change' if dry_run else 'changed'}  {change.path}" for change in found]
    if dry_run:
        return [*report, say("keeper.dry_run", language), *([say("keeper.confirm", language)] if asked and not confirmed else [])]
    return [*report, say("keeper.added", language), say("keeper.undo", language, files=_undone(geodata, found))]


def _undone(geodata: Path, found: list[Change]) -> str:
    """The changed files as git takes them, from where the command was run."""
    return " ".join(shlex.quote((geodata / change.path).as_posix()) for change in found)


def _content(path: Path, language: str) -> bytes:
    """The bytes of the filled table; no more than the check would read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise RefusedError([say("keeper.unreadable", language, path=str(path), reason=error.strerror or str(error))]) from error


def _take_place(geodata: Path, copy: Path, found: list[Change]) -> None:
    """Move the changed files of `copy` into `geodata`; whatever interrupts it, what was moved is put back first."""
    kept = copy.with_name("old")
    for change in found:  # nothing has moved yet: a full disk fails here
        live = geodata / change.path
        if (live.read_bytes() if live.is_file() else None) != change.before:
            raise RefusedError([f"{change.path}: changed on disk while the table was being added; nothing was written, run it again"])
        if change.before is not None:
            place = kept / change.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(change.before)
    moved: list[Change] = []
    whole = False
    try:
        for change in found:
            moved.append(change)
            (geodata / change.path).parent.mkdir(parents=True, exist_ok=True)
            (copy / change.path).replace(geodata / change.path)
        whole = True
    finally:  # also for a keyboard interrupt
        if not whole:
            for change in reversed(moved):
                _put_back(geodata / change.path, kept / change.path, change.before)


def _put_back(live: Path, kept: Path, before: bytes | None) -> None:
    if before is None:
        live.unlink(missing_ok=True)
    elif live.read_bytes() != before:
        try:
            kept.replace(live)
        except OSError:  # what made the move fail may still hold: the bytes are here, so write them where they were
            live.write_bytes(before)
