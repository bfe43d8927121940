"""What is said of a perimeter while it is made: how large, whether in one piece, against the groups, which white spots."""

from collections.abc import Sequence

from wallonia_map.i18n import area, listing, number, say
from wallonia_map.model import Programme, Selection
from wallonia_map.place import Bounds
from wallonia_map.questions.perimeter_bounds import BoundCheck, bound_checks
from wallonia_map.questions.perimeter_facts import PerimeterFacts, PeriodFacts
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import lag_name

#: The bounds in the order of the fields of `Bounds`: end and measure → what it is called.
BOUND_NAMES = {
    ("least", "municipalities"): "perimeter.bound.least_municipalities", ("most", "municipalities"): "perimeter.bound.most_municipalities",
    ("least", "inhabitants"): "perimeter.bound.least_inhabitants", ("most", "inhabitants"): "perimeter.bound.most_inhabitants",
}  # fmt: skip
#: Names that a sentence says before it says how many more there are.
MOST_NAMES = 12


def perimeter_lines(
    atlas: Atlas, facts: PerimeterFacts, selection: Selection, language: str, bounds: Bounds | None = None
) -> list[tuple[str, list[str]]]:
    """The facts in words, told against `bounds`: a heading and its sentences each; figures are those of `facts`."""

    def few(names: list[str]) -> str:
        more = [say("perimeter.more", language, n=len(names) - MOST_NAMES)] if len(names) > MOST_NAMES + 1 else []
        return listing([*names[: MOST_NAMES if more else None], *more], language)

    def named(codes: Sequence[str]) -> str:
        return few(sorted((atlas.municipality_name(code, selection.vintage, language) for code in codes), key=normalise))

    def of_period(period: PeriodFacts) -> list[str]:
        groups = [
            say("perimeter.share", language, name=lag_name(atlas, one.group, language), n=len(one.members), of=number(one.size, language))
            for one in period.groups
        ]
        now = period.programme is Programme.newest_groups()  # nobody joins a group of a period that has ended
        none, some = ("perimeter.join", "perimeter.have") if now else ("perimeter.had_none", "perimeter.had")
        return [
            *([say(none, language, n=len(period.without), names=named(period.without))] if period.without else []),
            *([say(some, language, n=len(period.members), groups=few(groups))] if period.members else []),
            *([say("perimeter.unsure", language, n=len(period.possible), names=named(period.possible))] if period.possible else []),
        ]

    checks = bound_checks(bounds or Bounds(), municipalities=len(facts.codes), inhabitants=facts.inhabitants)
    year = selection.population_year or atlas.own_year(selection.vintage)
    size = say("perimeter.size", language, n=len(facts.codes), inhabitants=facts.inhabitants, area=area(facts.area_km2, language))
    apart = [code for part in facts.parts[1:] for code in part]
    piece = (
        say("perimeter.whole", language)
        if facts.is_contiguous
        else say("perimeter.parts", language, n=len(facts.parts), names=named(apart))
    )
    spots = (
        say("perimeter.spots", language, n=len(facts.white_spots), names=named(facts.white_spots), rule=_rule(selection, language))
        if facts.white_spots
        else say("perimeter.spots_none", language, rule=_rule(selection, language))
    )
    return [
        (size, [say("perimeter.basis", language, year=str(year)), piece, *bound_lines(checks, language)]),
        *((say(f"programme.{period.programme.value}", language), of_period(period)) for period in facts.periods),
        (say("page.white_spots", language), [spots]),
    ]


def period_lines(atlas: Atlas, facts: PerimeterFacts, selection: Selection, language: str) -> list[tuple[str, list[str]]]:
    """What `perimeter_lines` says of the groups of each period, without size and white spots."""
    return perimeter_lines(atlas, facts, selection, language)[1:-1]


def bound_lines(checks: Sequence[BoundCheck], language: str) -> list[str]:
    """Each bound, what the perimeter has, and by how much it misses it."""
    lines = []
    for check in checks:
        said = say(BOUND_NAMES[check.end, check.measure], language)
        verdict = "kept" if check.is_kept else "too_few" if check.end == "least" else "too_many"
        written = say(f"perimeter.{verdict}", language, value=number(check.value, language), n=number(check.difference, language))
        lines.append(say("panel.labelled", language, name=f"{said} {number(check.bound, language)}", value=written))
    return lines


def _rule(selection: Selection, language: str) -> str:
    return say(f"rule.{selection.rule.value}.in_sentence", language)
