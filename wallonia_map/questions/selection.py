"""Filters → rows, and filters ↔ the parameters of a link."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import pandas as pd

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Confidence, LeadType, Programme, Role, RoleRule, Scope, Selection, Status, Theme, Vintage
from wallonia_map.place import Character, Community
from wallonia_map.questions.indicator_ranges import range_text, ranges
from wallonia_map.questions.perimeters import perimeter_text, perimeters
from wallonia_map.questions.places import asks_only_for_provinces, groups_of_every_period, has_place_filter, places_of
from wallonia_map.questions.start_years import begun_by, every_year
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.name_text import normalise
from wallonia_map.tables.suggestions import did_you_mean

#: Longest text that a link may search for.
MAX_WORDS = 80
#: The columns of initiatives that filters read.
FILTERED = ("programme", "lead_type", "confidence", "stage", "themes", "start_year")


@dataclass(frozen=True, eq=False)
class Selected:
    """What a selection leads to.

    `initiatives` are listed; `participations` (columns `initiative_id`, `nis`, `role`, `counted_as`) are counted;
    `possible` (the same columns) are those of which no source says whether they exist: never counted, never denied.
    `places` are the municipalities that the filters on place leave. `undated` are initiatives of which it is not known whether they had
    begun by the year that the selection asks for: not listed, and all their participations only possible.
    """

    selection: Selection
    initiatives: pd.DataFrame
    participations: pd.DataFrame
    places: pd.Index
    possible: pd.DataFrame
    undated: pd.DataFrame

    @cached_property
    def covered(self) -> pd.Index:
        """The municipalities with at least one counted participation, sorted."""
        return pd.Index(sorted(self.participations["nis"].unique()))

    @cached_property
    def not_known(self) -> pd.Index:
        """The municipalities that are covered only if a possible participation is a true one, sorted."""
        possible = self.possible["nis"]
        return pd.Index(sorted(possible[~possible.isin(self.covered)].unique()), dtype=self.places.dtype)

    @cached_property
    def identifiers(self) -> tuple[str, ...]:
        """The initiatives listed, by id."""
        return tuple(self.initiatives.index)

    @cached_property
    def distinct(self) -> int:
        """Initiatives listed, rows that are or may be the same one counted once."""
        return int(self.initiatives["counted_as"].nunique())


def select(atlas: Atlas, selection: Selection) -> Selected:
    """The rows of `atlas` that `selection` asks for, in the selection's vintage.

    A filter on place keeps initiatives that reach the place under the role rule or may do so, and the province-wide
    ones of a chosen province; these are listed and never counted.
    """
    listed = atlas.initiatives
    kept = filter_mask(listed, selection, lambda: atlas.searchable)
    places = places_of(atlas, selection)
    codes = atlas.positions(selection.vintage)
    reaching = np.array([role.value in selection.rule.roles for role in Role])[codes.role]
    perhaps = np.array([role is Role.POSSIBLE for role in Role])[codes.role]
    if has_place_filter(selection):
        inside = atlas.municipalities(selection.vintage).index.isin(places)[codes.municipality]
        reaching &= inside
        perhaps &= inside
        here = np.zeros(len(listed), dtype=bool)
        here[codes.initiative[reaching | perhaps]] = True
        kept &= here | _wide_in(atlas, listed, selection)
    begun, unsure = begun_by(listed["start_year"], selection.until)
    counting = kept & listed["stage"].isin(selection.counted_statuses)
    sure, undated = ((counting & when).to_numpy()[codes.initiative] for when in (begun, unsure))
    counted = _rows(atlas, selection, reaching & sure)
    possible = _rows(atlas, selection, perhaps & sure | (reaching | perhaps) & undated)
    if selection.until is not None:  # a merger may have joined two roles, of which now either is only possible
        possible = possible.assign(role=possible["role"].mask(possible["role"].notna(), Role.POSSIBLE.value)).drop_duplicates(
            ignore_index=True
        )
    return Selected(selection, listed[kept & begun], counted, places, possible, listed[kept & unsure])


def _rows(atlas: Atlas, selection: Selection, mask: np.ndarray) -> pd.DataFrame:
    """Some of the participations in the selection's vintage, each with the initiative that it counts as."""
    rows = np.flatnonzero(mask)
    found = atlas.participations(selection.vintage).take(rows).reset_index(drop=True)
    initiative = atlas.positions(selection.vintage).initiative[rows]
    found["counted_as"] = atlas.initiatives["counted_as"].array.take(initiative)
    return found


def without(selection: Selection, field: str) -> Selection:
    """The same selection with one field back at its default."""
    return selection.replace(**{item.name: item.default for item in fields(Selection) if item.name == field})


def filter_mask(rows: pd.DataFrame, selection: Selection, searchable: Callable[[], pd.Series]) -> pd.Series:
    """Which of `rows` the filters leave, those on place and role aside: boolean, same index.

    `rows` has the columns of initiatives that `FILTERED` names; `searchable` says what a search for words reads, once it is asked for.
    """
    kept = pd.Series(True, index=rows.index)
    for column, wanted in (
        ("programme", selection.programmes), ("lead_type", selection.lead_types), ("confidence", selection.confidences),
        ("stage", selection.statuses),
    ):  # fmt: skip
        if wanted:
            kept &= rows[column].isin(wanted)
    if selection.themes:
        kept &= has_any(rows["themes"], selection.themes)
    if selection.first_year is not None:
        kept &= (rows["start_year"] >= selection.first_year).fillna(False)
    if selection.last_year is not None:
        kept &= (rows["start_year"] <= selection.last_year).fillna(False)
    for word in normalise(selection.words).split():
        kept &= searchable().str.contains(word, regex=False)
    return kept


def has_any(lists: pd.Series, wanted: Iterable[str]) -> pd.Series:
    """Whether each cell of `lists` (texts with `;` between) holds one of `wanted`."""
    wanted = frozenset(wanted)
    codes, different = pd.factorize(lists)  # each distinct list is read once
    found = np.array([not set(cell.split(";")).isdisjoint(wanted) for cell in different], dtype=bool)
    return pd.Series(found[codes], index=lists.index)


def _wide_in(atlas: Atlas, listed: pd.DataFrame, selection: Selection) -> pd.Series:
    if not asks_only_for_provinces(selection):
        return pd.Series(False, index=listed.index)
    names = [atlas.territory_name(nis, "fr") for nis in selection.provinces]
    return (listed["scope"] == Scope.PROVINCE) & has_any(listed["provinces"], names)


def checked(selection: Selection, atlas: Atlas) -> Selection:
    """The same selection if every value exists; else `UnknownValueError` with the valid ones."""
    for kind, values, valid in (
        ("programme", selection.programmes, [item.value for item in Programme]),
        ("theme", selection.themes, [item.value for item in Theme]),
        ("stage", selection.statuses, [item.value for item in Status]),
    ):
        for value in values:
            if value not in valid:
                raise UnknownValueError(kind, value, tuple(valid))
    if selection.until is not None and selection.until not in every_year(atlas):
        raise UnknownValueError("year", selection.until, tuple(map(str, every_year(atlas))))
    atlas.population(selection.vintage, selection.population_year)
    return selection


def territory_nis(atlas: Atlas, level: str, text: str) -> str:
    """The code of a province or arrondissement from its code or its name in any language."""
    rows = atlas.territories[atlas.territories["level"] == level]
    for nis, row in rows.iterrows():
        names = (row["name_fr"], row["name_en"], row["name_nl"], row["name_de"])
        if text == nis or normalise(text) in map(normalise, names):
            return str(nis)
    raise UnknownValueError(level, text, tuple(rows["name_fr"]))


def municipality_nis(atlas: Atlas, text: str, vintage: Vintage) -> str:
    """The code in `vintage` of a municipality from any code or name.

    Raises
    ------
    UnknownValueError
        If nothing, or more than one municipality, is called so: the sentence then names the candidates, or names spelt nearly alike.
    """
    match = atlas.gazetteer.find(text)
    candidates = pd.Series(match.candidates, dtype="str")
    codes = sorted(set(atlas.in_vintage(candidates, vintage))) if len(candidates) else []
    if len(codes) == 1 and (match.nis is not None or len(candidates) > 1):
        return str(codes[0])
    rows = atlas.municipalities(vintage)
    near = did_you_mean(text, atlas.gazetteer, atlas.codes_by_base(vintage)) or _begun(rows["name_fr"], text)
    if codes and not near:
        named = tuple(f"{code} {rows.at[code, 'name_fr']}" for code in codes)
        raise UnknownValueError("single municipality (it is the name of several)", text, named)
    raise UnknownValueError("municipality", text, tuple(rows["name_fr"]), tuple(f"{rows.at[nis, 'name_fr']} ({nis})" for nis in near))


def _begun(names: pd.Series, text: str) -> list[str]:
    """The first three municipalities whose name begins with `text`, where that is more than two letters."""
    begin = text.strip().casefold()
    return [str(nis) for nis in names.index[names.str.casefold().str.startswith(begin)][:3]] if len(begin) > 2 else []


def to_params(selection: Selection) -> dict[str, list[str]]:
    """The parameters of a link to `selection`; what is at its default is left out."""
    years = {"from": selection.first_year, "to": selection.last_year, "year": selection.population_year, "until": selection.until}
    params: dict[str, list[str]] = {
        "programme": list(selection.programmes), "theme": list(selection.themes), "stage": list(selection.statuses),
        "province": list(selection.provinces), "arrondissement": list(selection.arrondissements), "municipality": list(selection.municipalities),
        "community": list(selection.communities), "character": list(selection.characters), "group": list(selection.groups),
        "perimeter": [perimeter_text(item) for item in selection.perimeters],
        "indicator": [range_text(item) for item in selection.indicators], "lead": list(selection.lead_types), "confidence": list(selection.confidences),
        "role": [selection.rule.value] if selection.rule is not RoleRule.STRICT else [],
        "vintage": [selection.vintage.value] if selection.vintage is not Vintage.default() else [],
        "q": [selection.words] if selection.words else [],
        **{name: [str(year)] for name, year in years.items() if year is not None},
    }  # fmt: skip
    return {name: values for name, values in params.items() if values}


def from_params(params: Mapping[str, Sequence[str]], atlas: Atlas) -> Selection:
    """The selection of a link. Links are hostile input: what is not known is left out, what is long is cut."""

    def known(name: str, valid: Iterable[str]) -> tuple[str, ...]:
        given = set(params.get(name, ()))
        return tuple(str.__str__(value) for value in (valid if given else ()) if value in given)  # plain text, no enumeration member

    def one(name: str, valid: Iterable[str], default: str) -> str:
        return next(iter(known(name, valid)), default)

    def year(name: str, lowest: int, highest: int) -> int | None:
        text = next(iter(params.get(name, ())), "")
        number = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
        return number if lowest <= number <= highest else None

    vintage = Vintage(one("vintage", list(Vintage), Vintage.default()))
    years, population_year = every_year(atlas), year("year", 1900, 2100)
    words = next(iter(params.get("q", ())), "")
    return Selection(
        programmes=known("programme", list(Programme)), themes=known("theme", list(Theme)),
        rule=RoleRule(one("role", list(RoleRule), RoleRule.STRICT)), statuses=known("stage", list(Status)),
        provinces=known("province", atlas.territories_of("province")),
        arrondissements=known("arrondissement", atlas.territories_of("arrondissement")), communities=known("community", list(Community)),
        characters=known("character", list(Character)), groups=known("group", groups_of_every_period(atlas)),
        perimeters=perimeters(params.get("perimeter", ()), atlas, vintage),
        municipalities=known("municipality", atlas.municipalities(vintage).index), indicators=ranges(params.get("indicator", ())),
        lead_types=known("lead", list(LeadType)), confidences=known("confidence", list(Confidence)), first_year=year("from", 1990, 2040),
        words=" ".join("".join(letter if letter.isprintable() else " " for letter in words).split())[:MAX_WORDS].strip(), vintage=vintage,
        last_year=year("to", 1990, 2040), population_year=population_year if population_year in atlas.population_years(vintage) else None,
        until=year("until", years[0], years[-1]) if years else None,
    )  # fmt: skip
