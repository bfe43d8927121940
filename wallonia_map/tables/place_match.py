"""What one key leads to: municipalities of the base vintage, by which way, and what speaks against it."""

from dataclasses import dataclass, field

#: Reasons with which one candidate is the municipality all the same: a former name that a place outside bears too.
_SINGLE = frozenset({"", "also_outside"})


@dataclass(frozen=True)
class PlaceMatch:
    """Municipalities of the base vintage that a key leads to, how, and why they are not just one; `code` is a REFNIS code that was read."""

    candidates: tuple[str, ...] = ()
    matched_by: str = ""
    code: str = ""
    reason: str = ""
    values: dict[str, object] = field(default_factory=dict)
    outside: bool = False

    @property
    def nis(self) -> str | None:
        """The municipality, where there is just one and nothing speaks against it."""
        return self.candidates[0] if len(self.candidates) == 1 and self.reason in _SINGLE else None
