"""The few errors of the atlas. Each is one sentence that holds its summary."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class WalloniaMapError(Exception):
    """Base of every error that the atlas raises on purpose."""


@dataclass(eq=False)
class DataContractError(WalloniaMapError):
    """A data file breaks a rule that the atlas relies on.

    `row` is the one a spreadsheet shows (the header is row 1); 0 means the file as a whole.
    """

    path: Path
    row: int
    column: str
    value: object
    rule: str

    def __str__(self) -> str:
        """Name file, row, column and value, then the rule."""
        if self.row == 0:
            return f"{self.path.name}: {self.rule}"
        return f"{self.path.name}, row {self.row}, column {self.column!r}: {self.value!r} {self.rule}"


@dataclass(eq=False)
class SeveralProblemsError(WalloniaMapError):
    """Several things are wrong at once: each has its sentence, on a line of its own."""

    problems: tuple[WalloniaMapError, ...]

    def __str__(self) -> str:
        """Name them all, then how many they are."""
        return "\n".join([*map(str, self.problems), f"{len(self.problems)} problems"])


def raise_all(problems: Iterable[WalloniaMapError]) -> None:
    """Raise what is wrong: a single problem itself, several at once; nothing where nothing is."""
    found = tuple(problems)
    if len(found) == 1:
        raise found[0]
    if found:
        raise SeveralProblemsError(found)


@dataclass(eq=False)
class MissingDataError(WalloniaMapError):
    """A file that the descriptor names is not there."""

    path: Path

    def __str__(self) -> str:
        """Name the file and the way out."""
        return f"{self.path.name} is missing from {self.path.parent.name}/: restore it, or run 'python -m wallonia_map rebuild'"


@dataclass(eq=False)
class UnknownValueError(WalloniaMapError):
    """A value that was asked for is not one of those that exist.

    `near` is what may have been meant, where whoever looked knows better than the spelling: empty, nothing is offered.
    """

    kind: str
    value: object
    valid: tuple[str, ...]
    near: tuple[str, ...] | None = None

    def __str__(self) -> str:
        """Name the value, what it may have been meant for, and the valid ones (the first dozen where they are many)."""
        said = f"{self.value!r} is not a known {self.kind}"
        if self.near:
            return f"{said}; did you mean: {', '.join(self.near)}?"
        near = nearest(str(self.value), self.valid) if self.near is None else []
        if near:
            said += f"; did you mean: {', '.join(near)}?"
        shown = ", ".join(self.valid[:12]) + (", …" if len(self.valid) > 12 else "")
        return f"{said}{'' if near else ';'} valid: {shown}"


def nearest(value: str, valid: Iterable[str]) -> list[str]:
    """The three valid values at most that are spelt most like `value`, or begin with it."""
    wanted, spelt = value.casefold(), {text.casefold(): text for text in valid}
    begun = [text for text in spelt if len(wanted) > 2 and text.startswith(wanted)]
    close = difflib.get_close_matches(wanted, spelt, cutoff=0.76)  # « Ouest » is not « Est »
    return [spelt[text] for text in dict.fromkeys([*close, *begun])][:3]
