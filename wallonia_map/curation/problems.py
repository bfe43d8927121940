"""What the check of a filled table says: problems that refuse a row, and notes on what was understood."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from wallonia_map.errors import WalloniaMapError
from wallonia_map.export.office import clean
from wallonia_map.i18n import say

#: Letters of a value that a sentence shows.
_SHOWN = 80
#: A list of valid values may be longer.
_TOLD = 800


@dataclass(frozen=True)
class _Finding:
    """Where something was found, and what: `reason` is a message of the section `keeper`, `told` its values.

    `row` is the one a spreadsheet shows (the header is row 1); 0 means the file as a whole.
    """

    row: int
    column: str
    value: str
    reason: str
    told: dict[str, str] = field(default_factory=dict)

    def _sentence(self, family: str, language: str) -> str:
        values = {name: shown(value, _TOLD) for name, value in self.told.items()}
        return say(f"keeper.{family}.{self.reason}", language, **values) if values else say(f"keeper.{family}.{self.reason}", language)

    def _placed(self, sentence: str, language: str) -> str:
        if self.row == 0:
            return sentence
        place = {"row": str(self.row), "column": shown(self.column), "what": sentence}
        if not self.value:
            return say("keeper.at_empty", language, **place)
        return say("keeper.at", language, value=shown(self.value), **place)


@dataclass(frozen=True)
class Problem(_Finding):
    """A broken rule: the row is refused."""

    def why(self, language: str) -> str:
        """The rule that is broken, without its place."""
        return self._sentence("problem", language)

    def text(self, language: str) -> str:
        """Row, column, value and reason as one sentence."""
        return self._placed(self.why(language), language)


@dataclass(frozen=True)
class Note(_Finding):
    """What was understood or filled in by rule: nothing is done in silence."""

    def why(self, language: str) -> str:
        """What was understood, without its place."""
        return self._sentence("note", language)

    def text(self, language: str) -> str:
        """Row, column, value and what was made of it as one sentence."""
        return self._placed(self.why(language), language)


@dataclass(frozen=True)
class Question(_Finding):
    """What keeps every rule and is odd all the same: the keeper is asked, nothing is refused."""

    def why(self, language: str) -> str:
        """What is odd, without its place."""
        return self._sentence("question", language)

    def text(self, language: str) -> str:
        """Row, column, value and what is odd as one sentence."""
        return self._placed(self.why(language), language)


class RefusedError(WalloniaMapError):
    """A change of `geodata/` that was not made; every reason is one line, and nothing was written."""

    def __init__(self, reasons: Iterable[str]) -> None:
        """Keep the reasons as they are to be shown."""
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class AskedError(RefusedError):
    """A change of `geodata/` that waits for the keeper's word: every reason is one line, and nothing was written."""


def shown(text: str, longest: int = _SHOWN) -> str:
    """A value as a sentence can hold it: one line, nothing invisible, the beginning of what is long."""
    plain = clean(text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
