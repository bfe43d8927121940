"""Coverage against need: what the filters of the page cover of each fifth of an official figure, which the visitor chooses."""

from html import escape

from wallonia_map.export.planner_tables import worded
from wallonia_map.i18n import Language, listing, say
from wallonia_map.model import Indicator
from wallonia_map.questions.need import NeedByFifths
from wallonia_map.ui.explore.choices import key
from wallonia_map.ui.explore.scatter import scatter
from wallonia_map.ui.frame import markup, widgets
from wallonia_map.ui.shared import documents, downloads, drawing, scene_button
from wallonia_map.ui.shared.meter import bar_html
from wallonia_map.ui.shared.table_download import take_away
from wallonia_map.views.indicator_words import indicator_name
from wallonia_map.views.need_chart import NeedChart
from wallonia_map.views.need_summary import NeedSummary, need_summary
from wallonia_map.views.need_words import describe_need
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import view_params

NOT_COVERED = "not-covered"
STATES = (NOT_COVERED, "covered", "not-known")
#: What the comparison can become: a slide, the report, its map.
KINDS = ("pptx", "report", "png", "svg", "pdf")


def need(summary: ViewSummary) -> None:
    """The figure to choose, the sentence with its caution, the fifths as bars, their municipalities, the scene, the files."""
    atlas, language, chosen = summary.atlas, summary.language, summary.view.selection
    shown = summary.view.need or summary.view.measure.indicator
    names = {item.value: indicator_name(item, language) for item in Indicator}
    held = widgets.selectbox(
        say("need.choose", language),
        names,
        key=key("need"),
        default=shown.value if shown else None,
        width=480,
        persist_state="session",  # a tab that is left keeps its choice
    )
    scene = need_summary(atlas, summary.view, Indicator(held or next(iter(names))), language)
    found, params = scene.need, view_params(scene.view)
    said = describe_need(atlas, found, language)
    markup.html(f'<p class="said" role="note">{escape(said)}</p>{fifths_html(scene.chart, language)}')
    scene_button.add_button("explore", params, scene.title, language, name="_need")
    markup.html(_places(scene, found))
    take_away(
        atlas, worded(found.table, language), chosen, language, name="need", called=f"{say('need.file_name', language)}_{held}", said=said,
    )  # fmt: skip
    scatter(scene)
    documents.documents(scene, downloads.permalink(atlas, scene.view, language), KINDS)


def fifths_html(chart: NeedChart, language: Language) -> str:
    """The fifths as a table of bars with their figures, the highest values first."""
    header = [
        say("need.fifth", language),
        say("need.values", language),
        *(say(f"need.{name}", language) for name in ("municipalities", "inhabitants", "area")),
    ]
    rows = []
    for fifth in chart.lines:
        bars = [
            f'{bar_html(line)}<span class="share">{escape(line.share_written)}</span> <span class="note">{escape(line.figures)}</span>'
            for line in fifth.meter
        ]
        rows.append([escape(fifth.name), escape(fifth.values), *bars])
    return f'<div class="meter fifths">{drawing.stack(header, rows, thirds=(3, 3, 3, 3, 3))}</div>'


def _places(scene: NeedSummary, found: NeedByFifths) -> str:
    """The municipalities of each cell, by name, to unfold; where a programme is partial, what is not covered is « none known »."""
    language, vintage = scene.language, scene.view.selection.vintage
    parts = []
    for fifth in reversed(range(1, len(found.table) + 1)):
        told = ""
        for state in STATES:
            places = [scene.atlas.municipality_name(nis, vintage, language) for nis in found.municipalities_of(fifth, state)]
            if places:
                message = "none-known" if scene.is_partial and state == NOT_COVERED else state
                told += f"<p>{escape(say(f'need.{message}', language, n=len(places)))} {escape(listing(sorted(places), language))}</p>"
        parts.append(f'<details class="more"><summary>{escape(say(f"need.part.{fifth}", language))}</summary>{told}</details>')
    return f'<h2 class="small">{escape(say("need.places_heading", language))}</h2>{"".join(parts)}'
