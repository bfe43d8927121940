"""What a link to the page of a place leads to, for its head and its picture."""

from dataclasses import dataclass

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Selection
from wallonia_map.questions.territory import TerritoryKind, territory_of, territory_selection
from wallonia_map.server.query import Parameters
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.place_lines import territory_name
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, view_from_params

#: How a link names its place: by its code, or by one's own perimeter.
NAMED_BY = ("perimeter", "code")
_LONGEST = 4_000


@dataclass(frozen=True)
class PlaceHead:
    """A place by name, the view of what happens in it, and the parameters of its own link."""

    name: str
    summary: ViewSummary
    params: Parameters


def place_of(given: Parameters, atlas: Atlas, language: Language) -> PlaceHead | None:
    """The place that the parameters of a link name; None where there is none, it is a municipality, or has no known member."""
    asked = next((value for name in NAMED_BY for value in given.get(name, ()) if len(value) <= _LONGEST), "")
    chosen = view_from_params({name: given.get(name, []) for name in ("vintage", "role")}, atlas).selection
    try:
        territory = territory_of(atlas, asked, chosen.vintage)
    except UnknownValueError:
        return None
    inside = territory_selection(atlas, territory, Selection(rule=chosen.rule, vintage=chosen.vintage))
    if inside is None or territory.kind is TerritoryKind.MUNICIPALITY:
        return None
    name = territory_name(atlas, territory, chosen.vintage, language)
    said = {"vintage": chosen.vintage.value, "role": chosen.rule.value}  # as understood, where the link says them
    params = {"code": [territory.code]} | {field: [value] for field, value in said.items() if given.get(field)}
    return PlaceHead(name, view_summary(atlas, View(inside), language), params)
