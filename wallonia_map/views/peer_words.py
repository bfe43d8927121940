"""What is said of likeness: by what municipalities are alike, and which are left out for want of a value."""

from collections.abc import Sequence

from wallonia_map.i18n import listing, say
from wallonia_map.model import Indicator, Vintage
from wallonia_map.questions.peers import DEFINITION
from wallonia_map.questions.profile import Profile
from wallonia_map.tables.atlas import Atlas
from wallonia_map.views.indicator_words import short_name

#: As many municipalities left out as a sentence can name.
_NAMED = 8


def likeness_names(by: Sequence[Indicator], language: str) -> str:
    """The indicators of a likeness as running text."""
    return listing([short_name(item, language) for item in by], language)


def likeness_definition(by: Sequence[Indicator], language: str) -> str:
    """What « alike » means, in full."""
    return say("peers.definition_by", language, names=likeness_names(by, language)) if by else say(DEFINITION, language)


def left_out_note(atlas: Atlas, left_out: Sequence[str], vintage: Vintage, language: str) -> str:
    """Which municipalities are not compared, since a value is not known; empty where there is none."""
    if not left_out:
        return ""
    names = [atlas.municipality_name(nis, vintage, language) for nis in left_out[:_NAMED]] + (["…"] if len(left_out) > _NAMED else [])
    return say("peers.left_out", language, n=len(left_out), names=listing(names, language))


def own_unknown_note(by: Sequence[Indicator], language: str) -> str:
    """That nothing is alike, since a value of the municipality itself is not known."""
    return say("peers.own_unknown", language, names=likeness_names(by, language))


def peers_note(atlas: Atlas, told: Profile, language: str) -> str:
    """By what the peers of a sheet are alike, and who is left out."""
    by = told.likeness
    if not by:
        return say("municipality.peers_note", language)
    if told.identity.nis in told.not_compared:
        return own_unknown_note(by, language)
    said = say("peers.note_by", language, n=len(told.peers), names=likeness_names(by, language))
    return " ".join(filter(None, (said, left_out_note(atlas, told.not_compared, told.identity.vintage, language))))
