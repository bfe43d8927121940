"""Templates that are filled already: rows to correct, groups whose members are not known, texts to translate."""

from collections.abc import Sequence

from wallonia_map.curation.keeper_tables import ROLE_COLUMNS, keeper_table, rows_of
from wallonia_map.curation.template import template
from wallonia_map.curation.untranslated import rows_to_translate, untranslated
from wallonia_map.curation.wanted import wanted
from wallonia_map.errors import UnknownValueError
from wallonia_map.export.receipt import File
from wallonia_map.tables.atlas import Atlas

#: What a template can be filled with, beside rows that are named one by one.
POSSIBLE_MEMBERS, UNTRANSLATED = "possible-members", "untranslated"


def rows_template(atlas: Atlas, programme: str, identifiers: Sequence[str], form: str, language: str) -> File:
    """A template with the rows that are named, to correct or to withdraw.

    Raises
    ------
    UnknownValueError
        If there is no such programme, table or row.
    """
    table = keeper_table(atlas.catalog, programme)
    known = {" ".join(row[column] for column in table.schema.key): row for row in rows_of(table)}
    for identifier in identifiers:
        if identifier not in known:
            raise UnknownValueError("row", identifier, tuple(sorted(known))[:20])
    return template(programme, form, language, catalog=atlas.catalog, rows=[known[identifier] for identifier in identifiers])


def members_template(atlas: Atlas, programme: str, form: str, language: str) -> File:
    """A template of the rows whose municipalities are not known: name them, or those that may be among them with the reason.

    Its columns are the row's name and title, those of the roles, whatever the contract calls `possible_…`, and what changes with them:
    remarks, confidence and sources.

    Raises
    ------
    UnknownValueError
        If there is no such programme.
    """
    table = keeper_table(atlas.catalog, programme)
    lacking = {name for one in wanted(atlas) if one.kind == "members" and one.programme == programme for name in one.initiatives}
    names = table.schema.names
    kept = ("initiative_id", "title", *ROLE_COLUMNS, "notes", "confidence", "source_urls")
    columns = [name for name in names if name in kept or name.startswith("possible_")]
    rows = [row for row in rows_of(table) if row.get("initiative_id") in lacking]
    return template(programme, form, language, catalog=atlas.catalog, rows=rows, columns=columns, can_withdraw=False)


def texts_template(atlas: Atlas, form: str, language: str) -> File:
    """A template of texts with those that no language has."""
    rows = rows_to_translate(untranslated(atlas))
    return template("texts", form, language, catalog=atlas.catalog, rows=rows, can_withdraw=False)
