"""Which place the page is asked for, how it is counted; and a perimeter of one's own."""

from dataclasses import dataclass

import streamlit as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language, say
from wallonia_map.model import RoleRule, Selection, Theme, Vintage
from wallonia_map.questions.perimeters import is_perimeter_text, perimeters
from wallonia_map.questions.territory import OWN, TerritoryKind, own_perimeter, territory_codes, territory_of, territory_title
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.ui.frame import address, navigation, page_parts, spelling, widgets
from wallonia_map.ui.frame.page_state import Field, PageState, Values, key, one
from wallonia_map.ui.place.index import places_by_kind
from wallonia_map.ui.shared import perimeter
from wallonia_map.ui.shared.name_index import name_index
from wallonia_map.ui.shared.vintage_and_rule import rule_control, vintage_control
from wallonia_map.views.view import municipality_of

PAGE, PARAMETER = "place", "code"
#: The field of the theme that who could help is asked for.
HELP = "help"
#: What a link may call one's own perimeter.
PERIMETER = "perimeter"
STATE = PageState(PAGE, {
    PARAMETER: Field(), "vintage": Field(Vintage, lambda: (Vintage.default().value,)),
    "role": Field(list(RoleRule), (RoleRule.STRICT.value,)), "nis": Field(undo=False), PERIMETER: Field(undo=False),
    HELP: Field(undo=False),
})  # fmt: skip
_NOT_FOUND = "_place_not_found"
#: So much of a code that is not known is repeated.
_SHOWN = 60


@dataclass(frozen=True)
class PlaceChoice:
    """The place of the page, empty where there is none; `not_found` is what was asked for and is not known; `nis` is chosen on its map."""

    code: str
    vintage: Vintage
    rule: RoleRule
    help_theme: str = ""
    not_found: str = ""
    nis: str | None = None


class OwnPlace(perimeter.PerimeterField):
    """The field of the place where it holds one's own perimeter: any other place gives way to one that is made."""

    @property
    def values(self) -> tuple[str, ...]:
        """The perimeter that it holds."""
        return tuple(value for value in super().values if is_perimeter_text(value))


def choice(atlas: Atlas) -> PlaceChoice:
    """What the link or the list says, looked up: `code`, or `perimeter` as links to a filter write it."""
    given = address.parameters() if STATE.comes_from_url else {}
    asked = next(iter((*given.get(PERIMETER, ()), *given.get(PARAMETER, ()))), "")

    def check(values: Values) -> Values:
        vintage = next((name for name in values["vintage"] if name in set(Vintage)), Vintage.default().value)
        found = _code(atlas, asked or one(values, PARAMETER), Vintage(vintage))
        themes = tuple(theme for theme in values[HELP] if theme in Theme.ids())
        nis = municipality_of(one(values, "nis"), Selection(vintage=Vintage(vintage)), atlas)
        settled = {PARAMETER: (found,) if found else (), "vintage": (vintage,), "nis": (nis,) if nis else (), PERIMETER: (), HELP: themes}
        return values | settled

    chosen = STATE.begin(check)
    code, vintage = one(chosen, PARAMETER), Vintage(one(chosen, "vintage"))
    if STATE.comes_from_url or asked:
        st.session_state[_NOT_FOUND] = "" if code else asked[:_SHOWN]
    not_found = "" if code else st.session_state.get(_NOT_FOUND, "")
    return PlaceChoice(code, vintage, RoleRule(one(chosen, "role")), one(chosen, HELP), not_found, one(chosen, "nis") or None)


def choose_municipality(nis: str) -> None:
    """Choose a municipality on the map of the place. For a callback."""
    STATE.set("nis", nis)


def _code(atlas: Atlas, asked: str, vintage: Vintage) -> str:
    """The code of the place that is asked for; empty where there is none, or it is a municipality, which has a page of its own."""
    try:
        found = territory_of(atlas, asked, vintage) if OWN not in asked else own_perimeter(atlas, asked, vintage)
    except UnknownValueError:
        return ""
    return found.code if found and found.kind is not TerritoryKind.MUNICIPALITY else ""


@atlas_cache(32)
def labels(atlas: Atlas, vintage: Vintage, language: Language) -> dict[str, str]:
    """Every place of the list with its name and what it is."""
    return {code: label(atlas, code, vintage, language) for code in territory_codes(atlas)}


def label(atlas: Atlas, code: str, vintage: Vintage, language: Language) -> str:
    """The name of a place and what it is."""
    territory = territory_of(atlas, code, vintage)
    return f"{territory_title(atlas, territory, vintage, language)} ({say(f'compare.kind.{territory.kind.value}', language)})"


def chooser(atlas: Atlas, chosen: PlaceChoice, language: Language) -> None:
    """The searchable list, the vintage and the rule; below, a perimeter to put together."""
    own = {chosen.code: label(atlas, chosen.code, chosen.vintage, language)} if OWN in chosen.code else {}
    listed = labels(atlas, chosen.vintage, language) | own
    spelling.teach(listed.values())
    with st.container(horizontal=True, vertical_alignment="bottom", key="place_ask"):  # by this name the row has its height at once
        widgets.selectbox(
            say("place.choose", language), listed, key=key(PAGE, PARAMETER), clearable=True, width=420, filter_mode="contains",
            placeholder=say("explore.pick", language),
        )  # fmt: skip
        vintage_control(PAGE, language)
        rule_control(PAGE, language)
    asked = Selection(rule=chosen.rule, vintage=chosen.vintage, perimeters=perimeters(list(own), atlas, chosen.vintage))
    field = OwnPlace(STATE, PARAMETER)
    perimeter.buttons(atlas, field, asked, language)
    perimeter.dialog(atlas, field, asked, language)


def ask(atlas: Atlas, chosen: PlaceChoice, language: Language) -> None:
    """What the page is for, or that the place of the link is not known; and the way to a municipality's own page."""
    if chosen.not_found:
        page_parts.result(say("place.not_found", language, code=chosen.not_found))
    else:
        page_parts.lead(say("place.lead", language))
    known = chosen.not_found in atlas.municipalities(chosen.vintage).index
    st.page_link(
        navigation.pages(language)["municipality"], label=say("place.to_municipality", language), icon=navigation.MENU["municipality"],
        query_params=navigation.link({"nis": chosen.not_found} if known else {}, language),
    )  # fmt: skip
    name_index(places_by_kind(atlas, chosen.vintage, language), language)
