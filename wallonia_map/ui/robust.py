"""« Does it hold? »: the statement of the page, counted otherwise; worked out only when it is asked."""

from html import escape

import streamlit as st

from wallonia_map.atlas import Atlas
from wallonia_map.i18n import Language, listing, number, percent, say
from wallonia_map.robustness import CHOROPLETHS, classification_changes, coverage_variants
from wallonia_map.ui import drawing
from wallonia_map.view import View

MOST_NAMED = 40


def does_it_hold(atlas: Atlas, view: View, language: Language) -> None:
    """The coverage under other rules, and the map under other classifications."""
    with st.expander(say("robust.title", language), icon=":material/rule:", key="robust", on_change="rerun") as opened:
        if not opened.open:
            return
        st.write(say("robust.lead", language))
        st.html(_variants(atlas, view, language))
        if view.measure in CHOROPLETHS:
            st.write(say("robust.classes", language))
            _classifications(atlas, view, language)


def _variants(atlas: Atlas, view: View, language: Language) -> str:
    table = coverage_variants(atlas, view.selection)
    header = [say(f"robust.column_{name}", language) if name == "variant" else say(f"legend.columns_{name}", language)
              for name in ("variant", "municipalities", "inhabitants")]  # fmt: skip
    rows = [
        [escape(say(f"robust.variant.{variant}", language)),
         escape(f"{number(row['municipalities_covered'], language)} ({percent(float(row['share_municipalities']), language)})"),
         escape(f"{number(row['inhabitants_covered'], language)} ({percent(float(row['share_inhabitants']), language)})")]
        for variant, row in table.iterrows()
    ]  # fmt: skip
    return drawing.table(header, rows, numbers=(1, 2))


def _classifications(atlas: Atlas, view: View, language: Language) -> None:
    found = classification_changes(atlas, view.selection, view.measure, view.counting, language=language)
    rows = []
    for method, row in found.summary.iterrows():
        changed = int(row["municipalities_changed"])
        rows.append([escape(say(f"robust.method.{method}", language)), escape(say("robust.changed", language, n=changed))])
    st.html(drawing.table([say("robust.column_method", language), ""], rows))
    names = list(found.municipalities["municipality"])
    told = listing(names[:MOST_NAMED], language) + (" …" if len(names) > MOST_NAMED else "")
    if names:
        st.html(f"<details class='more'><summary>{escape(say('robust.list', language))}</summary><p>{escape(told)}</p></details>")
