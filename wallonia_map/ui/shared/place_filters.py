"""The filters on place that several pages have: in one popover, with a perimeter of one's own."""

from collections.abc import Mapping

from wallonia_map.i18n import Language, say
from wallonia_map.model import Level, Selection, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.places import groups_of_every_period, with_places_of
from wallonia_map.questions.selection import from_params, to_params
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.tables.names import territories_by_name
from wallonia_map.ui.frame import spelling, widgets
from wallonia_map.ui.frame.page_state import Field, PageState, Values, key
from wallonia_map.ui.shared import perimeter
from wallonia_map.views.place_words import group_label

#: Field of a selection → parameter of a link, for the filters that the popover draws.
PARAMETERS = {
    "provinces": "province", "arrondissements": "arrondissement", "communities": "community", "characters": "character", "groups": "group",
    "perimeters": "perimeter",
}  # fmt: skip
_FEMININE = ("provinces", "communities")


def place_fields() -> dict[str, Field]:
    """The fields of a page that has these filters; what they may hold is for the page's own check."""
    return {name: Field(most=1_000) for name in PARAMETERS.values()}


def checked(values: Values, atlas: Atlas) -> Values:
    """The values of a page with those of these filters looked up, in the codes of the page's vintage."""
    found = to_params(_places(atlas, _told(values)))
    return values | {name: tuple(found.get(name, ())) for name in PARAMETERS.values()}


def narrowed(plain: Selection, values: Values, atlas: Atlas) -> Selection:
    """The selection with the places of a page's values."""
    return with_places_of(plain, _places(atlas, _told(values)))


def _told(values: Values) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the page's values say of places, and of the vintage that their codes are of."""
    return tuple((name, values[name]) for name in (*PARAMETERS.values(), "vintage"))


@atlas_cache(128)
def _places(atlas: Atlas, told: tuple[tuple[str, tuple[str, ...]], ...]) -> Selection:
    """The selection of those places alone: looked up twice in every run, nearly always the same ones."""
    return from_params(dict(told), atlas)


def names_of(atlas: Atlas, field: str, chosen: Selection, language: Language) -> Mapping[str, str]:
    """The choices of a filter with their names."""
    return _names(atlas, field, chosen.vintage, language)


@atlas_cache(128)
def _names(atlas: Atlas, field: str, vintage: Vintage, language: Language) -> Mapping[str, str]:
    if field in ("provinces", "arrondissements"):
        return territories_by_name(atlas, Level.PROVINCE if field == "provinces" else Level.ARRONDISSEMENT, language)
    if field == "communities":
        return {item.value: say(f"community.{item}", language) for item in Community}
    if field == "characters":
        return {item.value: say(f"characters.{item}", language) for item in Character}
    return {group: group_label(atlas, group, vintage, language) for group in groups_of_every_period(atlas)}


def words(atlas: Atlas, chosen: Selection, language: Language) -> list[str]:
    """What the lists call their places, for who types it without accents."""
    return [name for field in PARAMETERS if field != "perimeters" for name in names_of(atlas, field, chosen, language).values()]


def filters(
    atlas: Atlas, state: PageState, chosen: Selection, language: Language, counts: Mapping[str, Mapping[str, int]] | None = None
) -> None:
    """The widgets; `counts` says of each filter and choice how many initiatives it would leave."""
    for field, parameter in PARAMETERS.items():
        if field == "perimeters":
            continue
        names = names_of(atlas, field, chosen, language)
        labels = {
            item: name if counts is None else say("filter.option", language, name=name, n=counts[field].get(item, 0))
            for item, name in names.items()
        }
        widgets.multiselect(
            say(f"filter.{parameter}", language), labels, key=key(state.page, parameter), select_all=False,
            placeholder=say("explore.choose_f" if field in _FEMININE else "explore.choose", language),
        )  # fmt: skip
    perimeter.buttons(atlas, perimeter.PerimeterField(state), chosen, language)


def popover(atlas: Atlas, state: PageState, chosen: Selection, language: Language) -> None:
    """The filters behind one button, which says how many choices they hold; and the dialog, where it was asked for."""
    held = state.count(*PARAMETERS.values())
    label = say("explore.popover_place", language)
    label = say("filter.option", language, name=label, n=held) if held else label
    with widgets.popover(label, [key(state.page, name) for name in PARAMETERS.values()], key=f"{state.page}_place") as is_open:
        if is_open:
            spelling.teach(words(atlas, chosen, language), of="filters-spelled")
            filters(atlas, state, chosen, language)
    perimeter.dialog(atlas, perimeter.PerimeterField(state), chosen, language)
