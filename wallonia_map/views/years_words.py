"""What is said of the years: how many initiatives have one, coverage at the end of the year in view, population, how to read it."""

from wallonia_map.i18n import number, say
from wallonia_map.questions.completeness import is_partial
from wallonia_map.questions.years import Years
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.sentences import coverage_sentence


def describe_years(atlas: Atlas, years: Years, language: str) -> str:
    """All that is said of the years, as running text."""
    return " ".join(filter(None, (dated_told(years, language), at_end_told(atlas, years, language), *years_notes(atlas, years, language))))


def dated_told(years: Years, language: str) -> str:
    """Of how many initiatives the start year is known, from when to when, and how many have none."""
    known = years.growth[(years.growth["initiatives"] > 0) & years.growth["start_year"].notna()]["start_year"]
    if not years.listed:
        return say("years.nothing", language)
    if known.empty:
        return say("years.none_dated", language, of=number(years.listed, language))
    first, last = (str(known.iloc[place]) for place in (0, -1))
    span = first if first == last else f"{first}–{last}"
    if not years.undated:
        return say("years.all_dated", language, of=number(years.listed, language), span=span)
    dated = years.listed - years.undated
    return say("years.dated", language, n=years.undated, dated=number(dated, language), of=number(years.listed, language), span=span)


def at_end_told(atlas: Atlas, years: Years, language: str) -> str:
    """What was covered at the end of the year in view, as the map of that year says it; empty where nothing has begun or may have."""
    if not years.listed or years.year is None:
        return ""
    chosen = years.selection
    told = coverage_sentence(years.coverage(years.year), chosen.rule, language, partial=is_partial(atlas, chosen))
    return say("years.at_end", language, year=str(years.year), told=told)


def years_notes(atlas: Atlas, years: Years, language: str) -> tuple[str, ...]:
    """The population from its first known year to its last, how coverage adds up, and which programmes are partial."""
    return tuple(
        filter(None, (_population(years, language), say("years.cumulative", language), completeness_note(atlas, years.selection, language)))
    )


def _population(years: Years, language: str) -> str:
    known = years.growth.dropna(subset=["inhabitants_in_year"])
    if known.empty:
        return say("years.no_population", language)
    first, last = known.iloc[0], known.iloc[-1]
    return say(
        "years.population", language, before=number(first["inhabitants_in_year"], language), first=str(int(first["start_year"])),
        after=number(last["inhabitants_in_year"], language), last=str(int(last["start_year"])),
    )  # fmt: skip
