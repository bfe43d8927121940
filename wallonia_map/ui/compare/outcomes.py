"""What becomes of each municipality from one programme to the other: the key, what could be otherwise, the list."""

from html import escape
from typing import Any

import pandas as pd

from wallonia_map.i18n import Language, decimal, listing, number, percent, say
from wallonia_map.maps.territory_paint import MARKS, mark_of
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.differences import CoverageChange, Difference, MergedNote
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import lag_name
from wallonia_map.ui.frame import markup, page_parts
from wallonia_map.ui.frame.glossary import explained
from wallonia_map.ui.shared import drawing, tables
from wallonia_map.ui.shared.row_choice import RowChoice
from wallonia_map.ui.shared.row_order import RowOrder, order_control
from wallonia_map.views import not_known
from wallonia_map.views.category_summary import ChangeSummary
from wallonia_map.views.classing import MISSING
from wallonia_map.views.palette import OUTCOMES


def outcomes(summary: ChangeSummary) -> None:
    """What becomes of the municipalities: the sentence, the key that reads as a table, what could be otherwise; one element, so that no part waits."""
    markup.html(_outcomes_html(summary.atlas, summary.question))


@atlas_cache(32)
def told(atlas: Atlas, question: tuple[Any, ...]) -> str:
    """The sentence of the summary that answers `question`, worked out once for all who ask it."""
    return ChangeSummary(atlas, *question).sentence


@atlas_cache(32)
def _outcomes_html(atlas: Atlas, question: tuple[Any, ...]) -> str:
    summary = ChangeSummary(atlas, *question)
    found, language, labels = summary.found, summary.language, summary.labels
    header = [
        say("compare.outcome_label", language), say("legend.columns_municipalities", language), "%", say("legend.columns_inhabitants", language), "%",
        say("compare.km2", language), "%",
    ]  # fmt: skip
    rows, marks = [], dict(zip(OUTCOMES, MARKS, strict=False))
    for outcome, row in found.table.iterrows():
        told = escape(labels[str(outcome)])
        colour = OUTCOMES.get(str(outcome))
        sample = drawing.swatch(colour) if colour else '<span class="swatch not-known"></span>'
        cells = [drawing.key_button(marks.get(str(outcome), mark_of(MISSING)), sample, told)]
        for measure, share in (
            ("municipalities", "share_municipalities"),
            ("inhabitants", "share_inhabitants"),
            ("area_km2", "share_area"),
        ):
            cells += [escape(number(float(row[measure]), language)), f"{escape(percent(float(row[share]), language))}"]
        rows.append(cells)
    said = f"{page_parts.result_html(summary.sentence)}<h2>{escape(summary.title)}</h2>"
    key = drawing.table(header, rows, numbers=(1, 2, 3, 4, 5, 6), map_key="compare_map")
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in _notes(atlas, question))
    return said + key + explained(("coverage", "lead_partner", "lag"), language) + notes


@atlas_cache(32)
def _why_not_known(atlas: Atlas, selection: Selection, language: Language) -> list[str]:
    return not_known.why_not_known(atlas, select(atlas, selection), language)


def _notes(atlas: Atlas, question: tuple[Any, ...]) -> list[str]:
    """What could be otherwise: LAGs without known members, and the municipality that was two."""
    summary = ChangeSummary(atlas, *question)
    found, language = summary.found, summary.language
    names_of = (say(f"programme.{summary.a}", language), say(f"programme.{summary.b}", language))
    unknown = [
        lag_name(atlas, identifier, language) for identifier in (*found.unplaced_a, *found.unplaced_b) if identifier.startswith("lag")
    ]
    told = [*_why_not_known(atlas, found.a, language), *_why_not_known(atlas, found.b, language)]
    lost_or_gained = found.municipalities["is_uncertain"] & found.outcomes.isin([CoverageChange.LOST, CoverageChange.GAINED])
    if unknown and lost_or_gained.any():
        told.append(say("compare.uncertain", language, names=listing(unknown, language)))
    return [*told, *(_merged(atlas, note, found, names_of, language) for note in found.merged_note)]


def _merged(atlas: Atlas, note: MergedNote, found: Difference, names_of: tuple[str, str], language: Language) -> str:
    def names(codes: tuple[str, ...]) -> str:
        told = [atlas.municipality_name(nis, Vintage.base(), language) for nis in codes]
        return listing(told, language) if told else say("compare.nobody", language)

    return say(
        "compare.merged", language, name=atlas.municipality_name(note.nis, found.a.vintage, language), a=names_of[0], b=names_of[1], through_a=names(note.through_a),
        through_b=names(note.through_b),
        parts=names(note.parts), vintage=found.a.vintage.value, base=Vintage.base().value,
    )  # fmt: skip


def outcome_list(atlas: Atlas, summary: ChangeSummary, choice: RowChoice, language: Language) -> None:
    """The municipalities with their outcome, to sort and search, and to choose on the map; those that are not known first, where it is asked."""
    order = None
    if CoverageChange.NOT_KNOWN in summary.labels:
        order = order_control("outcome_order", language, orders=(RowOrder.NOT_KNOWN,), as_listed=True)

    def make() -> tables.DisplayTable:
        rows = summary.found.municipalities
        if order is RowOrder.NOT_KNOWN:
            known = rows["outcome"] != CoverageChange.NOT_KNOWN
            rows = rows.loc[known.sort_values(kind="stable").index]
        table = pd.DataFrame({
            "municipality": rows["municipality"], "outcome": rows["outcome"].map(summary.labels),
            "inhabitants": rows["inhabitants"], "area": rows["area_km2"],
            "province": rows["province_nis"].map(lambda nis: atlas.territory_name(nis, language)),
        })  # fmt: skip
        names = {"outcome": say("compare.outcome_label", language)} | {
            name: say(f"table.{name}", language) for name in ("municipality", "inhabitants", "area", "province")
        }
        written = {"inhabitants": lambda value: number(value, language), "area": lambda value: decimal(value, language)}
        return tables.DisplayTable(table, names, written, say("compare.list", language))

    stamp = f"outcomes {atlas.catalog.fingerprint} {summary.a} {summary.b} {summary.view.selection} {order}"
    tables.show(stamp, language, make, choice=choice)
