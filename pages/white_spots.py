import streamlit as st

from wallonia_map.i18n import say
from wallonia_map.model import Indicator, Programme, RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.need_ranks import MOST_CRITERIA, every_criterion
from wallonia_map.questions.peers import MOST_LIKENESS
from wallonia_map.ui.frame import app_data, link_notice, navigation
from wallonia_map.ui.frame.glossary import meaning
from wallonia_map.ui.frame.page_state import Field, PageState, one
from wallonia_map.ui.shared import place_filters, sensitivity
from wallonia_map.ui.white_spots import question, ranked, sections
from wallonia_map.views.category_summary import overlap_summary
from wallonia_map.views.measures import Measure
from wallonia_map.views.overlap_parts import whole_of
from wallonia_map.views.view import View

language = navigation.language()
atlas = app_data.atlas()
every = {code for vintage in Vintage for code in atlas.municipalities(vintage).index}
state = PageState("white", {
    "kind": Field(("programmes", "themes"), ("programmes",)),
    "programmes": Field(list(Programme), sections.first_parts("programmes"), most=3),
    "themes": Field(list(Theme), sections.first_parts("themes"), most=3),
    "nis": Field(every, undo=False), "theme": Field(list(Theme), sections.first_parts("themes")[:1]), "same": Field(("province", "language"), most=2),
    "like": Field(list(Indicator), most=MOST_LIKENESS),
    "need": Field(list(every_criterion()), most=MOST_CRITERIA), "vintage": Field(list(Vintage), (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    **place_filters.place_fields(),
})  # fmt: skip
chosen = state.begin(lambda values: place_filters.checked(ranked.check(values), atlas))
kind, vintage, rule = one(chosen, "kind"), Vintage(one(chosen, "vintage")), RoleRule(one(chosen, "role"))
plain = place_filters.narrowed(Selection(rule=rule, vintage=vintage), chosen, atlas)

link_notice.notice(atlas, state, language)
summary, whole = overlap_summary(chosen, atlas, language), whole_of(kind, chosen[kind], plain)
question.row(atlas, state, chosen, plain=plain, summary=summary, language=language)
sections.answer(atlas, summary, whole, sections.row_choice(state, "rows", one(chosen, "nis")), language)
sections.spots_file(atlas, whole, language)
ranked.ranked(atlas, whole, chosen["need"], sections.row_choice(state, "ranked", one(chosen, "nis")), language)
st.header(say("white_spots.help", language), anchor=False, help=meaning("peers", language))
st.write(say("white_spots.help_lead", language))
sections.help_choice(atlas, vintage, language)
sections.helpers(atlas, chosen, rule, vintage, language)
sensitivity.does_it_hold(atlas, View(whole, Measure.COVERED), language)
if summary is not None:
    st.header(say("white_spots.overlap", language), anchor=False)
    sections.overlap_files(atlas, summary)
