"""What stands of a page before any script of Streamlit's has run: its heading and lead where they will be, and grey where its parts will."""

from html import escape

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.server.place_head import NAMED_BY
from wallonia_map.server.query import Parameters
from wallonia_map.sharing import in_use
from wallonia_map.views.initiative_words import PARAMETER

#: Pages whose lead follows the heading; on the others something to choose comes first.
_WITH_LEAD = ("home", "data", "your_data")
#: Pages that are a row of questions over a map beside its key: to the eye, the menu names them.
_OF_ONE_SCREEN = ("explore", "compare", "white_spots")
#: Page → the parameters by which its link names what it is about; without one of them it is about nothing yet.
_ABOUT = {"municipality": ("nis",), "place": NAMED_BY, "initiative": (PARAMETER,), "organisation": (PARAMETER,)}
#: Where the map of the home page will stand: its picture is drawn there (first_map.js).
_MAP_PLACE = '<div class="first-map" id="first-map-place"></div>'
_SIDE = f'<div class="first-side">{"<i></i>" * 7}</div>'


def has_heading(name: str, given: Parameters) -> bool:
    """Whether a heading stands among the first words of the page."""
    return name not in ("stage", *_OF_ONE_SCREEN) and "embed" not in given


def first_words(name: str, given: Parameters, title: str, language: Language) -> str:
    """The element that stands until the page does; none where the page is a hall's screen, or a map in another site's page.

    Parameters
    ----------
    name
        The page.
    given
        The parameters of the link.
    title
        What the link leads to, as the page's head says it.

    Returns
    -------
    str
        HTML for the eye alone: who listens is told the title at once, and the page itself when it stands.
    """
    if name == "stage" or "embed" in given:
        return ""
    if name in _OF_ONE_SCREEN:
        return _element(f"first-one-screen first-{name}", f'<div class="first-row"></div>{_board("<div class=first-map></div>")}')
    heading = f'<p class="first-heading">{escape(_heading(name, given, title, language))}</p>'
    if name in _WITH_LEAD:
        heading += f'<p class="lead">{escape(say(f"{name}.lead", language))}</p>'
    if name == "home":
        return _element("first-home", heading + _board(_MAP_PLACE))
    return _element("", heading + _SIDE)


def _element(kind: str, parts: str) -> str:
    return f'<div class="first-words {kind}" aria-hidden="true">{parts}</div>'


def _board(place: str) -> str:
    return f'<div class="first-board">{place}{_SIDE}</div>'


def _heading(name: str, given: Parameters, title: str, language: Language) -> str:
    """The page's heading as it will say it; empty where only the page itself can tell it."""
    asked = [value for field in _ABOUT.get(name, ()) for value in given.get(field, ())]
    if not asked:
        return say(f"{name}.heading", language)
    if name == "municipality":
        return _municipality(asked[0], language) if set(given) <= {"nis", "lang"} else ""
    return "" if title == say(f"page.{name}", language) else title


def _municipality(nis: str, language: Language) -> str:
    try:
        atlas = in_use.atlas().atlas
    except WalloniaMapError:  # the page tells it
        return ""
    vintage = Vintage.default()
    return atlas.municipality_name(nis, vintage, language) if nis in atlas.municipalities(vintage).index else ""
