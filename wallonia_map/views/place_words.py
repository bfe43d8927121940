"""What the places of a filter are called: groups and perimeters of one's own."""

from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.place import Perimeter
from wallonia_map.questions.places import group_members
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name


def group_label(atlas: Atlas, group: str, vintage: Vintage, language: str) -> str:
    """A group by its name; it says so where some of its municipalities are only possible members."""
    members = group_members(atlas, vintage)
    name = lag_name(atlas, group, language)
    unsure = bool(members.loc[members["group"] == group, "is_possible"].any())
    return say("perimeter.possible", language, name=name) if unsure else name


def perimeter_name(perimeter: Perimeter, language: str) -> str:
    """A perimeter by the name that its maker gave it, or by its number of municipalities."""
    return perimeter.name or say("perimeter.unnamed", language, n=len(perimeter.codes))
