"""The known subsidies of a place, by programme and counting rule: the same words on its page and in its file."""

from wallonia_map.i18n import euro, say
from wallonia_map.questions.place_profile import DUPLICATES, PlaceProfile
from wallonia_map.views.place_lines import Lines


def subsidy_lines(profile: PlaceProfile, language: str) -> Lines:
    """Known subsidies: a row per counting rule, a column per programme that has any; without rows where none is known."""
    told = profile.subsidies
    rows = tuple((say(f"counting.{rule}", language), *(euro(amount, language) for amount in told[rule])) for rule in told if len(told))
    return Lines(
        (say("counting.label", language), *(_named(str(name), language) for name in told.index)),
        rows,
        say("place.by_rule", language),
    )


def _named(name: str, language: str) -> str:
    return say("place.duplicates" if name == DUPLICATES else f"programme.{name}", language)
