"""What the HTML of a page says of its map, so that a picture of it stands before any script of Streamlit's has run (first_map.js)."""

import json

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language
from wallonia_map.maps.updates import first_paint
from wallonia_map.server import query
from wallonia_map.server.preload import shapes
from wallonia_map.sharing import in_use
from wallonia_map.views.link_check import not_understood
from wallonia_map.views.link_values import valid_values
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.view import BEGINNING, page_view, whole_params

#: Pages whose map stands at a place that their style knows: Explore's, of any view, and the home page's, of the view that all begin with.
EXPLORE, HOME = "explore", "home"


def file_of(name: str, given: query.Parameters) -> str:
    """The address of the shapes, which a browser fetches before all scripts; empty where no picture is drawn, or they are not at hand."""
    published = in_use.assets_at_hand() if name in (EXPLORE, HOME) and "embed" not in given else None
    return shapes(published) if published is not None else ""


def told(name: str, given: query.Parameters, language: Language) -> list[str]:
    """The element that names the classes of the page's map; none where a notice will stand above it, or where it fills other shapes."""
    if name not in (EXPLORE, HOME) or "embed" in given:
        return []
    try:
        atlas = in_use.atlas().atlas
        view = page_view(name, given, atlas) if name == EXPLORE else BEGINNING
        chosen = {key: list[str]() for key in valid_values(atlas, view.selection.vintage)} | whole_params(view, atlas)
        slips = not_understood({key: values for key, values in given.items() if key in chosen}, chosen, atlas) if name == EXPLORE else ()
        painted = None if slips else first_paint(view_summary(atlas, view, language))
    except WalloniaMapError:  # the page tells it
        return []
    return [f'<script type="application/json" id="atlas-first-map">{in_a_script(painted)}</script>'] if painted else []


def in_a_script(content: object) -> str:
    """JSON that no script element can be broken out of."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
