"""Where an official series comes from: publisher, page and licence, as they stand beside each of its figures."""

import re
from dataclasses import dataclass

from wallonia_map.curation.cell_rules import hostile
from wallonia_map.curation.problems import RefusedError, shown
from wallonia_map.curation.walstat_client import series_code
from wallonia_map.export.office import clean
from wallonia_map.i18n import say

WALSTAT, STATBEL, ODWB = "walstat", "statbel", "odwb"
#: The sources whose files are read; only the first is ever asked.
SOURCES = (WALSTAT, STATBEL, ODWB)
#: What the data may be licensed under: those that the compilation can hold.
LICENCES = ("CC0-1.0", "CC-BY-4.0")
#: Letters of a publisher.
LONGEST = 100
_DATASET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


@dataclass(frozen=True)
class Origin:
    """Who publishes a series, the page that leads to it, and its licence."""

    source: str
    publisher: str
    page: str
    licence: str

    def indicator_id(self, code: str) -> str:
        """The id of an indicator whose keeper gives none."""
        return "-".join(re.findall(r"[a-z0-9]+", f"{self.source} {code}".lower()))


def origin_of(source: str, code: str, *, publisher: str = "", licence: str = "", language: str = "en") -> tuple[str, Origin]:
    """The code of a series as its source writes it, and where it comes from.

    The portal ODWB holds data sets of many publishers, under several licences: there both have to be told.

    Raises
    ------
    RefusedError
        If the code is none of the source's, or publisher or licence are lacking.
    """
    if source == WALSTAT:
        try:
            return series_code(code), Origin(WALSTAT, "IWEPS (WalStat)", "https://walstat.iweps.be/", "CC0-1.0")
        except ValueError as error:
            raise RefusedError([say("keeper.series.no_code", language, code=shown(code))]) from error
    if not _DATASET.fullmatch(code):
        raise RefusedError([say("keeper.series.no_dataset", language, code=shown(code))])
    if source == STATBEL:
        return code, Origin(STATBEL, "Statbel", "https://statbel.fgov.be/", "CC-BY-4.0")
    if (
        not publisher.strip()
        or len(publisher) > LONGEST
        or hostile(publisher.strip())
        or clean(publisher) != publisher
        or licence not in LICENCES
    ):
        raise RefusedError([say("keeper.series.origin_missing", language, licences=", ".join(LICENCES))])
    return code, Origin(ODWB, f"{publisher.strip()} (ODWB)", f"https://www.odwb.be/explore/dataset/{code}/", licence)
