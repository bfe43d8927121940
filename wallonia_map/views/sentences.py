"""The generated sentences that describe a view; figures come from the objects that the page shows."""

from wallonia_map.i18n import area, date_long, euro, exact, listing, number, percent, say
from wallonia_map.model import CountingRule, Level, Programme, RoleRule, Selection
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.coverage import Coverage, coverage_of, coverage_table
from wallonia_map.questions.indicator_ranges import range_text
from wallonia_map.questions.mergers import Merged, Merger, merger_of
from wallonia_map.questions.perimeters import perimeter_name, perimeter_text
from wallonia_map.questions.places import has_place_filter, with_places_of
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.questions.selection import Selected, select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.certainty import zero_value
from wallonia_map.views.classing import MISSING, ZERO
from wallonia_map.views.indicator_words import range_name
from wallonia_map.views.measures import SCALES, Measure, Measured, measured
from wallonia_map.views.not_known import coverage_range, share_said, undated_told
from wallonia_map.views.place_words import group_label


def describe_coverage(atlas: Atlas, selection: Selection, language: str) -> str:
    """What the selection covers, in three denominators, as one sentence; another counts what has no year, where a year is asked for."""
    said = coverage_sentence(coverage_of(atlas, selection), selection.rule, language, partial=is_partial(atlas, selection))
    undated = "" if selection.until is None else undated_told(select(atlas, selection), language)
    return f"{said} {undated}" if undated else said


def coverage_sentence(coverage: Coverage, rule: RoleRule, language: str, *, partial: bool = False) -> str:
    """Coverage in municipalities, inhabitants and km² as one sentence; another says up to what, where some of it is not known.

    `partial`: of a programme whose rows are not all known.
    """
    municipalities, inhabitants, surface = coverage.shares
    unsure = coverage_range(coverage, rule, language)
    if unsure and not coverage.municipalities_covered:
        return unsure
    said = say(
        "sentence.coverage" if coverage.municipalities_covered else "certainty.coverage_none" if partial else "sentence.coverage_none", language,
        n=coverage.municipalities_covered, of=coverage.municipalities, share=percent(municipalities, language),
        inhabitants=coverage.inhabitants_covered, share_inhabitants=percent(inhabitants, language),
        area=area(coverage.area_covered_km2, language), share_area=percent(surface, language),
        rule=say(f"rule.{rule.value}.in_sentence", language),
    )  # fmt: skip
    return f"{said} {unsure}" if unsure else said


@atlas_cache(256)
def describe_view(atlas: Atlas, selection: Selection, measure: Measure, counting: CountingRule, language: str) -> str:
    """The sentence that describes a view: coverage, strongest and weakest province, how many have none, what is not known.

    Where a programme in view is partial, no province is called the strongest or the weakest, and « none » is « none known ».

    Parameters
    ----------
    atlas
        Where the figures come from.
    selection, measure, counting
        What is shown, as `measured` takes it.
    language
        Language of the sentence.
    """
    shown = measured(atlas, selection, measure, counting)
    selected = shown.counted
    chosen = selected.selection
    partial = is_partial(atlas, chosen)
    parts = [describe_coverage(atlas, chosen, language)]
    by_province = coverage_table(
        atlas, selected.covered, not_known=selected.not_known, by=Level.PROVINCE, vintage=chosen.vintage, population_year=chosen.population_year,
        within=selected.places, language=language,
    )  # fmt: skip
    if len(by_province) > 1 and by_province["municipalities_covered"].sum() and not partial:
        order = by_province.sort_values(["share_municipalities", "share_inhabitants", "territory_nis"], ascending=[False, False, True])
        best, least = order.iloc[0], order.iloc[-1]
        most = (order["municipalities_covered"] + order["municipalities_not_known"]) / order["municipalities"]
        sure = best["share_municipalities"] >= most[1:].max() and most.iloc[-1] <= order["share_municipalities"][:-1].min()
        if sure and best["share_municipalities"] > least["share_municipalities"]:
            parts.append(say(
                "sentence.extremes", language,
                best=best["territory"], best_share=share_said(best["share_municipalities"], most.iloc[0], language),
                least=least["territory"], least_share=share_said(least["share_municipalities"], most.iloc[-1], language),
            ))  # fmt: skip
    without = len(selected.places) - len(selected.covered) - len(selected.not_known)
    if selected.covered.size and without:
        parts.append(say("certainty.none" if partial else "sentence.none", language, n=without))
    parts += [
        say("sentence.known_projects", language, programme=say(f"programme.{item}", language), n=n, of=number(of, language))
        for item, n, of in _gaps(atlas, selected)
    ]
    return " ".join([*parts, *amounts_not_known(shown, language, partial=partial)])


def amounts_not_known(shown: Measured, language: str, *, partial: bool) -> list[str]:
    """Of how many municipalities no amount is known: not published, and, of a partial programme, without a known initiative."""
    unpublished = int((shown.classes == MISSING).sum()) - len(shown.possible)
    if shown.measure is not Measure.SUBSIDY or not (unpublished or partial):
        return []
    of = number(len(shown.classes), language)
    if not partial:
        return [say("sentence.amounts", language, n=unpublished, of=of)]
    nothing = int((shown.classes == ZERO).sum())
    return [say("certainty.amounts", language, n=unpublished + nothing, of=of, unpublished=unpublished, nothing=nothing)]


def _gaps(atlas: Atlas, selected: Selected) -> list[tuple[str, int, int]]:
    """What is not known about the selection: projects of the calls."""
    chosen = selected.selection.programmes
    found = []
    for programme in Programme:
        if programme.row["family"] == "smart-region" and (not chosen or programme.value in chosen):
            known, published = known_of_published(atlas, programme)
            if known < published:
                found.append((programme.value, known, published))
    return found


def merger_sentence(atlas: Atlas, nis: str, rule: RoleRule, language: str) -> str:
    """What a merger changed for the sheet of `nis`, counted under `rule`; empty where there is none."""
    merger = merger_of(atlas, nis, rule)
    return "" if merger is None else merger_told(atlas, merger, nis, language)


def merger_told(atlas: Atlas, merger: Merger, nis: str, language: str) -> str:
    """What a merger changed, for the sheet of `nis`: which became one and when, and what counted in each."""

    def named(one: Merged) -> str:
        return say("municipality.with_code", language, name=atlas.municipality_name(one.nis, one.vintage, language), nis=one.nis)

    counts = [say("municipality.programme_count", language, name=named(part), n=part.initiatives) for part in merger.parts]
    told = say(
        "municipality.merged", language, whole=named(merger.whole), day=date_long(merger.day, language),
        parts=listing([named(part) for part in merger.parts], language), counts=listing(counts, language), n=merger.whole.initiatives,
    )  # fmt: skip
    return told if nis == merger.whole.nis else f"{told} {say('municipality.before_merger', language)}"


def filters_of(atlas: Atlas, selection: Selection, language: str) -> list[tuple[str, str, str]]:
    """Every active filter as (field of the selection, value, label): what the chips show and remove."""
    found = [("programmes", value, say(f"programme.{value}", language)) for value in selection.programmes]
    found += [("themes", value, say(f"theme.{value}", language)) for value in selection.themes]
    if selection.rule is not RoleRule.STRICT:
        found.append(("rule", selection.rule.value, say(f"rule.{selection.rule.value}.short", language)))
    found += [("statuses", value, say(f"stage.{value}", language)) for value in selection.statuses]
    for name, level in (("provinces", Level.PROVINCE), ("arrondissements", Level.ARRONDISSEMENT)):
        for nis in getattr(selection, name):
            found.append((name, nis, say(f"filter.{level.value}_chip", language, name=atlas.territory_name(nis, language))))
    found += [("communities", value, say(f"community.{value}", language)) for value in selection.communities]
    found += [("characters", value, say(f"characters.{value}", language)) for value in selection.characters]
    found += [("groups", value, group_label(atlas, value, selection.vintage, language)) for value in selection.groups]
    found += [("perimeters", perimeter_text(item), perimeter_name(item, language)) for item in selection.perimeters]
    found += [("municipalities", nis, atlas.municipality_name(nis, selection.vintage, language)) for nis in selection.municipalities]
    found += [("indicators", range_text(item), range_name(item, language)) for item in selection.indicators]
    found += [
        ("lead_types", value, say("filter.lead_chip", language, name=say(f"lead_type.{value}", language))) for value in selection.lead_types
    ]
    found += [
        ("confidences", value, say("filter.confidence_chip", language, name=say(f"confidence.{value}", language)))
        for value in selection.confidences
    ]
    if selection.first_year is not None:
        found.append(("first_year", str(selection.first_year), say("filter.from_chip", language, year=str(selection.first_year))))
    if selection.last_year is not None:
        found.append(("last_year", str(selection.last_year), say("filter.to_chip", language, year=str(selection.last_year))))
    if selection.until is not None:
        found.append(("until", str(selection.until), say("filter.until_chip", language, year=str(selection.until))))
    if selection.words:
        found.append(("words", selection.words, say("filter.words_chip", language, words=selection.words)))
    return found


def describe_filters(atlas: Atlas, selection: Selection, language: str) -> str:
    """The active filters as running text."""
    labels = [label for _, _, label in filters_of(atlas, selection, language)]
    return listing(labels, language) if labels else say("filter.none", language)


def titled(atlas: Atlas, title: str, selection: Selection, language: str) -> str:
    """A title with the places that the selection is narrowed to, where it is."""
    narrowed = with_places_of(Selection(vintage=selection.vintage), selection)
    return f"{title} ({describe_filters(atlas, narrowed, language)})" if has_place_filter(selection) else title


def programme_names(selection: Selection, language: str) -> str:
    """The programmes that a selection asks about, by name: all of them where it names none."""
    asked = [item.value for item in Programme if not selection.programmes or item.value in selection.programmes]
    return listing([say(f"programme.{name}", language) for name in asked], language)


def shown_value(value: float, measure: Measure) -> float:
    """A value of a measure to as many decimals as it is written with: more where fewer would read as another class."""
    decimals = {Measure.PER_10000: 1, Measure.SUBSIDY: 2}.get(measure)
    return value if decimals is None else SCALES[measure].shown(value, decimals=decimals)


def write_value(value: float | None, measure: Measure, language: str, *, partial: bool = False) -> str:
    """A value of a measure as the map, the table and the sentence write it; `partial`: a zero says only that nothing is known."""
    if value is None or value != value:
        return say("certainty.not_published" if measure is Measure.SUBSIDY else "value.not_known", language)
    if partial and not value and measure.programme is None:
        return zero_value(measure, language)
    if measure is Measure.INITIATIVES:
        return number(value, language)
    if measure is Measure.SUBSIDY:
        shown = shown_value(value, measure)
        return euro(
            shown, language, next((places for places in (0 if value == 0 else 2, *range(3, 16)) if shown == round(shown, places)), 2)
        )
    if measure is Measure.PER_10000:
        return exact(shown_value(value, measure), language)
    return say("answer.yes" if value else "answer.no", language)
