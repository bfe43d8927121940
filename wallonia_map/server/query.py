"""What an address asks for: Explore's own parameters and the language, bounded, looked up, never trusted."""

from urllib.parse import parse_qs

from wallonia_map.i18n import Language

#: Fields that an address may have; one that has more asks for nothing.
MOST_FIELDS = 400
LANGUAGE = "lang"
Parameters = dict[str, list[str]]


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
