"""The vocabulary that the tables of `geodata/` hold: programmes, vintages, themes, stages, indicators, and what they are called."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from wallonia_map import vocabulary
from wallonia_map.i18n import Language, listing, say, typeset
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.tables.name_text import normalise
from wallonia_map.vocabulary import Row, Vocabulary

#: Table → its key and what its words are called in code.
TABLES = {
    "programmes": ("programme", "programme"), "vintages": ("vintage", "vintage"), "themes": ("theme", "theme"), "stages": ("stage", "stage"),
    "municipal_indicator_names": ("indicator", "indicator"),
}  # fmt: skip
#: The columns of whole numbers in these tables.
_WHOLE = ("order", "first_year", "last_year", "population_year", "home_order", "denominator_shift", "per", "decimals")


def vocabulary_of(tables: Mapping[str, pd.DataFrame]) -> Vocabulary:
    """The vocabulary of checked tables."""
    source = tables["municipalities_source"]
    counts = {str(name): int(source[name].nunique()) for name in source.columns if str(name).startswith("nis_")}
    return _made(
        {name: [{str(key): _plain(value) for key, value in row.items()} for row in tables[name].to_dict("records")] for name in TABLES},
        counts,
    )


def _shipped() -> Vocabulary:
    """The vocabulary of the data that came with the app, before anything is checked."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name in (*TABLES, "municipalities"):
        with (GEODATA / "source" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = [{key: _read(key, cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    places = rows.pop("municipalities")
    counts = {name: len({row[name] for row in places}) for name in places[0] if name.startswith("nis_")}
    return _made(rows, counts)


def _read(column: str, cell: str) -> object:
    if column.startswith("is_"):
        return cell == "true"
    return int(cell) if column in _WHOLE and cell else cell


def _plain(value: object) -> object:
    if isinstance(value, bool | str):
        return value
    return "" if pd.isna(value) else value if not isinstance(value, float) else int(value)


def _made(rows: Mapping[str, list[dict[str, Any]]], counts: Mapping[str, int]) -> Vocabulary:
    found: dict[str, dict[str, Row]] = {}
    for table, (key, kind) in TABLES.items():
        order = "valid_from" if table == "vintages" else "order"
        found[kind] = {str(row[key]): row for row in sorted(rows[table], key=lambda row: row[order])}
    return Vocabulary(found, _Messages(found, counts))


class _Messages(Mapping[str, Mapping[str, str]]):
    """What the words are called, by language: worked out when a language is first spoken, since each reads a catalogue of its own."""

    def __init__(self, rows: Mapping[str, Mapping[str, Row]], counts: Mapping[str, int]) -> None:
        self._rows, self._counts = rows, counts
        self._known: dict[str, dict[str, str]] = {}

    def __getitem__(self, language: str) -> Mapping[str, str]:
        if language not in self._known:
            if language not in list(Language):
                raise KeyError(language)
            told = _messages(self._rows, self._counts, language)
            self._known[language] = {message: typeset(text, language) for message, text in told}
        return self._known[language]

    def __iter__(self) -> Iterator[str]:
        return (language.value for language in Language)

    def __len__(self) -> int:
        return len(Language)


def _messages(rows: Mapping[str, Mapping[str, Row]], counts: Mapping[str, int], language: str) -> Iterable[tuple[str, str]]:
    """What the words are called, under the ids by which pages and files ask for it."""
    for name, row in rows["programme"].items():
        short, long = row[f"short_{language}"] or row[f"name_{language}"], row[f"name_{language}"]
        yield f"programme.{name}", short
        yield f"programme_long.{name}", long
        yield f"subject.{name}", short
        yield f"resource.keeper-{name}", short
        heading = say("column.initiatives_of", language, name=short) if row["family"] == "smart-region" else short
        yield f"column.initiatives_{name.replace('-', '_')}", heading
        shown = row["membership_map"]
        if shown:
            period = "–".join(str(row[year]) for year in ("first_year", "last_year") if row[year])
            yield f"measure.{shown}", long
            yield f"measure_unit.{shown}", say("measure_unit.membership", language)
            yield f"slug.{shown}", shown.replace("lag", say("compare.kind.group", language).lower(), 1)
            yield f"compare.kind.{shown}", f"{say('compare.kind.group', language)} {period}".strip()
    known = [say("explore.vintage_option", language, vintage=name, n=counts.get(f"nis_{name}", 0)) for name in rows["vintage"]]
    yield "glossary.vintage_text", say("glossary.vintage_told", language, vintages=listing(known, language))
    for name in rows["vintage"]:
        count = counts.get(f"nis_{name}", 0)
        yield f"explore.vintage_{name}", say("explore.vintage_option", language, vintage=name, n=count)
        yield f"robust.variant.vintage-{name}", say("robust.variant_vintage", language, vintage=name)
        yield f"resource.boundaries_{name}", say("resource.boundaries_of", language, vintage=name)
    for column in counts:
        yield f"column.{column}", say("column.nis_in", language, vintage=column.removeprefix("nis_"))
    for kind in ("theme", "stage"):
        for name, row in rows[kind].items():
            yield f"{kind}.{name}", row[f"name_{language}"]
    for name, row in rows["indicator"].items():
        yield f"measure.{name}", row[f"name_{language}"]
        yield f"measure_unit.{name}", row[f"unit_{language}"]
        yield f"slug.{name}", normalise(row[f"short_{language}"]).replace(" ", "-")
        yield f"indicator.{name}", row[f"short_{language}"]


vocabulary.read_first_by(_shipped)
