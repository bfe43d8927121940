"""A group by what people call it: its id, or its name in any language."""

from wallonia_map.errors import UnknownValueError
from wallonia_map.questions.places import groups_of_every_period
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.names import lag_name
from wallonia_map.tables.suggestions import nearest


def group_id(atlas: Atlas, text: str) -> str:
    """The id of a group from its id or its name in any language.

    Raises
    ------
    UnknownValueError
        If no group is called so, or one of each period is: the sentence then names their ids.
    """
    names = {
        group: {normalise(lag_name(atlas, group, language)) for language in ("fr", "en", "nl", "de")}
        for group in groups_of_every_period(atlas)
    }
    if text in names:
        return text
    found = [group for group, called in names.items() if normalise(text) in called]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownValueError("single group (it is the name of several)", text, tuple(found))
    near = nearest(text, [name for group in names for name in (group, lag_name(atlas, group, "fr"))])
    raise UnknownValueError("group", text, tuple(names), near)
