"""The official figures of one municipality in words: what page, paper and file of its sheet say of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wallonia_map.i18n import listing, number, say
from wallonia_map.model import Indicator
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.indicator_words import indicator_name, short_name, write_figure
from wallonia_map.views.peer_words import peers_note


@dataclass(frozen=True)
class OfficialLine:
    """What is said of one figure: `value` with its unit's sign, `period` (empty where not known), `rank` and `median` in words."""

    indicator: Indicator
    name: str
    short: str
    unit: str
    raw: float
    value: str
    period: str
    rank: str
    median: str
    source: str


def official_lines(told: Profile, language: str) -> tuple[OfficialLine, ...]:
    """One line per official figure, in menu order."""
    lines = []
    for row in told.official.itertuples(index=False):
        indicator = Indicator(str(row.indicator))
        raw, median = float(str(row.value)), float(str(row.peers_median))
        rank = say("value.not_known", language)
        if not pd.isna(row.rank):
            rank = say("official.rank", language, rank=number(int(str(row.rank)), language), of=number(int(str(row.of)), language))
            equal = int(str(row.equal))
            rank += f", {say('municipality.standing_equal', language, n=equal)}" if equal else ""
        about = indicator.row
        lines.append(OfficialLine(
            indicator, indicator_name(indicator, language), short_name(indicator, language), say(f"measure_unit.{indicator.value}", language), raw,
            write_figure(raw, indicator, language), str(row.period), rank, write_figure(median, indicator, language),
            f"{about['publisher']}, {about['dataset']} ({about['licence']})",
        ))  # fmt: skip
    return tuple(lines)


def official_note(lines: Sequence[OfficialLine], language: str) -> str:
    """How the ranks are to be read, what the median is of, and who published the figures under which licence."""
    sources: dict[str, list[str]] = {}
    for line in lines:
        row = line.indicator.row
        sources.setdefault(f"{row['publisher']} ({row['licence']})", []).append(line.short)
    named = [say("panel.labelled", language, name=source, value=listing(names, language)) for source, names in sources.items()]
    return say("official.standing_note", language, sources=" · ".join(named))


def official_header(language: str) -> list[str]:
    """What the columns of a table of these lines are called: figure, value, rank, median of its peers."""
    return [say(f"official.{name}", language) for name in ("figure", "value", "rank_label", "median")]


def official_table(atlas: Atlas, told: Profile, language: str) -> dict[str, object]:
    """The lines as plain texts for paper: `heading`, `head`, `rows` of as many cells, `note`."""
    lines = official_lines(told, language)
    cells = [[", ".join(filter(None, (line.short, line.period))), line.value, line.rank, line.median] for line in lines]
    return {
        "heading": say("official.heading", language),
        "head": official_header(language),
        "rows": cells,
        "note": " ".join([official_note(lines, language), *([peers_note(atlas, told, language)] if told.likeness else [])]),
    }
