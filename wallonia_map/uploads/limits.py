"""What a file may be at most, and the one error that says in a sentence why a file cannot be used."""

import re
from dataclasses import dataclass, field

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import say

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
#: Rows × columns; what a planner's table never has, and what keeps memory bounded.
MAX_CELLS = 5_000_000


@dataclass(eq=False)
class UnusableFile(WalloniaMapError):  # noqa: N818 - the page and the command say « unusable »; it is the word of the team
    """A file that cannot be read as a table: `reason` is the message `unusable.<reason>`, `detail` its values."""

    reason: str
    detail: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The reason as one sentence in `language`."""
        return say(f"unusable.{self.reason}", language, **self.detail)

    def __str__(self) -> str:
        """The sentence in English, as on the command line."""
        return self.sentence("en")


def shown_name(name: str) -> str:
    """The last part of a file's name, short and printable: what a visitor sent is text to show, never a path."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:120]
