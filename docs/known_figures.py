"""Write the figures of `known-not-known.md` from the atlas. Run `python -m docs.known_figures` at the top of the repository."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from wallonia_map.i18n import Language, decimal, listing, number, say
from wallonia_map.model import Programme, Role, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.reconciliation import reconcile
from wallonia_map.questions.selection import territory_nis
from wallonia_map.tables.atlas import Atlas, load
from wallonia_map.tables.names import lag_name
from wallonia_map.views.gaps import groups_without_members
from wallonia_map.views.meter_lines import meter_of

DOCUMENT = Path(__file__).with_name("known-not-known.md")
LANGUAGE = Language.EN
#: The province that the page is about.
PROVINCE = "Hainaut"


def written(atlas: Atlas, text: str) -> str:
    """The text of the page, with what stands between its marks made anew."""
    blocks = {"gap": gap, "province": province, "reconciliation": reconciliation}
    for name, block in blocks.items():
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition(f"<!-- /{name} -->")
        text = f"{before}{opening}{block(atlas)}\n{closing}{after}"
    return text


def newest_groups() -> Programme:
    """The newest programme whose initiatives are groups."""
    return list(Programme.groups())[-1]


def gap(atlas: Atlas) -> str:
    """Which group has no known member, and who may be one."""
    programme = newest_groups()
    lines = []
    for group in groups_without_members(atlas, programme):
        names = atlas.municipality_names(Vintage.base(), LANGUAGE)
        rows = atlas.participations(Vintage.base())
        possible = rows.loc[(rows["initiative_id"] == group) & (rows["role"] == Role.POSSIBLE), "nis"]
        reason = atlas.texts.say(str(atlas.initiatives.at[group, "possible_reason"]), LANGUAGE)
        lines.append(f"{lag_name(atlas, group, LANGUAGE)}: {listing(sorted(names[possible]), LANGUAGE)}. {reason}")
    return "\n\n".join(lines) or "Every group has members that are known."


def province(atlas: Atlas) -> str:
    """Coverage of the province by the newest groups: covered, not known and not covered add up to the whole, in every vintage."""
    programme, nis = newest_groups(), territory_nis(atlas, "province", PROVINCE)
    rows = []
    for vintage in Vintage:
        figures = coverage(atlas, Selection(programmes=(programme.value,), provinces=(nis,), vintage=vintage))
        counted = (
            (figures.municipalities_covered, figures.municipalities_not_known, figures.municipalities),
            (figures.inhabitants_covered, figures.inhabitants_not_known, figures.inhabitants),
            (figures.area_covered_km2, figures.area_not_known_km2, figures.area_km2),
        )
        measures = ("municipalities", f"inhabitants, 1 January {atlas.own_year(vintage)}", "km²")
        for measure, (covered, unsure, whole), line in zip(measures, counted, meter_of(figures, LANGUAGE), strict=True):
            cells = (number(value, LANGUAGE) for value in (covered, unsure, whole - covered - unsure, whole))
            rows.append([vintage.value, measure, *cells, f"**{line.share_written}**"])
    return _table(("boundaries", "measure", "covered", "not known", "not covered", "whole", "so covered are"), rows, numbers=(2, 3, 4, 5))


def reconciliation(atlas: Atlas) -> str:
    """What our rows add up to beside each published total to which they can say something, and how many there are besides."""
    table = reconcile(atlas)
    ours = table[table["ours"].notna()]
    rows = [
        [
            say(f"subject.{row.programme}", LANGUAGE), say(f"total.{row.measure}", LANGUAGE),
            *(_figure(value) for value in (row.published, row.ours, row.difference)), _counted_in(row.vintage, row.population_year),
        ]
        for row in ours.itertuples()
    ]  # fmt: skip
    header = ("subject", "total", "published", "ours", "difference", "counted in")
    return f"{_table(header, rows, numbers=(2, 3, 4))}\n\n{len(table) - len(ours)} more published totals are of things of which our rows say nothing."


def _figure(value: float) -> str:
    return number(value, LANGUAGE) if float(value).is_integer() else decimal(value, LANGUAGE, 2)


def _counted_in(vintage: str, year: object) -> str:
    if pd.isna(vintage):
        return ""
    return f"municipalities of {vintage}" + ("" if pd.isna(year) else f", population of {year}")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int]) -> str:
    rule = ["---:" if place in numbers else "---" for place in range(len(header))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


if __name__ == "__main__":
    DOCUMENT.write_text(written(load(), DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
