from wallonia_map.model import CountingRule, Programme, RoleRule, Selection, Vintage
from wallonia_map.questions.coverage import REGION
from wallonia_map.questions.perimeters import is_perimeter_text, perimeters
from wallonia_map.ui.compare import programmes, question, territories
from wallonia_map.ui.frame import app_data, link_notice, navigation
from wallonia_map.ui.frame.page_state import Field, PageState, one
from wallonia_map.ui.shared import place_filters
from wallonia_map.views.category_summary import change_summary
from wallonia_map.views.view import every_code

language = navigation.language()
atlas = app_data.atlas()
state = PageState("compare", {
    "mode": Field(("programmes", "territories"), ("programmes",)), "a": Field(list(Programme), (Programme.compared()[0],)),
    "b": Field(list(Programme), (Programme.compared()[1],)), "t": Field(most=question.MOST), "ref": Field(default=(REGION,)), "nis": Field(every_code(atlas), undo=False),
    "programme": Field(list(Programme), most=6), "share": Field(list(CountingRule), (CountingRule.EQUAL.value,)),
    "vintage": Field(list(Vintage), (Vintage.default().value,)), "role": Field(list(RoleRule), (RoleRule.STRICT.value,)),
    **place_filters.place_fields(),
})  # fmt: skip
chosen = state.begin(lambda values: territories.check(place_filters.checked(values, atlas), atlas))

places = place_filters.narrowed(Selection(rule=RoleRule(one(chosen, "role")), vintage=Vintage(one(chosen, "vintage"))), chosen, atlas)
in_programmes = one(chosen, "mode") == "programmes"
summary = change_summary(chosen, atlas, language) if in_programmes and one(chosen, "a") != one(chosen, "b") else None
made = perimeters([code for code in (*chosen["t"], *chosen["ref"], *chosen["perimeter"]) if is_perimeter_text(code)], atlas, places.vintage)

link_notice.notice(atlas, state, language, dict.fromkeys(("t", "ref"), territories.linked_codes(atlas, places.vintage)))
question.row(atlas, state, chosen, places=places, made=made, summary=summary, language=language)
if in_programmes:
    programmes.show(atlas, state, summary, places, language)
else:
    territories.show(atlas, chosen, Selection(rule=places.rule, vintage=places.vintage), language)
