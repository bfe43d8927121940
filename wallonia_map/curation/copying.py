"""A copy of `geodata/` in which a proposal is already accepted, rebuilt by the package's own rebuild."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wallonia_map.curation.keeper_tables import keeper_table, merged, rows_of
from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.proposal import Proposal
from wallonia_map.errors import WalloniaMapError
from wallonia_map.tables.catalog import DESCRIPTOR, read_catalog
from wallonia_map.tables.loading import every_problem


@dataclass(frozen=True)
class Change:
    """One file that a proposal changes: its path in the data folder with « / », its bytes before (if any) and after."""

    path: str
    before: bytes | None
    after: bytes


@contextmanager
def accepted_copy(geodata: Path, proposal: Proposal, *, beside: bool = False) -> Iterator[Path]:
    """A copy of `geodata` with the rows that `proposal` writes, rebuilt and checked; gone when the block ends.

    `beside` makes it on the same disk, so that its files can take the place of the old ones in one step each.

    Raises
    ------
    RefusedError
        If the rebuilt folder breaks a rule: each reason is named.
    """

    def write(copy: Path) -> None:
        from wallonia_map.rebuild.writing import write_rows

        catalog = read_catalog(copy)
        for one in (proposal, *proposal.beside):
            table = keeper_table(catalog, one.programme)
            rows = merged(rows_of(table), one.writes, one.withdraws, key=table.schema.key)
            write_rows(table.path, table.schema.names, rows)

    with changed_copy(geodata, write, beside=beside) as copy:
        yield copy


@contextmanager
def changed_copy(geodata: Path, write: Callable[[Path], None], *, beside: bool = False) -> Iterator[Path]:
    """A copy of `geodata` into which `write` has written, rebuilt and checked; gone when the block ends.

    `beside` as in `accepted_copy`.

    Raises
    ------
    RefusedError
        If the rebuilt folder breaks a rule: each reason is named, with the path in `geodata`.
    """
    from wallonia_map.rebuild import rebuild  # heavy, and the app needs it only here

    with tempfile.TemporaryDirectory(prefix=f".{geodata.name}.", dir=geodata.resolve().parent if beside else None) as folder:
        copy = Path(folder) / geodata.name
        shutil.copytree(geodata, copy)
        try:
            write(copy)
            rebuild(copy)
        except WalloniaMapError as error:
            raise RefusedError([str(error).replace(str(copy), str(geodata))]) from error
        broken = [str(problem).replace(str(copy), str(geodata)) for problem in every_problem(copy)]
        if broken:
            raise RefusedError(broken)
        yield copy


def take_over(geodata: Path, write: Callable[[Path], None], *, dry_run: bool = False) -> list[str]:
    """Do the work of `write` on a copy, and only then let the changed files take their places: never in a dry run. Returns the report."""
    report = []
    with changed_copy(geodata, write, beside=True) as copy:
        for change in changes(geodata, copy):
            report.append(f"{'would change' if dry_run else 'changed'}  {change.path}")
            if not dry_run:
                target = geodata / change.path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(copy / change.path, target)
    return report


def changes(before: Path, after: Path) -> list[Change]:
    """The files of `after` that differ from those of `before`, the descriptor last: it says that the others are whole."""
    found = []
    for path in sorted(after.rglob("*")):
        if path.is_file():
            name = path.relative_to(after).as_posix()
            old = before / name
            was = old.read_bytes() if old.is_file() else None
            now = path.read_bytes()
            if was != now:
                found.append(Change(name, was, now))
    return sorted(found, key=lambda change: (change.path == DESCRIPTOR, change.path))
