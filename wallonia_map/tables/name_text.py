"""Names as they are compared: without accents, case, punctuation and abbreviations."""

import re
import unicodedata

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


_SMALL = {"lez": "les", "sankt": "saint", "sint": "saint", "santa": "sainte", "s": "sur"}


def loosened(plain: str) -> str:
    """A normalised name without leading article, small words made alike, written as one word."""
    words = plain.split()
    while len(words) > 1 and words[0] in ("la", "le", "les", "l"):
        words = words[1:]
    # The Dutch « ’s » of ’s-Gravenbrakel is no « sur ».
    return "".join(word if place == 0 and word == "s" else _SMALL.get(word, word) for place, word in enumerate(words))
