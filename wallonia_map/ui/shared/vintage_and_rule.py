"""The two controls that several pages have: of which year the municipalities are, and which roles count."""

from wallonia_map.i18n import Language, say
from wallonia_map.model import RoleRule, Vintage
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import key


def vintage_control(page: str, language: Language) -> None:
    """Draw the choice of the municipalities' vintage, field `vintage` of `page`."""
    vintages = {item.value: item.value for item in Vintage}
    widgets.segmented_control(
        say("explore.vintage", language), vintages, key=key(page, "vintage"), required=True, help=meaning("vintage", language)
    )


def rule_control(page: str, language: Language) -> None:
    """Draw the choice of the role rule, field `role` of `page`."""
    rules = {item.value: say(f"rule.{item.value}.short", language) for item in RoleRule}
    widgets.segmented_control(
        say("filter.rule", language), rules, key=key(page, "role"), required=True, help=say("meter.how_text", language)
    )
