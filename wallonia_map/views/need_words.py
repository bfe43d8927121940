"""What is said of coverage against need: the fifths in a sentence, with the caution that belongs to it; correlation; ranks."""

from wallonia_map.i18n import fixed, listing, say
from wallonia_map.model import Indicator
from wallonia_map.questions.need import NEED_COLUMNS, NeedByFifths, NeedScatter
from wallonia_map.questions.need_ranks import Criterion, NeedRanks
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.indicator_words import indicator_name, short_name, write_figure
from wallonia_map.views.not_known import share_said

#: As many white spots as a sentence can name.
_NAMED = 5


def need_headings(language: str) -> dict[str, str]:
    """What the columns of the table of fifths are called."""
    return {name: say(f"column.{name}", language) for name in NEED_COLUMNS}


def describe_need(atlas: Atlas, need: NeedByFifths, language: str) -> str:
    """Coverage in the highest and the lowest fifth, what is not known of either, and what the comparison cannot say."""
    told = (need_sentence(need, language), *need_notes(need, language))
    return " ".join((*told, *need_cautions(atlas, need, language)) if need.table["municipalities"].all() else told)


def need_sentence(need: NeedByFifths, language: str) -> str:
    """Coverage in the highest and the lowest fifth; or that there are too few values for fifths."""
    indicator, table = need.found.indicator, need.table.set_index("fifth")
    name = indicator_name(indicator, language)
    known = int(table["municipalities"].sum())
    if not table["municipalities"].all():
        return say("need.too_few", language, name=name, n=known)
    most, least = table.iloc[-1], table.iloc[0]

    def figure(value: float) -> str:
        return write_figure(value, indicator, language)

    shares = {
        end: share_said(
            row["inhabitants_covered"] / row["inhabitants"], (row["inhabitants_covered"] + row["inhabitants_not_known"]) / row["inhabitants"],
            language,
        )
        for end, row in (("most", most), ("least", least))
    }  # fmt: skip
    return say(
        "need.fifths", language, name=name, period=need.found.period, low=figure(most["lowest"]), high=figure(most["highest"]),
        n=int(most["municipalities_covered"]), of=int(most["municipalities"]), share=shares["most"],
        low_least=figure(least["lowest"]), high_least=figure(least["highest"]), n_least=int(least["municipalities_covered"]),
        of_least=int(least["municipalities"]), share_least=shares["least"],
    )  # fmt: skip


def need_cautions(atlas: Atlas, need: NeedByFifths, language: str) -> tuple[str, ...]:
    """What the comparison cannot say, and which programmes are partial."""
    return tuple(filter(None, (say("need.caution", language), completeness_note(atlas, need.selection, language))))


def need_notes(need: NeedByFifths, language: str) -> tuple[str, ...]:
    """What is not known of the highest and the lowest fifth, and how many municipalities are in none."""
    if not need.table["municipalities"].all():
        return ()
    unsure = int(need.table["municipalities_not_known"].iloc[[0, -1]].sum())
    said = [say("need.unsure", language, n=unsure)] if unsure else []
    said += [say("need.no_value", language, n=len(need.without_value))] if len(need.without_value) else []
    return tuple(said)


def describe_scatter(indicator: Indicator, scatter: NeedScatter, language: str) -> str:
    """The rank correlation with its uncertainty and the number of places; that it may be none, where that is so."""
    found = scatter.correlation
    left = len(scatter.rows) - found.pairs
    missing = f" {say('need.scatter_left', language, n=left)}" if left else ""
    if not found.is_told:
        return say("need.correlation_none", language, n=found.pairs) + missing
    value, low, high = (fixed(part, language, 2) for part in (found.value, found.low, found.high))
    said = say(
        "need.correlation", language, name=short_name(indicator, language), value=value, low=low, high=high, n=found.pairs,
    )  # fmt: skip
    return (said if found.is_sure else f"{said} {say('need.correlation_unsure', language)}") + missing


def criterion_name(criterion: Criterion, language: str) -> str:
    """An indicator, and which of its values come first."""
    return say(f"need.criterion.{criterion.direction.value}", language, name=short_name(criterion.indicator, language))


def describe_ranks(ranks: NeedRanks, language: str) -> str:
    """By what white spots are ranked, which come first, and how much the order rests on one of the criteria."""
    criteria = listing([criterion_name(item, language) for item in ranks.criteria], language)
    ranked = ranks.table[ranks.table["position"].notna()]
    if ranked.empty:
        return say("need.ranked_none", language, criteria=criteria)
    names = listing(ranked["municipality"].head(_NAMED).tolist(), language)
    said = say("need.ranked", language, n=len(ranked), criteria=criteria, names=names)
    if len(ranks.criteria) < 2:
        return said
    moves = ranks.largest_shift[ranked.index].astype("int64")
    return f"{said} {say('need.ranked_moves', language, shift=round(float(moves.median())), most=int(moves.max()))}"
