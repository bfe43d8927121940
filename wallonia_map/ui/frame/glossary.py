"""The glossary: the words of the atlas, one press away on every page, and each beside the widget that uses it."""

from collections.abc import Sequence
from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.ui.frame import markup, widgets

#: In the order in which a newcomer needs them.
TERMS = (
    "coverage", "initiative", "lead_partner", "perimeter", "agency", "lag", "refnis", "vintage", "counting", "confidence", "white_spot", "peers",
    "reconciliation", "not_known",
)  # fmt: skip


def glossary(language: Language) -> None:
    """A button that opens all the terms."""
    with widgets.popover(say("glossary.open", language), key="glossary", icon=":material/menu_book:", type="tertiary") as is_open:
        if is_open:
            markup.html(glossary_html(language))


def glossary_html(language: Language) -> str:
    """The terms as a list of definitions."""
    items = "".join(f"<dt>{escape(say(f'glossary.{term}', language))}</dt><dd>{escape(meaning(term, language))}</dd>" for term in TERMS)
    return f'<p class="note">{escape(say("glossary.lead", language))}</p><dl class="glossary">{items}</dl>'


def explained(terms: Sequence[str], language: Language) -> str:
    """Terms beside what uses them where no widget could carry a help: each opens its meaning, by mouse or keyboard."""
    items = "".join(
        f'<details class="term"><summary>{escape(say(f"glossary.{term}", language))}</summary><p>{escape(meaning(term, language))}</p></details>'
        for term in terms
    )
    return f'<div class="terms">{items}</div>'


def meaning(term: str, language: Language) -> str:
    """What a term means here: the help of the widget or heading that uses it."""
    return say(f"glossary.{term}_text", language)
