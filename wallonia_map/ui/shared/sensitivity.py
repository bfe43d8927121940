"""« Does it hold? »: the statement of the page, counted otherwise; worked out only when it is asked."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from wallonia_map.i18n import Language, listing, number, percent, say
from wallonia_map.model import Selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import markup
from wallonia_map.ui.shared import drawing
from wallonia_map.views.sensitivity import CHOROPLETHS, classification_changes, count_variants, coverage_variants, variant_name
from wallonia_map.views.view import View

MOST_NAMED = 40


def how_it_holds(atlas: Atlas, view: View, language: Language) -> None:
    """The coverage under other rules, and the map under other classifications."""
    with st.spinner(say("steps.working", language)):
        st.write(say("robust.lead", language))
        markup.html(_variants(atlas, view.selection, language))
        if view.measure in CHOROPLETHS:
            st.write(say("robust.classes", language))
            _classifications(atlas, view, language)


def do_they_hold(atlas: Atlas, statements: Mapping[str, Selection], language: Language) -> None:
    """Several coverage statements by their titles, each under other rules, and how coverage is counted."""
    with st.expander(_counted_and_held(language), icon=":material/rule:", key="robust", on_change="rerun") as opened:
        if not opened.open:
            return
        with st.spinner(say("steps.working", language)):
            st.write(say("meter.how_text", language))
            st.write(say("robust.lead", language))
            markup.html("".join(_variants(atlas, selection, language, title) for title, selection in statements.items()))


def does_the_count_hold(atlas: Atlas, nis: str, selection: Selection, language: Language) -> None:
    """How many initiatives count in one municipality, under the same other rules."""
    with st.expander(_counted_and_held(language), icon=":material/rule:", key="robust", on_change="rerun") as opened:
        if not opened.open:
            return
        st.write(say("steps.counted_note", language))
        st.write(say("robust.lead", language))
        rows = [
            [escape(say(f"robust.variant.{variant}", language)), escape(number(count, language))]
            for variant, count in count_variants(atlas, nis, selection).items()
        ]
        markup.html(drawing.table([say("robust.column_variant", language), say("steps.counted", language)], rows, numbers=(1,)))


def _counted_and_held(language: Language) -> str:
    return f"{say('meter.how', language)} {say('robust.title', language)}"


def _variants(atlas: Atlas, selection: Selection, language: Language, title: str = "") -> str:
    table = coverage_variants(atlas, selection)
    header = [say(f"robust.column_{name}", language) if name == "variant" else say(f"legend.columns_{name}", language)
              for name in ("variant", "municipalities", "inhabitants")]  # fmt: skip
    rows = [
        [escape(variant_name(str(variant), row, language)),
         escape(f"{number(row['municipalities_covered'], language)} ({percent(float(row['share_municipalities']), language)})"),
         escape(f"{number(row['inhabitants_covered'], language)} ({percent(float(row['share_inhabitants']), language)})")]
        for variant, row in table.iterrows()
    ]  # fmt: skip
    return drawing.table(header, rows, numbers=(1, 2), caption=title)


def _classifications(atlas: Atlas, view: View, language: Language) -> None:
    found = classification_changes(atlas, view.selection, view.measure, view.counting, language=language)
    rows = []
    for method, row in found.summary.iterrows():
        changed = int(row["municipalities_changed"])
        rows.append([escape(say(f"robust.method.{method}", language)), escape(say("robust.changed", language, n=changed))])
    markup.html(drawing.table([say("robust.column_method", language), ""], rows))
    names = list(found.municipalities["municipality"])
    told = listing(names[:MOST_NAMED], language) + (" …" if len(names) > MOST_NAMED else "")
    if names:
        markup.html(f"<details class='more'><summary>{escape(say('robust.list', language))}</summary><p>{escape(told)}</p></details>")
