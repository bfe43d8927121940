"""The values that the parameters of a link to a view may have."""

from collections.abc import Iterable

from wallonia_map.model import Confidence, CountingRule, Indicator, LeadType, Programme, RoleRule, Status, Theme, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.places import groups_of_every_period
from wallonia_map.questions.start_years import every_year
from wallonia_map.questions.territories import levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.measures import Measure


def valid_values(atlas: Atlas, vintage: Vintage) -> dict[str, list[str]]:
    """Parameter → the values that it may have, for codes of `vintage`; what is written freely is not there."""
    lists: dict[str, Iterable[object]] = {
        "programme": Programme, "theme": Theme, "stage": Status, "lead": LeadType, "confidence": Confidence, "role": RoleRule,
        "vintage": Vintage, "show": Measure, "share": CountingRule, "province": atlas.territories_of("province"),
        "arrondissement": atlas.territories_of("arrondissement"), "community": Community, "character": Character,
        "group": groups_of_every_period(atlas), "municipality": atlas.municipalities(vintage).index,
        "year": atlas.population_years(vintage), "until": every_year(atlas), "circles": ("1",), "dots": ("1",), "tiles": ("1",), "fill": ("1",), "need": Indicator, "level": (TerritoryKind.MUNICIPALITY, *levels()),
    }  # fmt: skip
    return {name: [str(value) for value in values] for name, values in lists.items()}
