"""The gazetteer: what one key leads to, be it a code of any vintage, a postal code, or a name as people type it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from wallonia_map.model import Vintage
from wallonia_map.tables.key_text import CODE_NAME, FIVE, FOUR, NAME_CODE, REFNIS_LABELS, SECTOR, undressed
from wallonia_map.tables.name_text import loosened, normalise
from wallonia_map.tables.place_match import PlaceMatch
from wallonia_map.tables.place_words import ARTICLES, NOISE, OUTSIDE, PREFIX, TERRITORY, TOTALS, WIDER

_WAYS = ("name", "usual_name", "former_municipality")
_RANKS = {"usual": 1, "section": 2}
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d{1,4})?E\+?0?[34]$", re.IGNORECASE | re.ASCII)
_DIGITS = re.compile(r"^[\d.,\s'’+\-]+$", re.ASCII)
_CODES = re.compile(r"^\d{5}(?:\s*[,+]\s*\d{5})+$", re.ASCII)
_POSTAL_NAME = re.compile(r"^(?:BE?[\s-]*)?(\d{4})[\s,–-]+([^\d].*)$", re.IGNORECASE | re.ASCII)
_QUALIFIED = re.compile(
    r"^(?P<head>[^(\[]+?)\s*[(\[](?P<inside>[^)\]]*)[)\]]?\s*$|^(?P<left>.+?)(?:\s+[-–—|]\s+|\s*[/,;|]\s*)(?P<right>.+)$"
)
#: What stands between several names in one cell.
_BETWEEN = re.compile(r"\s*[;,/+&|]\s*|\s+(?:et|en|und|and)\s+", re.IGNORECASE)
_MOST_PARTS = 30
_LONGEST = 200


class Gazetteer:
    """Every code and name that leads to a municipality of the base vintage: for commands, links, keepers' tables and uploads alike."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Index the tables `municipalities_source`, `aliases`, `postal_codes` and `territories`."""
        source, territories = tables["municipalities_source"], tables["territories"].set_index("nis")
        self.codes: dict[str, dict[str, list[str]]] = {}
        self._base = base = Vintage.base().column
        others = sorted({str(name) for name in source.columns if str(name).startswith("nis_")} - {base}, reverse=True)
        for vintage in (base, *others):  # what a code means now comes before what it meant
            for code, nis in zip(source[vintage], source[base], strict=True):
                self.codes.setdefault(code, {}).setdefault(vintage, []).append(nis)
        postal = tables["postal_codes"]
        self.postal: dict[str, list[str]] = {}
        for code, nis in zip(postal["postal_code"], postal[base], strict=True):
            self.postal.setdefault(code, []).append(nis)
        self.names: dict[str, dict[int, set[str]]] = {}
        self.of: dict[str, set[str]] = {}
        aliases = tables["aliases"]
        for nis, alias, kind in zip(aliases[base], aliases["alias"], aliases["kind"], strict=True):
            self._add(alias, nis, _RANKS.get(kind, 0))
        for column in ("name_fr", "name_nl", "name_de"):
            for nis, name in zip(source[base], source[column], strict=True):
                self._add(name, nis, 0)
        self.loose: dict[str, dict[int, set[str]]] = {}
        for plain, ranks in self.names.items():
            for rank, found in ranks.items():
                self.loose.setdefault(loosened(plain), {}).setdefault(rank, set()).update(found)
        self.territories = {nis: str(name) for nis, name in territories["name_fr"].items()}
        told = {nis: {normalise(str(row[f"name_{lang}"])) for lang in ("fr", "en", "nl", "de")} for nis, row in territories.iterrows()}
        self.territory_names = {name: nis for nis, names in told.items() for name in names}
        within = zip(source[base], source["arrondissement_nis"], source["province_nis"], strict=True)
        self._around = {nis: told.get(arrondissement, set()) | told.get(province, set()) for nis, arrondissement, province in within}

    def _add(self, name: str, nis: str, rank: int) -> None:
        plain = normalise(name)
        self.names.setdefault(plain, {}).setdefault(rank, set()).add(nis)
        self.of.setdefault(nis, set()).add(plain)

    def find(self, key: str, *, is_refnis: bool = False) -> PlaceMatch:
        """What a key leads to; never more than it says. `is_refnis`: four digits are no postal code, the column says so."""
        text = " ".join(unicodedata.normalize("NFKC", undressed(key[:_LONGEST])).split()).lstrip("'")
        if not text or not normalise(text):
            return PlaceMatch(
                reason="empty" if not key.strip() else "unknown_name", values={} if not key.strip() else {"key": key[:_LONGEST]}
            )
        if _SCIENTIFIC.match(text):
            text = f"{float(text.replace(',', '.')):.0f}"
        five, four, sector = FIVE.match(text), FOUR.match(text), SECTOR.match(text)
        if five:
            return self._by_code("".join(five.groups()[1:]))
        if four:
            digits, label = "".join(four.groups()[1:]), (four.group("label") or "").lower()
            return self._by_short(digits) if is_refnis or label in REFNIS_LABELS else self._by_postal(digits)
        if sector:
            found = self._by_code(sector.group(2))
            return replace(found, matched_by="sector", values=found.values | {"sector": text}) if found.candidates else found
        if _DIGITS.match(text) and not _CODES.match(text):
            return PlaceMatch(reason="unknown_code", values={"key": text})
        coded, named = CODE_NAME.match(text), NAME_CODE.match(text)
        if coded or named:
            code, name = (coded.group(2), coded.group(3)) if coded else (named.group(3), named.group(1)) if named else ("", "")
            return self._by_code_and_name(code, name)
        both = _POSTAL_NAME.match(text)
        return self._by_both(both.group(1), both.group(2)) if both else self._by_name(text)

    def _by_short(self, code: str) -> PlaceMatch:
        """Four digits where a REFNIS code was announced: a territory whose zero was lost, or no code at all."""
        if f"0{code}" in self.territories:
            return PlaceMatch(reason="territory", values={"name": self.territories[f"0{code}"]})
        return PlaceMatch(reason="short_code", values={"key": code})

    def _by_code_and_name(self, code: str, name: str) -> PlaceMatch:
        """« 62063 Liège »: the code, unless the name is that of another municipality."""
        by_code, by_name = self._by_code(code), self._by_name(name)
        if not by_code.candidates:
            return by_name if by_code.reason == "unknown_code" and by_name.nis else by_code
        if by_name.candidates and not self._all(name) & set(by_code.candidates) and not set(by_name.candidates) & set(by_code.candidates):
            every = tuple(dict.fromkeys((*by_code.candidates, *by_name.candidates)))
            return PlaceMatch(every, by_code.matched_by, reason="code_disagrees", values={"code": code, "name": name})
        return by_code

    def _by_code(self, code: str) -> PlaceMatch:
        if code in self.codes:
            way, found = next(iter(self.codes[code].items()))
            return PlaceMatch(tuple(found), way, code)
        if code in self.territories:
            return PlaceMatch(reason="territory", values={"name": self.territories[code]})
        if code[0] in "01347" or (code[0] == "2" and code[1] != "5"):
            return PlaceMatch(reason="outside_code", values={"key": code}, outside=True)
        return PlaceMatch(reason="unknown_code", values={"key": code})

    def _by_postal(self, code: str) -> PlaceMatch:
        if code in self.postal:
            found = tuple(self.postal[code])
            return PlaceMatch(found, "postal_code", reason="several" if len(found) > 1 else "")
        if "1000" <= code < "1300" or "1500" <= code < "4000" or code >= "8000":
            return PlaceMatch(reason="outside_postal", values={"key": code}, outside=True)
        return PlaceMatch(reason="unknown_postal", values={"key": code})

    def _by_both(self, postal: str, name: str) -> PlaceMatch:
        """« 5100 Jambes »: where both are known they must agree, or one must choose among what the other allows."""
        by_code, by_name = self._by_postal(postal), self._by_name(name)
        common = tuple(nis for nis in by_code.candidates if nis in self._all(name))
        if len(common) == 1:
            return PlaceMatch(common, by_name.matched_by or "postal_code")
        if by_code.outside and (by_name.outside or not by_name.candidates or by_name.reason):
            return by_code
        if by_code.candidates and not by_name.candidates and not by_name.outside:
            return by_code
        if by_name.candidates and not by_code.candidates and not by_code.outside:
            return by_name
        every = tuple(dict.fromkeys((*by_code.candidates, *by_name.candidates)))
        if not every:
            return by_name
        return PlaceMatch(every, by_name.matched_by or "postal_code", reason="disagree", values={"postal": postal, "name": name})

    def _all(self, name: str) -> set[str]:
        """Every municipality that bears a name, officially or formerly."""
        plain = normalise(name)
        bare = PREFIX.sub("", plain)
        ranks = (self.names.get(plain) or self.names.get(bare) or self.loose.get(loosened(bare)) or {}).values()
        return set().union(*ranks)

    def _by_name(self, text: str) -> PlaceMatch:
        plain = normalise(text)
        found = self._exactly(plain)
        if found:
            return found
        if plain in TOTALS:
            return PlaceMatch(reason="total", values={"key": text})
        wide = TERRITORY.sub("", plain)
        if plain in WIDER or wide in WIDER:
            return PlaceMatch(reason="territory", values={"name": text})
        if plain in self.territory_names or (wide != plain and wide in self.territory_names):
            return PlaceMatch(reason="territory", values={"name": text})
        several = self._several(text)
        if several:
            return several
        split = _QUALIFIED.match(text)
        if split:
            head, qualifier = split.group("head") or split.group("left"), split.group("inside") or split.group("right") or ""
            qualified = self._qualified(head.strip(), normalise(qualifier))
            if qualified:
                return qualified
        bare = PREFIX.sub("", plain)
        found = (self._exactly(bare) if bare != plain else None) or self._told(self.loose.get(loosened(bare)), bare)
        return found or PlaceMatch(reason="unknown_name", values={"key": text})

    def _several(self, text: str) -> PlaceMatch | None:
        """« Herstal; Liège », « 62051, 62063 »: every part is a municipality's own name or code, and they are not one."""
        parts = [part for part in _BETWEEN.split(text) if part.strip()]
        if not 2 <= len(parts) <= _MOST_PARTS:
            return None
        found = [
            self._by_code(part) if part in self.codes else self._told(self.names.get(PREFIX.sub("", normalise(part))), normalise(part))
            for part in map(str.strip, parts)
        ]
        if any(one is None or len(one.candidates) != 1 or not (one.matched_by == "name" or one.code) for one in found):
            return None
        places = tuple(dict.fromkeys(one.candidates[0] for one in found if one is not None))
        return PlaceMatch(places, "name", reason="several_named", values={"key": text}) if len(places) > 1 else None

    def _exactly(self, plain: str) -> PlaceMatch | None:
        found = self._told(self.names.get(plain), plain)
        if found is None and plain in OUTSIDE:
            return PlaceMatch(reason="outside_name", values={"key": plain.title()}, outside=True)
        return found

    def _told(self, ranks: dict[int, set[str]] | None, plain: str) -> PlaceMatch | None:
        """The municipalities of the best kind of name; a former municipality may also be one outside Wallonia (Forest)."""
        if not ranks:
            return None
        best = min(ranks)
        candidates = tuple(sorted(ranks[best]))
        if best > 0 and plain in OUTSIDE:
            return PlaceMatch(candidates, _WAYS[best], reason="also_outside")
        return PlaceMatch(candidates, _WAYS[best], reason="several" if len(candidates) > 1 else "")

    def _qualified(self, head: str, qualifier: str) -> PlaceMatch | None:
        """« Celles (Tournai) », « Liège / Luik », « Louvière (La) »: the second part chooses among what the first allows."""
        plain = normalise(head)
        if qualifier in ARTICLES and f"{qualifier} {plain}" in self.names:
            return self._exactly(f"{qualifier} {plain}")
        bare = PREFIX.sub("", plain)
        ranks = self.names.get(plain) or self.names.get(bare) or self.loose.get(loosened(bare))
        if not ranks:
            return self._exactly(bare) if bare in OUTSIDE else None
        if not qualifier or qualifier in NOISE:
            return self._told(ranks, bare)
        for rank in sorted(ranks):
            fitting = tuple(sorted(nis for nis in ranks[rank] if self._fits(nis, qualifier)))
            if fitting:
                return PlaceMatch(fitting, _WAYS[rank], reason="several" if len(fitting) > 1 else "")
        every = tuple(sorted(set().union(*ranks.values())))
        return PlaceMatch(every, _WAYS[min(ranks)], reason="qualifier", values={"name": head, "qualifier": qualifier})

    def _fits(self, nis: str, qualifier: str) -> bool:
        """Whether a qualifier is about a municipality: its own names and codes, its arrondissement or its province."""
        place = PREFIX.sub("", TERRITORY.sub("", qualifier))
        if place in self.of[nis] or nis in self.codes.get(place, {}).get(self._base, []) or nis in self.postal.get(place, []):
            return True
        return any(name == place or name.startswith(f"{place} ") for name in self._around[nis]) or loosened(place) in map(
            loosened, self.of[nis]
        )
