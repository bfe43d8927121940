"""Keys as people write them → the code or the name in them: row numbers, brackets, marks of footnotes and labels taken off."""

import re

_SUPERSCRIPTS = re.compile("[¹²³⁰⁴-⁹ᵃ-ᶻ†‡§*]+")
#: What a list of one cell of JSON, or a quotation, puts around a key.
_AROUND = "[]{}\"'«»“”„`#\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} \t\r\n"
#: « 1. Namur », « 12) Namur », « (3) Namur », « 4 - Namur », « 07 Namur »: never three digits or more, which may be a code.
_ROW_NUMBER = re.compile(r"^(?:\(\d{1,3}\)|\d{1,3}\s*[.)°]|\d{1,2}\s+[-–—]?)\s*(?=[^\W\d_])")
#: « Namur (1) », « Namur [a] », « Namur 1) ».
_NOTE = re.compile(r"(?<=\w)\s*(?:[(\[](?:\d{1,2}|[a-z])[)\]]|\s\d{1,2}\))\s*$")
#: A label before a code, with what stands between the two.
LABEL = r"(?:(?P<label>nis|ins|nsi|refnis|code|cp|be|b)(?:\s?(?:code|5))?[\s:._\-]*)?"
REFNIS_LABELS = frozenset({"nis", "ins", "nsi", "refnis"})
#: 62063, 62063.0, 62.063, 62 063, NIS 62063, BE_62063; 4000, 4000.0, 4.000, B-4000.
FIVE = re.compile(rf"^{LABEL}(\d{{2}})[.,\s'’]?(\d{{3}})(?:[.,]0+)?$", re.IGNORECASE | re.ASCII)
FOUR = re.compile(rf"^{LABEL}(\d)[.,\s'’]?(\d{{3}})(?:[.,]0+)?$", re.IGNORECASE | re.ASCII)
#: A statistical sector: the municipality's code and four signs, of which a last dash may have been lost.
SECTOR = re.compile(rf"^{LABEL}(\d{{5}})([A-Z][0-9A-Z]{{2}}[0-9A-Z_\-]?)$", re.ASCII)
#: « 62063 Liège », « 62063 - Liège », « 62063_Liège »; and « Liège 62063 », « Liège - 62063 ».
CODE_NAME = re.compile(rf"^{LABEL}(\d{{5}})(?:[.,]0+)?[\s_:;,/|–—-]+([^\W\d].*)$", re.IGNORECASE)
NAME_CODE = re.compile(rf"^([^\W\d].*?)[\s_:;,/|–—(\[-]+{LABEL}(\d{{5}})[)\]]?$", re.IGNORECASE)


def undressed(text: str) -> str:
    """The key without what only stands around it; as it is where nothing would be left."""
    plain = _SUPERSCRIPTS.sub("", text).strip()
    for _ in range(2):  # what stands inside brackets or quotes may have a number or a mark of its own
        plain = _NOTE.sub("", _ROW_NUMBER.sub("", plain)).strip(_AROUND)
    return plain or text
