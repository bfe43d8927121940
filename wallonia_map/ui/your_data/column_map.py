"""A column of the visitor's table as a view like any other: map, legend, histogram, comparison, scene, files."""

from html import escape

import streamlit as st

from wallonia_map.i18n import Language, decimal, number, say
from wallonia_map.model import Level, Programme, RoleRule
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import page_parts, widgets
from wallonia_map.ui.shared import drawing, map_panel, scene_button
from wallonia_map.ui.shared.documents import documents
from wallonia_map.ui.shared.legend import legend
from wallonia_map.ui.your_data.own_table import OwnTable, number_columns
from wallonia_map.uploads.variable_kinds import VariableKind
from wallonia_map.views.class_choice import BoundsError, ClassChoice, read_bounds
from wallonia_map.views.own_column import OwnColumn, own_column
from wallonia_map.views.own_display import ONLY, ColumnDisplay, display_params
from wallonia_map.views.own_summary import OwnColumnSummary, own_summary
from wallonia_map.views.own_words import comparison, figure
from wallonia_map.views.talk import OWN_PAGE

#: What a visitor's column can become: what a built-in view becomes; without a programme, none tells of initiatives.
KINDS = ("png", "svg", "pdf", "report", "pptx", "html", "xlsx", "geojson", "gpkg")
_EXAMPLE = (10.0, 50.0, 250.5)


def own_map(atlas: Atlas, own: OwnTable, language: Language) -> None:
    """The column that is chosen, as a view."""
    st.header(say("your_data.map", language), anchor=False)
    if own.report.level is not Level.MUNICIPALITY:
        st.info(say("own_read.no_map", language), icon=":material/map:")
        return
    columns = number_columns(own)
    if not columns:
        st.info(say("your_data.none", language))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = _pick(say("your_data.show", language), columns, f"own_show_{own.table.name}", language) or columns[0]
        column = _column(own, name)
        per = False if column.is_rate else st.toggle(say("your_data.normalise", language), key="own_per")
        look = _compared(per, language)
    summary = own_summary(column, look, atlas, language)
    with st.container():  # what stands below keeps its place, whatever is told here
        if not summary.as_circles:
            look = _classed(look, language)
            summary = own_summary(column, look, atlas, language)
    told = "your_data.circles" if summary.as_circles else "own.negative" if not (column.is_rate or per) else ""
    with st.container():
        if told:
            st.caption(say(told, language))
    page_parts.text_alternative(summary.sentence)
    left, right = st.columns([7, 4], gap="large")
    with left:
        map_panel.draw(summary, key="own_map", quiet=True, label="map_label.quiet")
    with right:
        legend(summary, map_key="own_map", spread=True)
        if look.programme:
            st.html(_table(summary))
    scene_button.add_button(OWN_PAGE, display_params(look), summary.title, language, own=column)
    st.caption(say("own.added_kept", language))
    documents(summary, "", KINDS)


def _column(own: OwnTable, name: str) -> OwnColumn:
    is_rate = next(one.kind for one in own.variables if one.column == name) is VariableKind.RATE
    values = own.joined.table.set_index("nis")[name].astype("float64")
    return own_column(name, values, vintage=own.report.vintage, is_rate=is_rate, file=own.table.name)


def _pick(label: str, options: list[str], key: str, language: Language) -> str | None:
    return widgets.selectbox(label, {name: name for name in options}, key=key, width=320, placeholder=say("explore.pick", language))


def _compared(per: bool, language: Language) -> ColumnDisplay:
    """The programme that the column is compared with, the rule, and the places that are left."""
    pick = say("explore.pick", language)
    programmes = {"": say("own.compare_none", language)} | {item.value: say(f"programme.{item.value}", language) for item in Programme}
    programme = widgets.selectbox(say("own.compare", language), programmes, key="own_programme", width=320, placeholder=pick)
    if not programme:
        return ColumnDisplay(per=per)
    extended = st.toggle(say("own.extended", language), key="own_role")
    parts = {item: say(f"own.only_{item or 'all'}", language) for item in ("", *ONLY)}
    only = widgets.selectbox(say("own.only", language), parts, key="own_only", width=320, placeholder=pick)
    return ColumnDisplay(per=per, programme=programme, rule=RoleRule.EXTENDED if extended else RoleRule.STRICT, only=only or "")


def _classed(look: ColumnDisplay, language: Language) -> ColumnDisplay:
    """How the classes are drawn; bounds that are typed are checked, and told what is wrong with them."""
    example = "\N{NO-BREAK SPACE}; ".join(decimal(value, language, 2) for value in _EXAMPLE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        methods = {item.value: say(f"class_choice.{item.value}", language) for item in ClassChoice}
        method = widgets.selectbox(
            say("your_data.method", language), methods, key="own_method", width=320, placeholder=say("explore.pick", language)
        )
        choice = ClassChoice(method or ClassChoice.QUANTILES)
        bounds: tuple[float, ...] = ()
        if choice is ClassChoice.MANUAL:
            typed = st.text_input(
                say("class_choice.bounds", language), key="own_bounds", max_chars=200, width=420, placeholder=example,
                help=say("class_choice.bounds_help", language, example=example),
            )  # fmt: skip
    if choice is not ClassChoice.MANUAL:
        return ColumnDisplay(look.per, choice, (), look.programme, look.rule, look.only)
    try:
        bounds = read_bounds(typed or "", language)
    except BoundsError as error:
        wrong = say(f"class_choice.{error.reason}", language, text=error.text, example=decimal(_EXAMPLE[-1], language, 2))
        (st.info if error.reason == "none" else st.error)(wrong, icon=":material/straighten:")
    return ColumnDisplay(look.per, choice, bounds, look.programme, look.rule, look.only)


def _table(summary: OwnColumnSummary) -> str:
    """The column among covered and other municipalities; what is not known stands apart."""
    table, language = comparison(summary), summary.language
    header = [say("own.group", language), *(say(f"own.{group}", language) for group in table.index)]
    counts = [[say(f"own.value_{name}", language), *(number(int(n), language) for n in table[name])] for name in ("known", "unknown")]
    names = ["median", "least", "most", *(["total"] if table["total"].notna().any() else [])]
    figures = [[say(f"own.{name}", language), *("—" if n != n else figure(float(n), language) for n in table[name])] for name in names]
    rows = [[escape(cell) for cell in row] for row in (*counts, *figures)]
    caption = f"{say('own.table', language)} — {summary.programme_name}"
    return drawing.table(header, rows, numbers=range(1, len(header)), caption=caption)
