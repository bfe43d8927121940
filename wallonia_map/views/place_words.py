"""What the places of a filter are called: groups and perimeters of one's own."""

from wallonia_map.i18n import say
from wallonia_map.model import Vintage
from wallonia_map.questions.places import group_members
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import lag_name


def group_label(atlas: Atlas, group: str, vintage: Vintage, language: str) -> str:
    """A group by its name and its period; it says so where some of its municipalities are only possible members."""
    members = group_members(atlas, vintage)
    period = say(f"programme.{atlas.initiatives.at[group, 'programme']}", language)
    unsure = bool(members.loc[members["group"] == group, "is_possible"].any())
    told = say("perimeter.possible", language, name=period) if unsure else period
    return f"{lag_name(atlas, group, language)} ({told})"
