"""Parts of Explore: what the map shows, and an official figure by territory."""

from html import escape

from wallonia_map.i18n import Language, say
from wallonia_map.model import CountingRule
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.frame import widgets
from wallonia_map.ui.shared import drawing
from wallonia_map.views.indicator_summary import IndicatorSummary
from wallonia_map.views.measures import Measure
from wallonia_map.views.territory_lines import territory_header, territory_lines
from wallonia_map.views.view import View


def measure_choice(view: View, language: Language) -> None:
    """What the map shows and, for money, how an amount shared by several municipalities counts."""
    widgets.selectbox(
        say("measure.label", language), {item.value: say(f"measure.{item}", language) for item in Measure}, key=key("show"), width=250,
        label_visibility="collapsed",
        placeholder=say("explore.pick", language),
    )  # fmt: skip
    if view.measure is Measure.SUBSIDY:
        widgets.selectbox(
            say("counting.label", language), {item.value: say(f"counting.{item}", language) for item in CountingRule}, key=key("share"),
            width=250, label_visibility="collapsed", placeholder=say("explore.pick", language), persist_state="session",
        )  # fmt: skip


def territories_html(summary: IndicatorSummary) -> str:
    """The official figure of the whole and of each province, with what kind of figure it is."""
    language = summary.language
    lines = territory_lines(summary.atlas, summary.indicator, summary.view.selection, language)
    rows = [[escape(text) for text in (line.name, line.value, line.basis, line.known)] for line in lines]
    table = drawing.table(territory_header(language), rows, numbers=(1, 3), caption=say("official.by_territory", language))
    return f'{table}<p class="note">{escape(say("official.by_territory_note", language))}</p>' if rows else ""
