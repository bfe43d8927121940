"""Territories side by side, and the line that proves their sum."""

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from wallonia_map.export.planner_tables import compared_table
from wallonia_map.i18n import Language, area, decimal, euro, listing, number, say
from wallonia_map.model import CountingRule, Selection, Theme, Vintage
from wallonia_map.place import Perimeter
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.perimeters import perimeter_text
from wallonia_map.questions.territories import Proof, compare
from wallonia_map.questions.territory import territory_codes, territory_of, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import municipalities_to_search
from wallonia_map.ui.frame import markup, page_parts
from wallonia_map.ui.shared import drawing
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views import not_known


@atlas_cache(4)
def options(atlas: Atlas, vintage: Vintage) -> tuple[str, ...]:
    """Every territory that has a place in a list, the largest kinds first: municipalities last."""
    return (*territory_codes(atlas), *map(str, atlas.municipalities(vintage).index))


def label(atlas: Atlas, code: str, vintage: Vintage, language: Language) -> str:
    """A territory's name and what it is."""
    territory = territory_of(atlas, code, vintage)
    return f"{territory_title(atlas, territory, vintage, language)} ({say(f'compare.kind.{territory.kind.value}', language)})"


@atlas_cache(8)
def searched_labels(atlas: Atlas, vintage: Vintage, language: Language) -> dict[str, str]:
    """The label of every territory in a list to search, a municipality by all its names: « Luik » and « Lüttich » find Liège."""
    names = municipalities_to_search(atlas, vintage, language)
    told = {code: label(atlas, code, vintage, language) for code in options(atlas, vintage)}
    return {
        code: text.replace(atlas.municipality_name(code, vintage, language), names[code], 1) if code in names else text
        for code, text in told.items()
    }


def labels(atlas: Atlas, vintage: Vintage, made: Sequence[Perimeter], language: Language) -> dict[str, str]:
    """The label of every territory that can be compared, the perimeters `made` by the visitor first."""
    own = {text: label(atlas, text, vintage, language) for text in map(perimeter_text, made)}
    return own | searched_labels(atlas, vintage, language)


def side_by_side(atlas: Atlas, codes: list[str], selection: Selection, rule: CountingRule, language: Language) -> None:
    """One column per territory, the reference last; every figure with its bar on the row's own scale."""
    table = _compared(atlas, tuple(codes), selection, rule, language)
    names = listing([label(atlas, code, selection.vintage, language) for code in table.index], language)
    page_parts.result(say("compare.beside", language, names=names))
    header = ["", *(label(atlas, code, selection.vintage, language) for code in table.index)]
    none, money = ("certainty.none_known", "certainty.no_amount") if is_partial(atlas, selection) else ("", "")
    rows = [
        *(_shares(table, what, say(f"compare.row.{what}", language), language, zero=none) for what in ("municipalities", "inhabitants", "area")),
        *(_amounts(table[name], say(f"compare.row.{name}", language), language, form, zero=none)
          for name, form in (("initiatives", "number"), ("per_10000", "decimal"))),
        *(_amounts(table[name], say(f"compare.row.{name.replace('_eur', '')}", language), language, form, zero=money, missing="certainty.not_published")
          for name, form in (("subsidy_eur", "euro"), ("subsidy_eur_per_inhabitant", "euro2"))),
    ]  # fmt: skip
    markup.html(drawing.table(header, rows))
    themes = [
        _amounts(table[f"theme_{theme.value}"], say(f"theme.{theme.value}", language), language, "number", zero=none) for theme in Theme
    ]
    markup.html(drawing.table(header, themes, caption=say("compare.themes", language)))


def side_by_side_file(atlas: Atlas, codes: list[str], selection: Selection, rule: CountingRule, language: Language) -> None:
    """The comparison to take away."""
    table = _compared(atlas, tuple(codes), selection, rule, language)
    said = ", ".join(label(atlas, code, selection.vintage, language) for code in table.index)
    take_away(atlas, compared_table(table, language), selection, language, name="compare", called=say("slug.compare", language), said=said)


@atlas_cache(64)
def _compared(atlas: Atlas, codes: tuple[str, ...], selection: Selection, rule: CountingRule, language: Language) -> pd.DataFrame:
    return compare(atlas, codes, selection, rule, language=language)


def _shares(table: pd.DataFrame, what: str, name: str, language: Language, *, zero: str) -> list[str]:
    """Shares with their bars; nothing covered reads as the message `zero` where it names one."""
    cells = []
    whole, part, share = (table["area_km2"], table["area_covered_km2"], table["share_area"]) if what == "area" else (
        table[what], table[f"{what}_covered"], table[f"share_{what}"])  # fmt: skip
    unsure = table["area_not_known_km2" if what == "area" else f"{what}_not_known"]
    write = area if what == "area" else number
    for total, inside, value, perhaps in zip(whole, part, share, unsure, strict=True):
        if pd.isna(value):
            cells.append(escape(say("not_known.label", language)))
            continue
        most = float(inside + perhaps)
        low, high = number(float(inside), language), number(most, language)
        told = f"{write(float(inside), language) if not perhaps else f'{low}–{high}'} / {write(float(total), language)}"
        shown = say(zero, language) if zero and not most else not_known.share_written(float(value), most / float(total), language)
        cells.append(f"<strong>{escape(shown)}</strong>{drawing.bar(float(value))}<br><span class='note'>{escape(told)}</span>")
    return [escape(name), *cells]


def _amounts(values: pd.Series, name: str, language: Language, form: str, *, zero: str, missing: str = "value.not_known") -> list[str]:
    """Bars on the scale of the row; sums of territories of different size are compared per inhabitant, so only rates get one.

    A missing value, and zero where `zero` names a message, are said in words.
    """
    known = values.dropna()
    most = float(known.max()) if len(known) else 0.0
    forms: dict[str, Callable[[float], str]] = {
        "number": lambda value: number(value, language), "decimal": lambda value: decimal(value, language),
        "euro": lambda value: euro(value, language), "euro2": lambda value: euro(value, language, 2),
    }  # fmt: skip
    cells = []
    for value in values:
        if pd.isna(value):
            cells.append(escape(say(missing, language)))
            continue
        text = forms[form](float(value)) if value or not zero else say(zero, language)
        picture = drawing.bar(float(value) / most) if form in ("decimal", "euro2") and most else ""
        cells.append(f"{escape(text)}{picture}")
    return [escape(name), *cells]


def proof_lines(found: Proof, language: Language) -> None:
    """The line that proves the sum, what explains the totals that differ from it, and the published totals."""
    markup.html("".join(f'<p class="note">{escape(line)}</p>' for line in proof_told(found, language)))


def proof_told(found: Proof, language: Language) -> list[str]:
    """The sentences of `proof_lines`."""
    parts, placed, listed = (
        euro(amount, language) for amount in (found.parts_subsidy_eur, found.placed_subsidy_eur, found.listed_subsidy_eur)
    )
    lines = [
        say(
            "compare.proof", language, rule=say(f"counting.{found.rule.value}", language), initiatives=decimal(found.parts_initiatives, language, 2),
            subsidy=euro(found.parts_subsidy_eur, language), placed=found.placed_initiatives, listed=number(found.listed_initiatives, language),
        )
    ]  # fmt: skip
    if parts != placed:
        lines.append(say("compare.proof_full", language, parts=parts, placed=placed))
    if placed != listed:
        lines.append(say("compare.proof_placed", language, placed=placed, listed=listed))
    for total in found.published:
        name = say(f"programme.{total.programme}", language)
        name = say("compare.published_phase", language, programme=name) if total.measure.startswith("phase_1") else name
        lines.append(say("compare.proof_published", language, programme=name, subsidy=euro(total.subsidy_eur, language)))
    return lines
