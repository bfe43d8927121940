"""The catalogue of sentences: one folder per language, every id in each."""

import tomllib
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from wallonia_map import vocabulary
from wallonia_map.i18n import formats


class Language(StrEnum):
    """The languages of the atlas; French is the default."""

    FR = "fr"
    EN = "en"
    NL = "nl"
    DE = "de"


@lru_cache
def _catalogue(language: str) -> dict[str, Any]:
    """All files of a language, one per room of the app; an id may stand in one of them only."""
    told: dict[str, Any] = {}
    for name in sorted(file.name for file in resources.files("wallonia_map.i18n").joinpath(language).iterdir()):
        if name.endswith(".toml"):
            fresh = _file(language, name)
            twice = sorted(told.keys() & fresh.keys())
            if twice:
                raise ValueError(f"{language}/{name} repeats {', '.join(twice)}")
            told |= fresh
    return told


@lru_cache
def _file(language: str, name: str) -> dict[str, Any]:
    """The messages of one file of a language."""
    text = resources.files("wallonia_map.i18n").joinpath(language, name).read_text(encoding="utf-8")
    return _flat(tomllib.loads(typeset(text, language)))


def typeset(text: str, language: str) -> str:
    """`text` as a typesetter sets it: in French no line begins with a sign, or ends with an opening quotation mark."""
    if language != Language.FR:
        return text
    for sign in ";?!":
        text = text.replace(f" {sign}", f"\u202f{sign}")
    return text.replace(" :", "\u00a0:").replace(" »", "\u00a0»").replace("« ", "«\u00a0")


def _flat(tree: dict[str, Any], above: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, dict) and not set(value) <= {"one", "other"}:
            flat |= _flat(value, f"{path}.")
        else:
            flat[path] = value
    return flat


def message_ids(language: str) -> dict[str, Any]:
    """Every message of a language, by id; a plural message is a table with `one` and `other`."""
    return {**_catalogue(language), **vocabulary.current().messages.get(language, {})}


def words_of(language: str) -> dict[str, Any]:
    """The messages of a language that are the app's own, without what rows of the data are called."""
    return _catalogue(language)


def say_alone(message: str, language: str) -> str:
    """A message that has a file to itself: said without the rest of a language that nobody may speak."""
    return str(_file(language, f"{message.partition('.')[0]}.toml")[message])


def say(message: str, language: str, **values: object) -> str:
    """The sentence `message` in `language`; whole numbers among `values` are written as the language does.

    A plural message chooses its form by `n`.
    """
    text = _catalogue(language).get(message)
    if text is None:
        text = vocabulary.current().messages[language][message]  # what rows of the data are called
    if isinstance(text, dict):
        text = text[formats.plural_form(float(str(values["n"])), language)]
    written = {name: formats.number(value, language) if type(value) is int else value for name, value in values.items()}
    return str(text.format(**written)) if written else str(text)


def listing(items: list[str], language: str) -> str:
    """Items as running text in `language`."""
    return formats.listed(items, language)
