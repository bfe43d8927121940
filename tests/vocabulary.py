"""The words of each language: what a page or a file may say, and what in it was left in another language."""

import re
from collections.abc import Iterable

from wallonia_map.i18n import message_ids
from wallonia_map.tables.atlas import Atlas

LANGUAGES = ("fr", "en", "nl", "de")
#: Nobody's language: addresses, file names, identifiers of rows, fingerprints.
_MACHINE = re.compile(
    r"https?://\S+|[\w./-]+\.(?:csv|txt|pdf|toml|json|geojson|xlsx|pptx|html|png|svg|gpkg|zip)\b|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/\S*)?"
    r"|\bSHA-256|\b(?=[\da-f]*\d)[\da-f]{12,}\b|\b(?:sr2019|ti2024|lag2014|lag2023|lagp|proj|lag|prj)-[\w-]+"
)
#: Places inside the names of organisations, which nobody translates: « Agence du Numérique, Kodo Wallonie », « Province de Luxembourg ».
IN_NAMES = {"wallonia", "wallonie", "wallon", "amblève", "luxembourg", "calamine"}
_WORD = re.compile(r"[^\W\d_]{2,}")


def words(text: str) -> set[str]:
    """The words of a text, case aside; machine's words left out."""
    return {word.casefold() for word in _WORD.findall(_MACHINE.sub(" ", text))}


def catalogue(language: str) -> set[str]:
    """Every word of the messages of a language."""
    texts = [text for told in message_ids(language).values() for text in (told.values() if isinstance(told, dict) else (told,))]
    return set().union(*(words(re.sub(r"\{\w+\}", " ", text)) for text in texts))


class Vocabulary:
    """The words of every language of the atlas, and the names that belong to none."""

    def __init__(self, atlas: Atlas) -> None:
        """Gather the words from the messages and from the data's own texts."""
        told = atlas.tables["texts"]
        gaps = atlas.tables["programmes"].filter(like="gap_").astype("str")
        places = atlas.tables["municipalities_source"]
        self.places = {
            language: set().union(*map(words, places["name_fr" if language == "en" else f"name_{language}"]))
            | set().union(*map(words, atlas.tables["territories"][f"name_{language}"]))
            for language in LANGUAGES
        }
        every = set().union(*self.places.values())
        self.own = {  # « Doornik » is no French, though a French summary may mention it
            language: catalogue(language)
            | (set().union(*map(words, [*told[language], *gaps[f"gap_{language}"]])) - (every - self.places[language]))
            for language in LANGUAGES
        }
        datasets = atlas.tables["municipal_indicator_names"]["dataset"].astype("str")
        self.datasets = set().union(*map(words, datasets))  # by the names that their publishers gave them
        self.sections = set().union(*map(words, atlas.tables["aliases"].query("kind in ['section', 'usual']")["alias"]))

    def strange(self, texts: Iterable[str], language: str, *, every_name: bool = False) -> dict[str, str]:
        """Words that no message, text or name of `language` holds, each with where it stands.

        `every_name` admits places by their names in the other languages: in lists to search, and where all are told.
        """
        known = (
            self.own[language]
            | self.sections
            | self.datasets
            | IN_NAMES
            | (set().union(*self.places.values()) if every_name else self.places[language])
        )
        return {
            word: text[max(0, text.casefold().find(word) - 30) :][:80] for text in texts for word in sorted(words(text) - known)
        }  # fmt: skip
