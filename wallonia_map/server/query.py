"""What an address asks for: Explore's own parameters and the language, bounded, looked up, never trusted."""

from collections.abc import Sequence
from urllib.parse import parse_qs

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language
from wallonia_map.model import CountingRule, Level, RoleRule, Vintage
from wallonia_map.questions.territories import levels
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.link_values import valid_values
from wallonia_map.views.measures import Measure
from wallonia_map.views.view import View, view_from_params, view_params

#: Fields that an address may have; one that has more asks for nothing.
MOST_FIELDS = 400
LANGUAGE = "lang"
Parameters = dict[str, list[str]]
#: Territories that coverage is given for, and the two kinds of CSV; the first is meant where none is asked for.
BY, FORMS = (Level.REGION.value, Level.PROVINCE.value, Level.ARRONDISSEMENT.value), ("plain", "spreadsheet")
#: Every parameter: those of Explore's own link, then ours.
NAMES = (
    "programme", "theme", "stage", "province", "arrondissement", "community", "character", "group", "perimeter", "municipality", "indicator",
    "lead", "confidence", "role", "vintage", "q", "from", "to", "until", "year", "show", "share", "nis", "circles", "dots", "tiles", "fill", "need",
    "level", LANGUAGE, "by", "form",
)  # fmt: skip
#: What is taken as it is given, or shown nowhere in the data.
FREE = ("q",)
#: Values that a link leaves out, and an address may name.
DEFAULTS: dict[str, Sequence[str]] = {
    "role": list(RoleRule), "vintage": list(Vintage), "show": list(Measure), "share": list(CountingRule), LANGUAGE: list(Language),
    "level": levels(), "by": BY, "form": FORMS, "circles": ("0", "1"), "dots": ("0", "1"), "tiles": ("0", "1"), "fill": ("0", "1"),
}  # fmt: skip
#: A longer list of values is not written out but described.
MOST_NAMED = 40
KINDS = {
    "municipality": "the code of a municipality of that vintage, as municipalities.csv lists them", "nis": "the code of a municipality",
    "group": "the id of a group, as initiatives.csv lists them", "perimeter": "a name, ~, and codes of municipalities with - between",
    "indicator": "an indicator and two bounds, as persons-65-plus:22:",
    "from": "a year from 1990 to 2040", "to": "a year from 1990 to 2040",
}  # fmt: skip


class UnknownParameterError(WalloniaMapError):
    """A parameter or a value that no address of the data has; its text is the sentence for who asked."""


def parameters(query_string: bytes) -> Parameters:
    """The parameters of an address, each with all its values; none of one that is no sound address."""
    try:
        return parse_qs(query_string.decode("ascii"), max_num_fields=MOST_FIELDS)
    except ValueError:  # no ASCII, or too many fields
        return {}


def language_of(given: Parameters) -> Language:
    """The language that is asked for; French where none is, or one that we do not speak."""
    asked = next(iter(given.get(LANGUAGE, ())), "")
    return Language(asked) if asked in set(Language) else Language.FR


def view_of(given: Parameters, atlas: Atlas) -> View:
    """The view that an address of the data asks for: a page passes over what it does not know, a script is told of its slip.

    Raises
    ------
    UnknownParameterError
        If a name or a value is not known; it says which ones are.
    """
    for name in given:
        if name not in NAMES:
            raise UnknownParameterError(f"There is no parameter {_shown(name)}; there are {', '.join(NAMES)}.")
    view = view_from_params(given, atlas)
    understood = view_params(view)
    valid = values_of(atlas, view.selection.vintage)
    for name, values in given.items():
        for value in values:
            if name not in FREE and value not in understood.get(name, ()) and value not in DEFAULTS.get(name, ()):
                known = valid.get(name, ())
                told = "one of " + ", ".join(known) if 0 < len(known) <= MOST_NAMED else KINDS.get(name, "a known value")
                raise UnknownParameterError(f"{name}={_shown(value)} is not known: it must be {told}.")
    return view


def values_of(atlas: Atlas, vintage: Vintage) -> dict[str, list[str]]:
    """Parameter → the values that it may have here, for codes of `vintage`."""
    return valid_values(atlas, vintage) | {
        LANGUAGE: [str(item) for item in Language],
        "level": list(levels()),
        "by": list(BY),
        "form": list(FORMS),
    }


def _shown(text: str) -> str:
    return repr(text[:60])
