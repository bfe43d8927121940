"""A view of the Explore page: selection, what the map shows, the chosen municipality; and its link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit, urlunsplit

from wallonia_map.model import CountingRule, Indicator, Selection, Vintage
from wallonia_map.questions.selection import from_params, to_params
from wallonia_map.questions.territories import levels
from wallonia_map.questions.territory import TerritoryKind
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.views.measures import Measure

#: What stands before the version in an address that names one (server/versions.py).
VERSIONED = "v"
_EXPLORE = "explore"


@dataclass(frozen=True)
class View:
    """Everything that a link to Explore restores.

    Attributes
    ----------
    selection, measure, counting
        The filters, what the map shows, and how an amount of several municipalities is shared out.
    municipality
        The chosen one, by its code.
    circles, dots, tiles
        What lies on the map: the number of projects, what the filters cover, streets.
    fill
        Whether a plain count is shown as colours, and not as circles.
    need
        The indicator whose fifths coverage is set against.
    level
        What the map is drawn by: municipalities, or one of `levels()`.
    """

    selection: Selection = field(default_factory=Selection)
    measure: Measure = Measure.INITIATIVES
    counting: CountingRule = CountingRule.EQUAL
    municipality: str | None = None
    circles: bool = False
    dots: bool = False
    tiles: bool = False
    fill: bool = False
    need: Indicator | None = None
    level: TerritoryKind = field(default_factory=lambda: TerritoryKind.MUNICIPALITY)


#: What Explore begins with: a rate. A number painted on whole municipalities speaks of their size first.
BEGINNING = View(measure=Measure.PER_10000)


def page_view(page: str, params: Mapping[str, Sequence[str]], atlas: Atlas) -> View:
    """The view that a page shows for the parameters of its address: of Explore what it begins with, where they say nothing but a language.

    A link to Explore that says anything, but no measure, is of the number of initiatives, as it always was.
    """
    return BEGINNING if page == _EXPLORE and not set(params) - {"lang"} else view_from_params(params, atlas)


def link_params(page: str, params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The parameters of a link to a page that shows there what `params` say: to Explore never none, which would be what it begins with."""
    told = {name: list(values) for name, values in params.items()}
    return told or ({"show": [View().measure.value]} if page == _EXPLORE else {})


def view_params(view: View) -> dict[str, list[str]]:
    """The parameters of a link to `view`; what is at its default is left out."""
    plain = View()
    more = {
        "show": [view.measure.value] if view.measure is not plain.measure else [],
        "share": [view.counting.value] if view.counting is not plain.counting else [],
        "nis": [view.municipality] if view.municipality else [],
        "circles": ["1"] if view.circles else [],
        "dots": ["1"] if view.dots else [],
        "tiles": ["1"] if view.tiles else [],
        "fill": ["1"] if view.fill else [],
        "need": [view.need.value] if view.need is not None else [],
        "level": [view.level.value] if view.level is not plain.level else [],
    }
    return to_params(view.selection) | {name: values for name, values in more.items() if values}


def whole_params(view: View, atlas: Atlas) -> dict[str, list[str]]:
    """The parameters of a link that leads to the same figures even when a default has changed since: for what is kept."""
    chosen = view.selection
    return view_params(view) | {
        "show": [view.measure.value], "share": [view.counting.value], "role": [chosen.rule.value], "vintage": [chosen.vintage.value],
        "year": [str(chosen.population_year or atlas.own_year(chosen.vintage))],
    }  # fmt: skip


def view_from_params(params: Mapping[str, Sequence[str]], atlas: Atlas) -> View:
    """The view of a link; what is not known is left out. A municipality may be named by any of its codes."""

    def first(name: str) -> str:
        return next(iter(params.get(name, ())), "")

    selection = from_params(params, atlas)
    measure = first("show") if first("show") in set(Measure) else Measure.INITIATIVES
    counting = first("share") if first("share") in set(CountingRule) else CountingRule.EQUAL
    need, level = first("need"), first("level")
    return View(
        selection, Measure(measure), CountingRule(counting), municipality_of(first("nis"), selection, atlas), circles=first("circles") == "1",
        dots=first("dots") == "1", tiles=first("tiles") == "1", fill=first("fill") == "1", need=Indicator(need) if need in Indicator else None,
        level=TerritoryKind(level if level in levels() else TerritoryKind.MUNICIPALITY),
    )  # fmt: skip


def municipality_of(code: str, selection: Selection, atlas: Atlas) -> str | None:
    """The municipality of the selection's vintage that a code of any vintage leads to, or None."""
    rows = atlas.municipalities(selection.vintage)
    if code in rows.index:
        return code
    if not (code.isascii() and code.isdecimal() and len(code) == 5):
        return None
    found = atlas.gazetteer.find(code).candidates
    return atlas.codes_by_base(selection.vintage)[found[0]] if found else None


@atlas_cache(1)
def every_code(atlas: Atlas) -> frozenset[str]:
    """The code of every municipality, in every vintage."""
    return frozenset(str(code) for vintage in Vintage for code in atlas.municipalities(vintage).index)


def vintage_having(code: str, asked: Vintage, atlas: Atlas) -> Vintage:
    """The vintage in which `code` is a municipality: `asked` where it is one there, or in none."""
    having = [vintage for vintage in (asked, *Vintage) if code in atlas.municipalities(vintage).index]
    return having[0] if having else asked


def query(params: Mapping[str, Sequence[str]], language: str) -> str:
    """The query string of a link, language included unless it is the default."""
    pairs = [(name, value) for name, values in params.items() for value in values]
    return urlencode(pairs if language == "fr" else [("lang", language), *pairs])


def versioned(link: str, atlas: Atlas) -> str:
    """The address of a page with the version of its data in it: for what is kept, so that it can say later what has changed since."""
    given = urlsplit(link)
    top, _, page = given.path.rpartition("/")
    return urlunsplit((given.scheme, given.netloc, f"{top}/{VERSIONED}/{atlas.catalog.version}/{page}", given.query, ""))
