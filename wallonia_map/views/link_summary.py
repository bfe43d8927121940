"""The summary of a link to any page with a map."""

from collections.abc import Mapping, Sequence

from wallonia_map.i18n import Language
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.category_summary import change_summary, overlap_summary
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.need_summary import need_summary
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.view import View, view_from_params


def summary_from_params(page: str, params: Mapping[str, Sequence[str]], atlas: Atlas, language: Language) -> ViewSummary:
    """The summary of a link to a page with a map; what is not known in it is left out, so hostile links are harmless."""
    found: ViewSummary | None = None
    if page == "compare":
        found = change_summary(params, atlas, language)
    elif page == "white_spots":
        found = overlap_summary(params, atlas, language)
    if found is not None:
        return found
    return summary_of(atlas, view_from_params(params, atlas), language)


def summary_of(atlas: Atlas, view: View, language: Language) -> ViewSummary:
    """The summary of a view of Explore: of its fifths, where it asks for an indicator's."""
    return view_summary(atlas, view, language) if view.need is None else need_summary(atlas, view, view.need, language)
