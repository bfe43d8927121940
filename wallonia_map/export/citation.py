"""How to cite the data: one line of text in the reader's language, and an entry for BibTeX."""

import datetime

from wallonia_map.i18n import date_long, say
from wallonia_map.tables.catalog import Catalog

#: Name in BibTeX; the version makes it one for each state of the data.
_KEY = "wallonia-smart-territory-atlas"
#: Signs that BibTeX would read as commands.
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_"} | dict.fromkeys("{}\\", ""))


def citation(catalog: Catalog, language: str, *, day: datetime.date, address: str = "") -> str:
    """Who made the data, in which year, what they are called, their version, their licence, and where they were read when."""
    told = say(
        "cite.text", language, author=say("cite.author", language), year=year_of(catalog), title=say("app.title", language),
        version=catalog.version,
    )  # fmt: skip
    return " ".join([told, *([say("cite.read", language, address=address, date=date_long(day, language))] if address else [])])


def bibtex(catalog: Catalog, language: str, *, day: datetime.date, address: str) -> str:
    """The same for BibTeX and BibLaTeX, as UTF-8."""
    fields = {
        "author": f"{{{say('cite.author', language).translate(_ESCAPED)}}}", "title": f"{{{say('app.title', language).translate(_ESCAPED)}}}",
        "year": year_of(catalog), "version": catalog.version, "note": say("cite.note", language, version=catalog.version),
        "url": "".join(sign for sign in address if sign not in "{}\\"), "urldate": day.isoformat(),
    }  # fmt: skip
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{_KEY}-{catalog.version},\n{lines}\n}}"


def year_of(catalog: Catalog) -> str:
    """The year of the version of the data, which is a date."""
    return catalog.version.partition(".")[0]
