from wallonia_map.model import Indicator, Programme, RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.need_ranks import MOST_CRITERIA, every_criterion
from wallonia_map.questions.peers import MOST_LIKENESS
from wallonia_map.ui.frame import app_data, link_notice, navigation
from wallonia_map.ui.frame.page_state import Field, PageState, one
from wallonia_map.ui.shared import place_filters
from wallonia_map.ui.white_spots import question, ranked, sections, tabs
from wallonia_map.views.category_summary import overlap_summary
from wallonia_map.views.overlap_parts import whole_of
from wallonia_map.views.view import every_code

language = navigation.language()
atlas = app_data.atlas()
state = PageState("white", {
    "kind": Field(("programmes", "themes"), ("programmes",)),
    "programmes": Field(list(Programme), sections.first_parts("programmes"), most=3),
    "themes": Field(list(Theme), sections.first_parts("themes"), most=3),
    "nis": Field(every_code(atlas), undo=False), "theme": Field(list(Theme), sections.first_parts("themes")[:1]), "same": Field(("province", "language"), most=2),
    "like": Field(list(Indicator), most=MOST_LIKENESS),
    "need": Field(list(every_criterion()), most=MOST_CRITERIA), "vintage": Field(list(Vintage), (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    **place_filters.place_fields(),
})  # fmt: skip
came = state.comes_from_url
chosen = state.begin(lambda values: place_filters.checked(ranked.check(values), atlas))
kind, vintage, rule = one(chosen, "kind"), Vintage(one(chosen, "vintage")), RoleRule(one(chosen, "role"))
plain = place_filters.narrowed(Selection(rule=rule, vintage=vintage), chosen, atlas)

link_notice.notice(atlas, state, language)
summary, whole = overlap_summary(chosen, atlas, language), whole_of(kind, chosen[kind], plain)
question.row(atlas, state, chosen, plain=plain, summary=summary, language=language)
sections.answer(atlas, summary, whole, sections.row_choice(state, "rows", one(chosen, "nis")), language)
tabs.tabs(tabs.Answer(atlas, state, chosen, summary, whole, language), is_arrival=came)
