"""Coverage by fifths of an indicator as a chart: its sentence, one big number, a line a fifth, and what to beware of.

Page, scene, slide and report all read this one object, whose figures are those of the command `need`.
"""

from dataclasses import dataclass

from wallonia_map.i18n import number, say
from wallonia_map.model import Direction
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.need import NEED_COLUMNS, NeedByFifths
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.indicator_words import write_figure
from wallonia_map.views.meter_lines import MeterLine, meter_of
from wallonia_map.views.need_words import need_cautions, need_notes, need_sentence

#: The columns of a row of `NeedByFifths.table` in the order of the fields of `Coverage`.
_OF_COVERAGE = {
    name: name.replace("area_km2_covered", "area_covered_km2").replace("area_km2_not_known", "area_not_known_km2")
    for name in NEED_COLUMNS[3:]
}


@dataclass(frozen=True)
class FifthLine:
    """One fifth: its number (1 has the lowest values), what it is called, its values, and its coverage in the three denominators.

    `count` is the number of covered municipalities and of all in it as figures alone, a range where some is not known.
    """

    number: int
    name: str
    values: str
    count: str
    meter: tuple[MeterLine, MeterLine, MeterLine]


@dataclass(frozen=True)
class NeedChart:
    """What is said and drawn of the fifths, the highest values first; no line and no big number where there are too few values.

    `big` is the share of the inhabitants of the neediest fifth that is covered, `big_told` what it is a share of, beside that of
    the opposite fifth. `notes` are what is not known, `cautions` what the comparison cannot say, and which programmes are partial.
    """

    sentence: str
    notes: tuple[str, ...]
    cautions: tuple[str, ...]
    lines: tuple[FifthLine, ...]
    big: str
    big_told: str


def need_chart(atlas: Atlas, need: NeedByFifths, language: str) -> NeedChart:
    """The chart of `need` in one language."""
    indicator, rows = need.found.indicator, need.table.to_dict("records")
    lines = []
    for row in reversed(rows):
        if row["municipalities"]:
            low, high = (write_figure(row[end], indicator, language) for end in ("lowest", "highest"))
            coverage = Coverage(**{field: row[name] for name, field in _OF_COVERAGE.items()})
            least, most = (number(count, language) for count in (coverage.municipalities_covered, coverage.most[0]))
            lines.append(FifthLine(
                int(row["fifth"]), say(f"need.part.{row['fifth']}", language), say("need.from_to", language, low=low, high=high),
                f"{least if least == most else f'{least}–{most}'}\u00a0/\u00a0{number(coverage.municipalities, language)}", meter_of(coverage, language),
            ))  # fmt: skip
    is_whole = len(lines) == len(rows)
    big = told = ""
    if is_whole:
        is_low = indicator.direction is Direction.LOWER
        neediest, other = (lines[-1], lines[0]) if is_low else (lines[0], lines[-1])
        end = "lowest" if is_low else "highest"
        big = neediest.meter[1].share_written
        told = say(f"need.big_{end}", language, other=other.meter[1].share_said)
    cautions = need_cautions(atlas, need, language) if is_whole else ()
    return NeedChart(need_sentence(need, language), need_notes(need, language), cautions, tuple(lines), big, told)
