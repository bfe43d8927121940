"""The coordinate system that a file or a visitor names: by code, URN, URI, link or an old member of GeoJSON."""

import re

import pyproj

from wallonia_map.uploads.limits import UnusableFile

#: Systems that a visitor can declare, by their code: what Belgian data come in. « x » and « y » are always east and north.
SYSTEMS = {"EPSG:4326": "WGS 84", "EPSG:31370": "Lambert 72", "EPSG:3812": "Lambert 2008", "EPSG:3857": "Web Mercator"}
_AUTHORITIES = ("EPSG", "OGC", "ESRI")
_LONGEST = 300
_ALLOWED = re.compile(r"[\w.:/#?&=+ ()-]+", re.ASCII)
_CODE = re.compile(r"\d{3,6}|CRS\d{2}", re.IGNORECASE)
#: Ends of links that say in which form the answer comes.
_ANSWERS = frozenset({"wkt", "esriwkt", "ogcwkt", "proj4", "json", "projjson", "xml", "gml", "html", ""})
_NAMES = {"".join(name.lower().split()): code for code, name in SYSTEMS.items()} | {
    "belgianlambert72": "EPSG:31370", "belge1972/belgianlambert72": "EPSG:31370", "bd72/belgianlambert72": "EPSG:31370", "belge_lambert_1972": "EPSG:31370", "lambert1972": "EPSG:31370",
    "belgianlambert2008": "EPSG:3812", "etrs89/belgianlambert2008": "EPSG:3812", "belge_lambert_2008": "EPSG:3812",
    "wgs84/pseudo-mercator": "EPSG:3857", "pseudo-mercator": "EPSG:3857",
}  # fmt: skip


def system(name: str) -> pyproj.CRS:
    """The system that is called `name`, by its authority and its code only: other notations may name files.

    Read are `31370`, `EPSG:31370`, `urn:ogc:def:crs:EPSG::31370`, `http://www.opengis.net/def/crs/EPSG/0/31370`,
    `https://epsg.io/31370.wkt`, `OGC:CRS84`, `ESRI:102100` and what people call the four of `SYSTEMS`. No link is followed.

    Raises
    ------
    UnusableFile
        If it names no system of places on a map.
    """
    text = name.strip()
    known = _NAMES.get("".join(text.lower().split())[:60])
    if known is not None:
        return _by_code(*known.split(":"))
    if len(text) > _LONGEST or not _ALLOWED.fullmatch(text):
        raise UnusableFile("no_crs")
    words = re.split(r"[:/#?&=.]", text)
    while words and words[-1].lower() in _ANSWERS:
        words.pop()
    codes = [word for word in words if _CODE.fullmatch(word)]
    authorities = [word.upper() for word in words if word.upper() in _AUTHORITIES]
    if not codes or words[-1] != codes[-1] or not (authorities or len(words) == 1):
        raise UnusableFile("no_crs")
    code = codes[-1].upper()
    if code.startswith("CRS"):
        return _by_code("OGC", code)
    return _by_code(authorities[-1] if authorities else "EPSG", code)


def _by_code(authority: str, code: str) -> pyproj.CRS:
    for one in dict.fromkeys((authority, "EPSG")):  # ArcGIS writes codes of EPSG as its own
        try:
            found = pyproj.CRS.from_authority(one, code)
        except pyproj.exceptions.CRSError:
            continue
        if found.is_geographic or found.is_projected:
            return found
    raise UnusableFile("no_crs")


def declared(member: object) -> pyproj.CRS | None:
    """The system of a member `crs` as JSON has it (RFC 7946 forgot it, most programs still write it); None where it says none.

    Read are `{"type": "name", "properties": {"name": …}}`, the types `link` and `EPSG`, a text or a number alone, and PROJJSON.

    Raises
    ------
    UnusableFile
        If it names a system that cannot be told.
    """
    if isinstance(member, dict):
        identity = member.get("id")
        if isinstance(identity, dict) and "authority" in identity:
            return system(f"{identity['authority']}:{identity.get('code')}")
        told = member.get("properties")
        member = next((told[key] for key in ("name", "href", "code") if told.get(key)), None) if isinstance(told, dict) else None
    if member is None or isinstance(member, bool):
        return None
    return system(str(member))


def of_wkt(text: str) -> pyproj.CRS:
    """The registered system that a `.prj` file describes.

    Its own numbers are not used: a description may name files of the machine, and Lambert 72 without its shift of datum
    would lie a hundred metres off.

    Raises
    ------
    UnusableFile
        If it describes none.
    """
    try:
        described = pyproj.CRS.from_wkt(text)
    except pyproj.exceptions.CRSError as error:
        raise UnusableFile("no_crs") from error
    for confidence in (70, 25):
        found = described.to_authority(min_confidence=confidence)
        if found is not None and found[0] in _AUTHORITIES:
            return _by_code(*found)
    return system(described.name)


def name_of(crs: pyproj.CRS) -> str:
    """The code of a system, as `system` reads it."""
    return ":".join(crs.to_authority() or ("", ""))
