"""One column of a visitor's table as it may travel: its values per municipality, bounded, and read back as hostile input."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from wallonia_map.model import Vintage

#: Bounds on what a file may hold: there are 262 municipalities, and no honest figure needs more.
MOST_VALUES, MOST_NAME, LARGEST = 300, 200, 1e15
#: Enough for any figure that a person typed; what a computer adds beyond is noise.
_DIGITS = 12
_NIS = re.compile(r"[0-9]{5}", re.ASCII)
_FIELDS = {"name", "file", "vintage", "is_rate", "values"}


@dataclass(frozen=True)
class OwnColumn:
    """A column of numbers per municipality (code of `vintage`); a municipality without one is not known, never zero."""

    name: str
    vintage: Vintage
    is_rate: bool
    values: Mapping[str, float] = field(default_factory=dict)
    file: str = ""

    def series(self, places: pd.Index) -> pd.Series:
        """The values of `places` as float, missing where not known."""
        return pd.Series(dict(self.values), dtype="float64").reindex(places)


def own_column(name: str, values: pd.Series, *, vintage: Vintage, is_rate: bool, file: str) -> OwnColumn:
    """A joined column (float, indexed by code), within the bounds that `from_told` holds to; what is larger is not known."""
    known = values.dropna()
    known = known[known.abs() <= LARGEST]
    kept = {str(nis): figure_of(value) for nis, value in known.items()}
    return OwnColumn(_text(name), vintage, is_rate, kept, _text(file))


def figure_of(value: float) -> float:
    """`value` without the noise that a computer adds."""
    return float(f"{value:.{_DIGITS}g}")


def to_told(column: OwnColumn) -> dict[str, object]:
    """The column as plain values, for a file."""
    told = {"name": column.name, "file": column.file, "vintage": column.vintage.value, "is_rate": column.is_rate}
    return told | {"values": dict(column.values)}


def from_told(told: object) -> OwnColumn:
    """The column in a file.

    Raises
    ------
    ValueError
        If it is anything else, or holds more than a column can.
    """
    if not isinstance(told, dict) or set(told) != _FIELDS:
        raise ValueError("not a column")
    name, file, vintage, values = told["name"], told["file"], told["vintage"], told["values"]
    texts = all(isinstance(text, str) and len(text) <= MOST_NAME and text.isprintable() for text in (name, file))
    if not texts or not name.strip() or not isinstance(told["is_rate"], bool):
        raise ValueError("not the words of a column")
    if vintage not in [item.value for item in Vintage]:
        raise ValueError("not a vintage")
    if not isinstance(values, dict) or not 0 < len(values) <= MOST_VALUES or not all(_NIS.fullmatch(nis) for nis in values):
        raise ValueError("not values of municipalities")
    if any(type(value) not in (int, float) or not _is_figure(value) for value in values.values()):
        raise ValueError("not figures")
    return OwnColumn(name, Vintage(vintage), told["is_rate"], {nis: float(value) for nis, value in values.items()}, file)


def _is_figure(value: float) -> bool:
    return abs(value) <= LARGEST and math.isfinite(value)


def _text(text: str) -> str:
    """`text` on one line, short, without what the eye cannot see."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:MOST_NAME] or "—"
