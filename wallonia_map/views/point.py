"""The one sentence of a scene: what proves its title, and nothing beside it."""

from wallonia_map.i18n import decimal, number, say
from wallonia_map.model import RoleRule, Selection
from wallonia_map.place import Character
from wallonia_map.questions.character import features
from wallonia_map.questions.coverage import Coverage
from wallonia_map.questions.places import without_place_filters
from wallonia_map.questions.reconciliation import known_of_published
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.classing import ZERO
from wallonia_map.views.measures import Measure, Measured
from wallonia_map.views.meter_lines import meter_of
from wallonia_map.views.sentences import amounts_not_known


def measure_point(atlas: Atlas, shown: Measured, coverage: Coverage, language: str, *, partial: bool) -> str:
    """What a map of `shown` proves: what is not known of amounts, rural beside urban rates, or coverage in its three shares."""
    chosen = shown.counted.selection
    if shown.measure == Measure.SUBSIDY and (told := amounts_not_known(shown, language, partial=partial)):
        return " ".join(told)
    if shown.measure == Measure.PER_10000:
        character = features(atlas, chosen.vintage, chosen.population_year)["character"].reindex(shown.values.index)
        median = shown.values.dropna().groupby(character).median()
        if {Character.RURAL.value, Character.URBAN.value} <= set(median.index):
            rates = {name: decimal(float(median[name]), language, 1) for name in (Character.RURAL.value, Character.URBAN.value)}
            point = say("point.rates", language, **rates)
            return _minimum(point, atlas, shown, language) if partial else point
    point = coverage_point(coverage, chosen.rule, language)
    return _minimum(point, atlas, shown, language) if partial else point


def coverage_point(coverage: Coverage, rule: RoleRule, language: str) -> str:
    """Coverage in one line: how many municipalities, and the three shares, each a range where some of it is not known."""
    municipalities, inhabitants, surface = meter_of(coverage, language)
    return say(
        "point.coverage", language, rule=say(f"rule.{rule.value}.in_sentence", language), figures=municipalities.figures,
        municipalities=municipalities.share_said, inhabitants=inhabitants.share_said, area=surface.share_said,
    )  # fmt: skip


def _minimum(point: str, atlas: Atlas, shown: Measured, language: str) -> str:
    """That a figure is a minimum, and why: how many projects of its one programme are known, or where none is."""
    chosen = shown.counted.selection
    programmes = chosen.programmes
    known, published = known_of_published(atlas, programmes[0]) if len(programmes) == 1 else (0, 0)
    if known < published:
        return say("point.partial_of", language, point=point, n=known, of=number(published, language))
    without = int((shown.classes == ZERO).sum())
    if shown.measure == Measure.COVERED and without:
        return say(_none_known(chosen), language, point=point, n=without)
    return say("point.partial", language, point=point)


def _none_known(chosen: Selection) -> str:
    """The words for municipalities without a known initiative: of any kind, on the one theme, or of what is selected beside places."""
    everything = Selection(rule=chosen.rule, vintage=chosen.vintage, population_year=chosen.population_year, until=chosen.until)
    filtered = without_place_filters(chosen)
    if filtered == everything:
        return "point.partial_none"
    if len(chosen.themes) == 1 and filtered == everything.replace(themes=chosen.themes):
        return "point.partial_theme_none"
    return "point.partial_chosen_none"
