"""Territories side by side: choice, table, proof, two maps at one scale."""

import streamlit as st

from wallonia_map.i18n import Language, say
from wallonia_map.model import CountingRule, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import REGION
from wallonia_map.questions.perimeters import is_perimeter_text, perimeter_text, perimeters
from wallonia_map.questions.territories import proof
from wallonia_map.questions.territory import territory_of, territory_selection
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.compare import sections
from wallonia_map.ui.frame import spelling, widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import PageState, Values, key, one
from wallonia_map.ui.shared import map_panel, perimeter, sensitivity, talk_state
from wallonia_map.ui.shared.legend import legend
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import View, municipality_of, view_params

PAGE = "compare"
MOST = 4


def check(values: Values, atlas: Atlas) -> Values:
    """The page's values with its territories looked up, municipalities and perimeters in the codes of its vintage."""
    vintage = Vintage(next((item for item in values["vintage"] if item in set(Vintage)), Vintage.default()))
    listed = frozenset(sections.options(atlas, vintage))

    def known(code: str) -> list[str]:
        if code in listed:
            return [code]
        led = municipality_of(code, Selection(vintage=vintage), atlas)  # a code of before or after a merger
        return [led] if led else [perimeter_text(made) for made in perimeters([code], atlas, vintage)]

    return values | {name: tuple(dict.fromkeys(found for code in values[name] for found in known(code))) for name in ("t", "ref")}


def show(atlas: Atlas, state: PageState, chosen: dict[str, tuple[str, ...]], language: Language) -> None:
    """The page in its « territories » mode."""
    vintage = Vintage(one(chosen, "vintage"))
    made = perimeters([code for code in (*chosen["t"], *chosen["ref"], *chosen["perimeter"]) if is_perimeter_text(code)], atlas, vintage)
    own = {text: sections.label(atlas, text, vintage, language) for text in map(perimeter_text, made)}
    labels = own | sections.searched_labels(atlas, vintage, language)

    def name(code: str) -> str:
        return labels.get(code, code)

    spelling.teach(labels.values())
    left, right = st.columns([3, 2])
    pick = say("explore.pick", language)
    with left:
        widgets.multiselect(
            say("compare.territories", language), labels, key=key(PAGE, "t"), max_selections=MOST, select_all=False, filter_mode="contains",
            placeholder=pick, persist_state="session",
        )  # fmt: skip
        field = perimeter.PerimeterField(state, "t")
        asked = Selection(rule=RoleRule(one(chosen, "role")), vintage=vintage, perimeters=made)
        perimeter.buttons(atlas, field, asked, language)
        perimeter.dialog(atlas, field, asked, language)
    with right:
        widgets.selectbox(say("compare.reference", language), labels, key=key(PAGE, "ref"), placeholder=pick, persist_state="session")
    widgets.multiselect(
        say("filter.programme", language), {item.value: say(f"programme.{item.value}", language) for item in Programme},
        key=key(PAGE, "programme"), help=meaning("lag", language), select_all=False, placeholder=say("explore.choose", language),
        persist_state="session",
    )  # fmt: skip
    rules = {item.value: say(f"counting.{item.value}", language) for item in CountingRule}
    widgets.segmented_control(
        say("counting.label", language), rules, key=key(PAGE, "share"), required=True, help=meaning("counting", language),
        persist_state="session",
    )  # fmt: skip
    selection = Selection(programmes=chosen["programme"], rule=RoleRule(one(chosen, "role")), vintage=vintage)
    rule = CountingRule(one(chosen, "share"))
    territories = list(chosen["t"])
    if not territories:
        st.info(say("compare.empty", language), icon=":material/add_location_alt:")
    reference = one(chosen, "ref") or REGION
    sections.side_by_side(atlas, [*territories, *([reference] if reference not in territories else [])], selection, rule, language)
    statements = {
        name(code): _inside(atlas, code, selection) for code in [*territories, *([reference] if reference not in territories else [])]
    }
    sensitivity.do_they_hold(atlas, {title: asked for title, asked in statements.items() if asked is not None}, language)
    sections.proof_lines(proof(atlas, selection, rule), language)
    if len(territories) >= 2:
        _maps(atlas, territories[:2], selection, language)


def _inside(atlas: Atlas, code: str, selection: Selection) -> Selection | None:
    """The selection within one territory; None where no member is known."""
    return territory_selection(atlas, territory_of(atlas, code, selection.vintage), selection)


def _maps(atlas: Atlas, codes: list[str], selection: Selection, language: Language) -> None:
    st.header(say("compare.maps", language), anchor=False)
    for number, (column, code) in enumerate(zip(st.columns(2, gap="large"), codes, strict=True)):
        inside = _inside(atlas, code, selection)
        if inside is None:
            continue
        with column:
            name = sections.label(atlas, code, selection.vintage, language)
            st.markdown(f"**{name}**")
            summary = view_summary(atlas, View(inside), language)
            map_panel.draw(summary, key=f"compare_{number}", height=360, quiet=True, label="map_label.quiet", name=name)
            legend(summary, map_key=f"compare_{number}")
            title = sections.label(atlas, code, selection.vintage, language)
            talk_state.add_button("explore", view_params(View(inside)), title, language, name=f"_{number}")
