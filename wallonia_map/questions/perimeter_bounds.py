"""The bounds that a visitor tests a perimeter against: as links carry them, and whether they are kept. Nothing is assumed: a bound that nobody gives is none."""

import re
from dataclasses import astuple, dataclass

from wallonia_map.place import Bounds

#: Largest number that a bound may be: no perimeter has as many inhabitants.
MOST_BOUND = 9_999_999
_WRITTEN = re.compile(r"([0-9]{0,7}):([0-9]{0,7}):([0-9]{0,7}):([0-9]{0,7})")


@dataclass(frozen=True)
class BoundCheck:
    """A bound and what stands against it: `measure` is `municipalities` or `inhabitants`, `end` is `least` or `most`."""

    measure: str
    end: str
    bound: int
    value: int

    @property
    def is_kept(self) -> bool:
        """Whether the value is within the bound, which is included."""
        return self.value >= self.bound if self.end == "least" else self.value <= self.bound

    @property
    def difference(self) -> int:
        """How far the value lies from the bound."""
        return abs(self.value - self.bound)


def bounds_text(bounds: Bounds) -> str:
    """As links write them: least and most municipalities, least and most inhabitants, `5::10000:` without what is no bound; empty without any."""
    told = ["" if one is None else str(one) for one in astuple(bounds)]
    return ":".join(told) if any(told) else ""


def bounds_of(text: str) -> Bounds | None:
    """The bounds that a link writes; None where it means something else."""
    found = _WRITTEN.fullmatch(text)
    return Bounds(*(int(one) if one else None for one in found.groups())) if found else None


def bound_checks(bounds: Bounds, *, municipalities: int, inhabitants: int) -> tuple[BoundCheck, ...]:
    """Each bound that is given against what a perimeter has."""
    every = (
        ("municipalities", "least", bounds.least_municipalities, municipalities), ("municipalities", "most", bounds.most_municipalities, municipalities),
        ("inhabitants", "least", bounds.least_inhabitants, inhabitants), ("inhabitants", "most", bounds.most_inhabitants, inhabitants),
    )  # fmt: skip
    return tuple(BoundCheck(measure, end, bound, value) for measure, end, bound, value in every if bound is not None)
