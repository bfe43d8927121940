"""What is said of municipalities of which it is not known whether they are covered: how many, up to what, and why."""

from collections.abc import Collection

from wallonia_map.i18n import area, listing, number, percent, say
from wallonia_map.model import RoleRule
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.selection import Selected
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title


def share_written(low: float, high: float, language: str) -> str:
    """« 45–48 % »: the share for sure and the share at most, each from 0 to 1; one figure where both read the same."""
    least, most = percent(low, language), percent(high, language)
    figure = least.rstrip("%\u202f\u00a0 ")
    return least if least == most else f"{figure}–{most}"


def share_said(low: float, high: float, language: str) -> str:
    """« 45 à 48 % », as a sentence has it: in words and held together, where a line of text would break after a dash."""
    least, most = percent(low, language), percent(high, language)
    return least if least == most else _said(least.rstrip("%\u202f\u00a0 "), most, language)


def count_said(low: int, high: int, language: str) -> str:
    """« 53 à 55 » of something, as a sentence has it; one figure where both are the same."""
    return number(low, language) if low == high else _said(number(low, language), number(high, language), language)


def _said(low: str, high: str, language: str) -> str:
    return say("not_known.range", language, low=low, high=high).replace(" ", "\u00a0")


def count_range(coverage: Coverage, language: str) -> str:
    """« 231 » municipalities, or « 231 to 232 » where of some it is not known."""
    low, high = coverage.municipalities_covered, coverage.most[0]
    return number(low, language) if low == high else say("not_known.range", language, low=low, high=high)


def coverage_range(coverage: Coverage, rule: RoleRule, language: str) -> str:
    """Of how many municipalities it is not known, and from what to what coverage then goes; empty where all is known."""
    unsure = coverage.municipalities_not_known
    if not unsure:
        return ""
    municipalities, inhabitants, surface = coverage.most
    if not coverage.municipalities_covered:
        return say(
            "not_known.only", language, n=unsure, of=coverage.municipalities, inhabitants=coverage.inhabitants_not_known,
            area=area(coverage.area_not_known_km2, language), rule=say(f"rule.{rule.value}.in_sentence", language),
        )  # fmt: skip
    return say(
        "not_known.sentence", language, n=unsure, low=coverage.municipalities_covered, high=municipalities,
        low_inhabitants=coverage.inhabitants_covered, high_inhabitants=inhabitants,
        low_area=number(coverage.area_covered_km2, language), high_area=area(surface, language),
    )  # fmt: skip


def undated_told(selected: Selected, language: str, message: str = "years.undated") -> str:
    """How many initiatives have no known start year, where the selection asks for the state at the end of one; empty where none is without."""
    return say(message, language, n=len(selected.undated), year=str(selected.selection.until)) if len(selected.undated) else ""


def why_not_known(atlas: Atlas, selected: Selected, language: str, *, among: Collection[str] | None = None) -> list[str]:
    """One sentence per initiative with possible participations: whose they are, and why it is not known.

    `among` are the municipalities that matter; without it, those of which the selection says « not known ». Of what has no year,
    `undated_told` says it once.
    """
    asked = selected.not_known if among is None else among
    rows = selected.possible[selected.possible["nis"].isin(asked) & ~selected.possible["initiative_id"].isin(selected.undated.index)]
    reasons = atlas.initiatives["possible_reason"]
    vintage = selected.selection.vintage
    return [
        say(
            "not_known.why", language, title=initiative_title(atlas, str(identifier), language),
            names=listing([atlas.municipality_name(str(nis), vintage, language) for nis in own], language),
            reason=atlas.texts.say(str(reasons[identifier]), language),
        )
        for identifier, own in rows.groupby("initiative_id")["nis"]
    ]  # fmt: skip
