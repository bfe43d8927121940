"""Codes and names of any vintage → municipality of 2019, with how it was matched."""

import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

#: Which kind of name wins when one name leads to several municipalities: the official one before a former one.
_RANK = {"fr": 0, "nl": 0, "de": 0, "fr_refnis_label": 0, "nl_refnis_label": 0, "de_refnis_label": 0, "usual": 1, "section": 2}
_WORDS = re.compile(r"[a-z0-9]+")
_SAINTS = {"st": "saint", "ste": "sainte"}


def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, « St » and « Ste » written out."""
    plain = text
    if not text.isascii():  # letter by letter is slow, and most texts need none of it
        plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("ß", "ss"))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _WORDS.findall(plain.lower())
    return " ".join([_SAINTS.get(word, word) for word in words])


@dataclass(frozen=True)
class Match:
    """What a key led to: one municipality of 2019, several candidates, or none."""

    key: str
    candidates: tuple[str, ...]
    matched_by: str

    @property
    def nis_2019(self) -> str | None:
        """The municipality, where there is just one."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class Gazetteer:
    """Every code, postal code and name that leads to a municipality."""

    def __init__(self, municipalities: pd.DataFrame, aliases: pd.DataFrame, postal_codes: pd.DataFrame) -> None:
        """Index the tables `municipalities_source`, `aliases` and `postal_codes`."""
        self._positions: dict[str, dict[str, list[str]]] = {}
        for vintage in ("nis_2019", "nis_2025", "nis_2018"):
            for code, nis in zip(municipalities[vintage], municipalities["nis_2019"], strict=True):
                self._positions.setdefault(code, {}).setdefault(vintage, []).append(nis)
        self._postal = dict(zip(postal_codes["postal_code"], postal_codes["nis_2019"], strict=True))
        self._names: dict[str, dict[int, set[str]]] = {}
        for nis, alias, kind in zip(aliases["nis_2019"], aliases["alias"], aliases["kind"], strict=True):
            self._names.setdefault(normalise(alias), {}).setdefault(_RANK[kind], set()).add(nis)

    def find(self, key: str) -> Match:
        """The municipality of a REFNIS code of any vintage, a postal code, or a name in any of its languages.

        A code of 2019 wins over the same digits in another vintage; an official name over a former municipality.
        """
        text = key.strip()
        if text in self._positions:
            vintage, nis = next(iter(self._positions[text].items()))
            return Match(key, tuple(nis), vintage)
        if text in self._postal:
            return Match(key, (self._postal[text],), "postal_code")
        ranks = self._names.get(normalise(text), {})
        if not ranks:
            return Match(key, (), "")
        best = min(ranks)
        return Match(key, tuple(sorted(ranks[best])), ("name", "usual_name", "former_municipality")[best])
