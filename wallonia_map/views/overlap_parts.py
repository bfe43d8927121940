"""What is laid over each other: programmes or themes, as selections and in words."""

from collections.abc import Sequence

from wallonia_map.i18n import say
from wallonia_map.model import Selection

KINDS = ("programmes", "themes")


def parts_of(kind: str, parts: Sequence[str], plain: Selection) -> dict[str, Selection]:
    """The selections that are laid over each other, by programme or theme."""
    return {name: plain.replace(programmes=(name,)) if kind == "programmes" else plain.replace(themes=(name,)) for name in parts}


def whole_of(kind: str, parts: Sequence[str], plain: Selection) -> Selection:
    """All parts together: covered by at least one of them."""
    return plain.replace(programmes=tuple(parts)) if kind == "programmes" else plain.replace(themes=tuple(parts))


def part_name(kind: str, part: str, language: str) -> str:
    """What a programme or a theme is called."""
    return say(f"programme.{part}" if kind == "programmes" else f"theme.{part}", language)
