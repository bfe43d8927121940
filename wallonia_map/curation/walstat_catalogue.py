"""The catalogue of WalStat (StatDCAT-AP, RDF/XML), once it was saved: which series there are, found by words."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from wallonia_map.curation.problems import RefusedError
from wallonia_map.curation.walstat_client import series_code
from wallonia_map.tables.name_text import normalise

#: Bytes of a catalogue that is read.
MOST_BYTES = 64_000_000
_RDF, _DCAT, _DCT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/ns/dcat#}", "{http://purl.org/dc/terms/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Series:
    """One series of the catalogue: its code as it is asked for, title and description in French."""

    code: str
    title: str
    description: str


def read_catalogue(content: bytes) -> list[Series]:
    """The series of a saved catalogue, sorted by code; entries without a code of the interface are no series.

    Raises
    ------
    RefusedError
        If it is no catalogue, too large, or declares entities, which a catalogue has no use for.
    """
    if len(content) > MOST_BYTES:
        raise RefusedError([f"the catalogue is larger than {MOST_BYTES:,} bytes"])
    if re.search(rb"<!(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise RefusedError(["the catalogue declares a document type, which is not read"])
    try:
        tree = ET.fromstring(content)
    except (ET.ParseError, ValueError) as error:
        raise RefusedError([f"the catalogue is no readable RDF/XML ({error})"]) from error
    found = {series.code: series for series in _series(tree)}
    if not found:
        raise RefusedError(["the file holds no series of WalStat"])
    return [found[code] for code in sorted(found)]


def _series(tree: ET.Element) -> Iterator[Series]:
    described = [node for node in tree.iter(f"{_RDF}Description") if any(_is_dataset(kind) for kind in node.findall(f"{_RDF}type"))]
    for node in (*tree.iter(f"{_DCAT}Dataset"), *described):
        for identifier in node.findall(f"{_DCT}identifier"):
            try:
                code = series_code((identifier.text or "").strip())
            except ValueError:
                continue
            yield Series(code, _text(node, "title"), _text(node, "description"))


def _is_dataset(kind: ET.Element) -> bool:
    return kind.get(f"{_RDF}resource", "").endswith("dcat#Dataset")


def _text(node: ET.Element, name: str) -> str:
    """The French text, else the one without a language, else any."""
    texts = {item.get(_LANGUAGE, ""): " ".join((item.text or "").split()) for item in node.findall(f"{_DCT}{name}")}
    return texts.get("fr") or texts.get("") or next(iter(texts.values()), "")


def matching(catalogue: list[Series], words: str) -> list[Series]:
    """The series whose code, title or description hold every word, accents and case aside."""
    wanted = normalise(words).split()
    return [one for one in catalogue if all(word in normalise(f"{one.code} {one.title} {one.description}") for word in wanted)]
