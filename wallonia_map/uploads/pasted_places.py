"""A list of municipalities as people paste it: names or codes, each read by itself; what is not understood has its reason."""

import re
from dataclasses import dataclass

from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.match_report import MatchOutcome, MatchReport
from wallonia_map.uploads.matching import match

#: Entries that are read of one list, and characters.
MOST_ENTRIES, MOST_CHARACTERS = 600, 20_000
_BETWEEN = re.compile(r"[\n\r\t;,]+")
_SPACED_CODES = re.compile(r"\d{5}(?:\s+\d{5})+", re.ASCII)
_UNDERSTOOD = (MatchOutcome.DUPLICATE, MatchOutcome.SET_ASIDE)


@dataclass(frozen=True)
class PastedPlaces:
    """What a list leads to: municipalities by code, sorted; entries that were not understood with their reason; how many were not read."""

    codes: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    not_read: int


def pasted_places(atlas: Atlas, text: str, vintage: Vintage, language: str) -> PastedPlaces:
    """The municipalities of `vintage` that a list names: one a line, or with commas, semicolons or tabs between.

    Names in any language, codes of any vintage, postal codes. A code that has become several municipalities stands for all of them.
    """
    entries = [entry for part in _BETWEEN.split(text[:MOST_CHARACTERS]) for entry in _entries(part.strip())]
    read = list(dict.fromkeys(entries))
    report = match(read[:MOST_ENTRIES], atlas, vintage)
    codes: set[str] = set()
    refused = []
    for entry, line in zip(report.keys, report.lines, strict=True):
        if line.reason == "several_named":  # « Herstal et Liège »: just two municipalities
            codes |= {one.nis for one in line.suggestions}
        elif line.outcome.resolved or line.outcome in _UNDERSTOOD:
            codes |= {nis for nis, _ in line.parts}
        else:
            refused.append((entry, MatchReport.reason(line, language)))
    return PastedPlaces(tuple(sorted(codes)), tuple(refused), max(len(read) - MOST_ENTRIES, 0) + (len(text) > MOST_CHARACTERS))


def _entries(part: str) -> list[str]:
    """The entries of what stands between two separators: codes may have only spaces between."""
    if not part:
        return []
    return part.split() if _SPACED_CODES.fullmatch(part) else [part]
