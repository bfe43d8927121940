"""Which texts of the rows have no translation yet, where they stand, and the template that asks for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from wallonia_map.curation.keeper_tables import Cells
from wallonia_map.i18n import Language, listing, say
from wallonia_map.tables.atlas import Atlas

#: What the atlas shows in the reader's language, by table; `possible_` columns are read as soon as the contract has them.
_SHOWN = {
    "initiatives": ("title", "lead", "partners", "funding", "status", "summary", "notes", "possible_reason"),
    "organisations": ("name", "role"),
    "indicators": ("indicator", "group", "value_text", "unit", "note"),
    "control_totals": ("note",),
    "initiative_links": ("note",),
    "municipality_changes": ("note",),
}
#: Columns of names that are translated one by one, and those of several remarks.
_NAMES, _REMARKS = ("lead", "partners"), ("notes",)
_BETWEEN_REMARKS = " — "


@dataclass(frozen=True)
class Untranslated:
    """A text that every language shows as it stands: where it was met first, and in how many rows."""

    table: str
    row: str
    column: str
    text: str
    rows: int = 1

    def sentence(self, language: str) -> str:
        """Where it stands, and what it says."""
        return say(
            "keeper.untranslated.one_text", language, n=self.rows, table=self.table, row=self.row, column=self.column, text=self.text
        )


def untranslated(atlas: Atlas) -> list[Untranslated]:
    """Every text without a translation, table by table, each once."""
    found: dict[str, Untranslated] = {}
    for table, row, column, text in _texts(atlas):
        if text and not atlas.texts.has(text):
            first = found.get(text, Untranslated(table, row, column, text, 0))
            found[text] = Untranslated(first.table, first.row, first.column, text, first.rows + 1)
    return list(found.values())


def rows_to_translate(found: list[Untranslated]) -> list[Cells]:
    """The rows of a template of `texts` that asks for them: the languages are empty, since nobody has written them."""
    return [{"text": one.text} for one in found]


def summary(found: list[Untranslated], language: str) -> str:
    """How many texts lack a translation, in words."""
    names = listing([say(f"keeper.untranslated.{one.value}", language) for one in Language], language)
    return say("keeper.untranslated.count", language, n=len(found), languages=names) if found else say("keeper.untranslated.none", language)


def _texts(atlas: Atlas) -> Iterator[tuple[str, str, str, str]]:
    """Table, row, column and text of everything that is shown in the reader's language."""
    for table, columns in _SHOWN.items():
        rows, key = atlas.tables[table], atlas.catalog.resources[table].schema.key
        named = rows[list(key)].astype(str).agg(" ".join, axis=1).tolist()
        for column in columns:
            if column in rows:
                for row, cell in zip(named, rows[column].tolist(), strict=True):
                    yield from ((table, row, column, text) for text in _parts(atlas, column, cell))


def _parts(atlas: Atlas, column: str, cell: str) -> list[str]:
    if not cell or atlas.texts.has(cell):
        return []
    if column in _NAMES:
        return atlas.texts.parts(cell)
    return cell.split(_BETWEEN_REMARKS) if column in _REMARKS else [cell]
