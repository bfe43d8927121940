"""Every text that the atlas shows from its data is there in four languages."""

import re

import pytest

from wallonia_map.export.csv import TRANSLATED
from wallonia_map.i18n import Language, message_ids
from wallonia_map.tables.loading import as_text

LANGUAGES = [language.value for language in Language]


@pytest.mark.parametrize("column", ["title", "summary"])
def test_every_title_and_summary_is_translated(atlas, column):
    texts = set(atlas.initiatives[column]) - {""}
    assert sorted(text for text in texts if not atlas.texts.has(text)) == []


def test_every_name_of_a_lead_is_translated(atlas):
    names = {name for lead in atlas.initiatives["lead"] for name in atlas.texts.parts(lead) if not atlas.texts.has(lead)}
    assert sorted(name for name in names if not atlas.texts.has(name)) == []


@pytest.mark.parametrize(
    ("table", "column"), [("organisations", "role"), ("indicators", "indicator"), ("indicators", "unit"), ("control_totals", "note")]
)
def test_what_the_data_page_shows_is_translated(atlas, table, column):
    texts = set(atlas.tables[table][column]) - {""}
    assert sorted(text for text in texts if not atlas.texts.has(text)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_a_table_has_a_name_of_its_own(atlas, language):
    said = message_ids(language)
    for resource in atlas.catalog.resources.values():
        if resource.is_table:
            names = [said[f"column.{column}"] for column in as_text(resource.read()).columns]
            assert len(set(names)) == len(names), resource.name


def test_no_translation_is_empty_or_has_a_line_break(atlas):
    for language in LANGUAGES:
        said = atlas.tables["texts"][language]
        assert said.str.strip().ne("").all()
        assert not said.str.contains("[\r\n\t]").any()


def test_no_text_is_translated_twice(atlas):
    assert atlas.tables["texts"]["text"].is_unique


def test_a_translation_keeps_the_figures_of_the_summary(atlas):
    """Every number of three digits or more stands in all four languages, however it is grouped."""
    summaries = set(atlas.initiatives["summary"]) - {""}
    lost = []
    for text in summaries:
        told = [
            set(re.findall(r"\d{3,}", re.sub(r"(?<=\d)[.,\s](?=\d{3})", "", atlas.texts.say(text, language)))) for language in LANGUAGES
        ]
        lost += [text for one in told if one != told[0]][:1]
    assert sorted(lost) == []


@pytest.mark.parametrize("column", sorted(set(TRANSLATED) - {"role"}))
def test_every_identifier_in_a_translated_column_has_its_words(atlas, column):
    used = {part for cell in atlas.initiatives[column] for part in cell.split(";") if part}
    assert {f"{TRANSLATED[column]}.{value}" for value in used} <= set(message_ids("fr"))


def test_what_was_inferred_has_its_words(atlas):
    used = {part for cell in atlas.initiatives["inferred"] for part in cell.split(";") if part}
    assert {f"inferred.{name}" for name in used} <= set(message_ids("fr"))


def test_every_table_total_and_source_has_its_words(atlas):
    ids = set(message_ids("fr"))
    assert {f"resource.{name}" for name in atlas.catalog.resources} <= ids
    totals = atlas.tables["control_totals"]
    assert {f"total.{measure}" for measure in totals["measure"]} | {f"subject.{subject}" for subject in totals["subject"]} <= ids
    assert {f"data_source.{source['name']}" for source in atlas.catalog.told["sources"]} <= ids
