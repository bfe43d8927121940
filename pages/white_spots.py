import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.model import Indicator, Programme, RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.need_ranks import MOST_CRITERIA, every_criterion
from wallonia_map.questions.peers import MOST_LIKENESS
from wallonia_map.ui.frame import app_data, link_notice, navigation, page_parts, widgets
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import Field, PageState, key, one
from wallonia_map.ui.shared import place_filters, sensitivity
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control
from wallonia_map.ui.white_spots import ranked, sections
from wallonia_map.views.category_summary import overlap_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.overlap_parts import part_name, whole_of
from wallonia_map.views.view import View

language = navigation.language()
atlas = app_data.atlas()
every = {code for vintage in Vintage for code in atlas.municipalities(vintage).index}
state = PageState("white", {
    "kind": Field(("programmes", "themes"), ("programmes",)),
    "programmes": Field(list(Programme), sections.first_parts("programmes"), most=3),
    "themes": Field(list(Theme), sections.first_parts("themes"), most=3),
    "nis": Field(every), "theme": Field(list(Theme), sections.first_parts("themes")[:1]), "same": Field(("province", "language"), most=2),
    "like": Field(list(Indicator), most=MOST_LIKENESS),
    "need": Field(list(every_criterion()), most=MOST_CRITERIA), "vintage": Field(list(Vintage), (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    **place_filters.place_fields(),
})  # fmt: skip
chosen = state.begin(lambda values: place_filters.checked(ranked.check(values), atlas))
kind, vintage, rule = one(chosen, "kind"), Vintage(one(chosen, "vintage")), RoleRule(one(chosen, "role"))
plain = place_filters.narrowed(Selection(rule=rule, vintage=vintage), chosen, atlas)

link_notice.notice(atlas, state, language)
page_parts.heading(say("white_spots.heading", language))
page_parts.lead(say("white_spots.lead", language))
with st.container(horizontal=True, vertical_alignment="bottom"):
    kinds = {item: say(f"white_spots.kind_{item}", language) for item in ("programmes", "themes")}
    widgets.segmented_control(say("white_spots.kind", language), kinds, key=key("white", "kind"), required=True)
    rule_control("white", language)
    vintage_control("white", language)
    place_filters.popover(atlas, state, plain, language)
widgets.multiselect(
    say(f"white_spots.parts.{kind}", language), {part: part_name(kind, part, language) for part in sections.every(kind)}, key=key("white", kind),
    max_selections=3, placeholder=say("explore.pick", language), select_all=False, persist_state="session",
)  # fmt: skip
state.ways_back(language)
parts = chosen[kind]
st.header(say("white_spots.overlap", language), anchor=False)
summary = overlap_summary(chosen, atlas, language)
if summary is None:
    st.info(say("white_spots.too_few", language), icon=":material/join_inner:")
else:
    sections.overlaps(atlas, summary, chosen)
sensitivity.does_it_hold(atlas, View(whole_of(kind, parts, plain), Measure.COVERED), language)
sections.spots(atlas, whole_of(kind, parts, plain), language)
ranked.ranked(atlas, whole_of(kind, parts, plain), chosen["need"], language)
st.header(say("white_spots.help", language), anchor=False, help=meaning("peers", language))
st.write(say("white_spots.help_lead", language))
sections.help_choice(atlas, vintage, language)
sections.helpers(atlas, chosen, rule, vintage, language)
