"""What is said of initiatives that are ticked in a list, and of a municipality that takes part in some of it."""

from wallonia_map.i18n import say
from wallonia_map.model import RoleRule
from wallonia_map.questions.involvement import InitiativesOfPlace, Involvement


def involvement_told(found: Involvement, language: str) -> str:
    """How many municipalities of the ticked initiatives the map outlines, and why there may be more, or none."""
    outlined = say("involvement.outlined", language, n=len(found.certain))
    told = [say("involvement.ticked", language, n=len(found.initiatives), outlined=outlined)]
    for message, what in (("possible", found.possible), ("by_perimeter", found.by_perimeter), ("unknown", found.unknown)):
        if what:
            told.append(say(f"involvement.{message}", language, n=len(what)))
    return " ".join(told)


def place_told(found: InitiativesOfPlace, listed: int, name: str, rule: RoleRule, language: str) -> str:
    """In how many of the `listed` initiatives the municipality called `name` takes part under `rule`, or perhaps does: they stand first."""
    sense = say(f"rule.{rule.value}.in_sentence", language)
    some = say("involvement.of_place", language, n=len(found.certain), listed=listed, name=name, rule=sense)
    told = [some if found.certain else say("involvement.of_place_none", language, name=name, rule=sense)]
    if found.possible:
        told.append(say("involvement.of_place_possible", language, n=len(found.possible)))
    if found.certain or found.possible:
        told.append(say("involvement.first", language, n=len(found.certain) + len(found.possible)))
    return " ".join(told)
