"""What may be said of an absence: « none » where a programme's list is complete, « none known » where it is not."""

from math import isnan

import pandas as pd

from wallonia_map.i18n import Language, euro, listing, number, say
from wallonia_map.model import Selection
from wallonia_map.questions.completeness import is_partial, partial_programmes
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measures import Measure
from wallonia_map.views.palette import OUTCOMES


def zero_label(measure: Measure, language: str, *, partial: bool) -> str:
    """What the class of zero is called in a legend: « 0 » or « not covered », or that nothing is known."""
    if partial:
        return say("certainty.no_initiative" if measure is Measure.SUBSIDY else "certainty.none_known", language)
    return say("legend.not_covered" if measure is Measure.COVERED else "legend.zero", language)


def zero_value(measure: Measure, language: str) -> str:
    """What a zero is written as where a programme in view is partial; for memberships that is no question."""
    said = {Measure.COVERED: "certainty.no_initiative", Measure.SUBSIDY: "certainty.no_amount"}
    return say(said.get(measure, "certainty.none_known"), language)


def count_written(count: float, language: str, *, partial: bool) -> str:
    """A number of initiatives; none reads « none known » where `partial`, and a missing number « not known »."""
    if isnan(count):
        return say("not_known.label", language)
    return number(count, language) if count or not partial else say("certainty.none_known", language)


def amounts_written(row: pd.Series, language: str) -> str:
    """Subsidy and budget of an initiative, each with what it is; a subsidy that nobody has published is called so, a budget left out."""
    kinds = ["subsidy", *([] if pd.isna(row["budget_eur"]) else ["budget"])]
    labelled = [(say(f"panel.{kind}", language), amount_written(row, kind, language)) for kind in kinds]
    return " · ".join(say("panel.labelled", language, name=name, value=value) for name, value in labelled)


def amount_written(row: pd.Series, kind: str, language: str) -> str:
    """The « subsidy » or « budget » (`kind`) of an initiative with what it is; one that nobody has published is called so."""
    amount, basis = row[f"{kind}_eur"], row[f"{kind}_basis"]
    if pd.isna(amount):
        return say("certainty.not_published", language)
    return euro(amount, language) + (f" ({say(f'basis.{basis}', language)})" if basis else "")


def outcome_labels(language: str, *, partial: bool) -> dict[str, str]:
    """What each outcome of a difference is called; of a partial programme nothing is lost or never covered, only not known."""
    known_only = ("gained", "kept", "lost", "never") if partial else ()
    return {
        outcome: say(f"certainty.outcome.{outcome}", language) if outcome in known_only else say(f"compare.outcome.{outcome}", language)
        for outcome in (*OUTCOMES, "not-known")
    }


def map_words(atlas: Atlas, selection: Selection, measure: Measure, language: str, *, perhaps: bool = False) -> dict[str, str]:
    """The words of a map's tooltip that differ from its own: `h` for a missing value, `o` for zero.

    `perhaps`: a value is missing where a municipality may take part, too.
    """
    missing = "legend.not_known_or_possible" if perhaps else "certainty.not_published"
    words = {"h": say(missing, language)} if measure is Measure.SUBSIDY else {}
    if measure.programme is None and measure.indicator is None and is_partial(atlas, selection):
        words["o"] = zero_value(measure, language)
    return words


def completeness_note(atlas: Atlas, selection: Selection, language: Language | str) -> str:
    """Which programmes in view are partial, and how an absence is then to be read; empty where all are complete."""
    told = []
    for programme in partial_programmes(atlas, selection):
        name = say(f"programme.{programme}", language)
        known, published = known_of_published(atlas, programme)
        told.append(
            say("certainty.known_of", language, name=name, n=known, of=published)
            if published
            else say("certainty.open_list", language, name=name)
        )
    return say("certainty.partial", language, names=listing(told, language)) if told else ""
