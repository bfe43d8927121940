"""The searchable list of municipalities, which several pages have: the keyboard's way to what a click on a map does."""

from typing import Literal

from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import municipalities_to_search
from wallonia_map.ui.frame import spelling, widgets


def municipality_box(
    atlas: Atlas,
    vintage: Vintage,
    language: Language,
    *,
    key: str,
    width: int | Literal["stretch"] = "stretch",
    label: str = "explore.municipality",
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> str | None:
    """The code that is chosen, if any; every name of every language finds it. `label` is the message over the list, or what only a screen reader says."""
    names = municipalities_to_search(atlas, vintage, language)
    spelling.teach(names.values())
    return widgets.selectbox(
        say(label, language), names, key=key, clearable=True, width=width, placeholder=say("explore.choose_municipality", language),
        filter_mode="contains", label_visibility=label_visibility,
    )  # fmt: skip
