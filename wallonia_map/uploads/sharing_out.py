"""Rows that belong to several municipalities together → a share for each, by the key that a person chose; nothing is shared out unasked."""

from dataclasses import replace
from enum import StrEnum

from wallonia_map.tables.atlas import Atlas
from wallonia_map.uploads.match_report import MatchedRow, MatchOutcome, MatchReport


class SplitKey(StrEnum):
    """By what the value of a row is shared out over several municipalities."""

    EQUAL = "equal"
    POPULATION = "population"
    AREA = "area"


def is_shareable(line: MatchedRow) -> bool:
    """Whether a row belongs to several municipalities together: a code of 2025 seen from 2019, or several names in one cell."""
    return line.reason == "several_named" or (line.outcome.placed and any(share is None for _, share in line.parts))


def shared_out(report: MatchReport, atlas: Atlas, split_by: SplitKey) -> MatchReport:
    """The same report, in which every row of several municipalities tells the share of each (a part of 1)."""
    if split_by is SplitKey.EQUAL:
        size = dict.fromkeys(report.names, 1.0)
    else:
        sizes = atlas.population(report.vintage) if split_by is SplitKey.POPULATION else atlas.municipalities(report.vintage)["area_km2"]
        size = sizes.astype("float64").to_dict()
    lines = tuple(_shared(line, size, report, atlas, split_by) if is_shareable(line) else line for line in report.lines)
    return replace(report, lines=lines)


def _shared(line: MatchedRow, size: dict[str, float], report: MatchReport, atlas: Atlas, split_by: SplitKey) -> MatchedRow:
    codes = [nis for nis, _ in line.parts] or [one.nis for one in line.suggestions]
    whole = sum(size[nis] for nis in codes)
    parts = tuple((nis, size[nis] / whole) for nis in codes)
    told = ", ".join(f"{report.names[nis]} {100 * share:.1f} %" for nis, share in parts)
    target = atlas.codes_by_base(report.vintage)
    sources = line.sources or frozenset(nis for nis, code in target.items() if code in codes)
    outcome = line.outcome if line.outcome.placed else MatchOutcome.MATCHED
    return MatchedRow(outcome, parts, sources, line.matched_by or "name", f"shared_{split_by.value}", {"names": told})
