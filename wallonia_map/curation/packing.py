"""A proposal as a change that is ready to commit: the files that differ, and a unified diff that `git apply` takes."""

import difflib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from wallonia_map.curation.copying import Change, accepted_copy, changes
from wallonia_map.curation.difference import differences
from wallonia_map.curation.keeper_tables import folder_of
from wallonia_map.curation.preview import Preview
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.proposal import Proposal
from wallonia_map.i18n import say
from wallonia_map.tables.atlas import Atlas

#: Where the data stands in the repository.
FOLDER = "geodata"
DIFF, READ_ME = "change.diff", "README.txt"
#: The same change gives the same bytes: a ZIP's own clock would spoil it.
_DAY = (1980, 1, 1, 0, 0, 0)


def pack(proposal: Proposal, atlas: Atlas, *, language: str = "fr", previewed: Preview | None = None) -> bytes:
    """A ZIP with every file of `geodata/` that the proposal changes, `change.diff` and `README.txt`.

    Unpacked over the repository, or applied with `git apply change.diff`, it gives a tree that `check` accepts.
    The README says in `language` how to do so, and what `previewed` tells where it is given: then nothing is rebuilt
    again, for a preview holds the changed files.

    Raises
    ------
    RefusedError
        If anything is wrong with the proposal (each problem is one line), or if it changes nothing.
    """
    if not proposal.is_sound:
        raise RefusedError(problem.text(language) for problem in proposal.problems)
    if not proposal.changes_anything:
        raise RefusedError([say("keeper.nothing_to_do", language)])
    if previewed is None:
        geodata = folder_of(atlas.catalog)
        with accepted_copy(geodata, proposal) as copy:
            found = changes(geodata, copy)
    else:
        found = list(previewed.changes)
    lines = [say("keeper.pack.how", language), "", *(f"{FOLDER}/{change.path}" for change in found)]
    told = differences(proposal, language)
    if told:
        lines += ["", *told]
    if previewed is not None:
        lines += ["", *previewed.sentences(language)]
    lines += ["", *(note.text(language) for note in proposal.notes), "", say("keeper.pack.texts", language), ""]
    return zipped(found, lines)


def zipped(found: Sequence[Change], lines: Sequence[str], more: Mapping[str, bytes] | None = None) -> bytes:
    """Changed files of `geodata/` as an archive, with `change.diff` for `git apply`, `lines` as its README, and the files of `more`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (
            *((f"{FOLDER}/{change.path}", change.after) for change in found),
            *(more or {}).items(),
            (DIFF, "".join(map(diff, found)).encode("utf-8")),
            (READ_ME, "\n".join(lines).encode("utf-8")),
        ):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def diff(change: Change) -> str:
    """The change of one file as `git diff` writes it."""
    old, new = f"a/{FOLDER}/{change.path}", f"b/{FOLDER}/{change.path}"
    head = f"diff --git {old} {new}\n" + ("" if change.before is not None else "new file mode 100644\n")
    told = difflib.unified_diff(
        _lines(change.before or b""), _lines(change.after), old if change.before is not None else "/dev/null", new, lineterm="\n"
    )
    return head + "".join(_whole(told))


def _lines(content: bytes) -> list[str]:
    """Lines that end at LF alone: a carriage return, or a separator inside a text, belongs to its line."""
    *lines, last = content.decode("utf-8").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _whole(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
