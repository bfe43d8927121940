"""The choice of a likeness: by population, density and character, or by up to three official figures."""

from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator
from wallonia_map.questions.peers import MOST_LIKENESS
from wallonia_map.ui.frame import widgets
from wallonia_map.views.indicator_words import short_name


def likeness_choice(key: str, language: Language) -> None:
    """A select box of figures; none chosen is the likeness that stands in its place."""
    options = {item.value: short_name(item, language) for item in Indicator}
    widgets.multiselect(
        say("peers.choose", language), options, key=key, max_selections=MOST_LIKENESS, select_all=False, placeholder=say("peers.usual", language),
        help=say("peers.choose_help", language), width=380,
    )  # fmt: skip
