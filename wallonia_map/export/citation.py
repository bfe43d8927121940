"""How to cite the data: one line of text in the reader's language, and an entry for BibTeX."""

import datetime
from dataclasses import dataclass

from wallonia_map.i18n import date_long, say
from wallonia_map.tables.catalog import Catalog

#: Name in BibTeX; the version makes it one for each state of the data.
_KEY = "wallonia-smart-territory-atlas"
#: Signs that BibTeX would read as commands.
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"} | dict.fromkeys("{}\\", ""))


@dataclass(frozen=True)
class CitedPart:
    """What of the data is cited: its identifier and what it is called."""

    identifier: str
    title: str


def citation(catalog: Catalog, language: str, *, day: datetime.date, address: str = "", part: CitedPart | None = None) -> str:
    """Who made the data, in which year, what they are called, their version, their licence, and where they were read when.

    `part` names what of the data is cited, where it is not the whole.
    """
    told = say(
        "cite.text", language, author=say("cite.author", language), year=year_of(catalog), title=say("app.title", language),
        version=catalog.version,
    )  # fmt: skip
    if part is not None:
        told = say("cite.part", language, part=part.title, whole=told)
    return " ".join([told, *([say("cite.read", language, address=address, date=date_long(day, language))] if address else [])])


def bibtex(catalog: Catalog, language: str, *, day: datetime.date, address: str, part: CitedPart | None = None) -> str:
    """The same for BibTeX and BibLaTeX, as UTF-8."""
    whole = f"{{{say('app.title', language).translate(_ESCAPED)}}}"
    named = {"title": whole} if part is None else {"title": f"{{{part.title.translate(_ESCAPED)}}}", "howpublished": whole}
    fields = {
        "author": f"{{{say('cite.author', language).translate(_ESCAPED)}}}", **named,
        "year": year_of(catalog), "version": catalog.version, "note": say("cite.note", language, version=catalog.version),
        "url": "".join(sign for sign in address if sign not in "{}\\"), "urldate": day.isoformat(),
    }  # fmt: skip
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    key = "-".join([_KEY, catalog.version, *([part.identifier] if part else [])])
    return f"@misc{{{key},\n{lines}\n}}"


def year_of(catalog: Catalog) -> str:
    """The year of the version of the data, which is a date."""
    return catalog.version.partition(".")[0]
