"""The files of Compare and White spots speak the reader's language, in columns, values and names."""

import pytest

from tests.vocabulary import Vocabulary
from wallonia_map.export.csv import spreadsheet_csv
from wallonia_map.export.planner_tables import (
    compared_table,
    difference_table,
    file_word,
    helpers_table,
    overlap_table,
    white_spots_table,
)
from wallonia_map.i18n import Language, say
from wallonia_map.model import Selection, Vintage
from wallonia_map.questions.overlaps import white_spots
from wallonia_map.questions.peers import who_could_help
from wallonia_map.questions.territories import compare
from wallonia_map.views.category_summary import change_summary, overlap_summary

V2019 = {"vintage": ["2019"]}
PLAIN = Selection(vintage=Vintage.V2019)


@pytest.fixture(scope="module")
def vocabulary(atlas) -> Vocabulary:
    return Vocabulary(atlas)


def every_table(atlas, language):
    overlap = overlap_summary({"programmes": ["leader-2023-2027", "smart-region-2019"], **V2019}, atlas, language)
    return {
        "difference": difference_table(change_summary({"a": ["leader-2014-2020"], "b": ["leader-2023-2027"], **V2019}, atlas, language)),
        "partial": difference_table(change_summary({"a": ["leader-2014-2020"], "b": ["projects"], **V2019}, atlas, language)),
        "overlap": overlap_table(overlap),
        "white spots": white_spots_table(atlas, white_spots(atlas, PLAIN, language=language), language),
        "helpers": helpers_table(
            atlas, who_could_help(atlas, "62063", "mobility", n=5, vintage=Vintage.V2019, language=language), language
        ),
        "compare": compared_table(compare(atlas, ["03000", "90000", "62063"], PLAIN, language=language), language),
    }


@pytest.mark.parametrize("language", Language)
def test_every_header_and_value_is_in_the_language_of_the_reader(atlas, vocabulary, language):
    for name, table in every_table(atlas, language).items():
        assert not [header for header in table.header if "_" in header], name
        assert not vocabulary.strange(table.header, language), name
        text = spreadsheet_csv(table.rows, language, table.header).decode("utf-8-sig")
        english = () if language is Language.EN else ("never", "high", "running")
        for identifier in ("leader-2014-2020", "leader-2023-2027", "smart-region-2019", "false", *english):
            assert f",{identifier}" not in text.replace(";", ","), (name, identifier)
        assert len(set(table.header)) == len(table.header), name


def test_codes_stay_beside_the_names_and_no_row_is_lost(atlas):
    tables = every_table(atlas, Language.DE)
    for name in ("difference", "overlap"):
        assert tables[name].rows["nis"].str.fullmatch(r"\d{5}").all()
        assert len(tables[name].rows) == 262
    assert tables["compare"].rows.iloc[:, 0].tolist() == ["03000", "90000", "62063"]


def test_a_part_that_is_not_complete_says_none_known(atlas):
    rows = every_table(atlas, Language.FR)["overlap"].rows
    assert set(rows["smart-region-2019"]) == {"oui", "aucune connue"}
    assert set(rows["leader-2023-2027"].dropna()) == {"oui", "non"}
    assert rows.set_index("nis")["leader-2023-2027"].isna().sum() == 7  # the possible members of Plaines de l'Escaut


@pytest.mark.parametrize("language", Language)
def test_file_names_are_words_of_the_language_without_accents(language):
    assert file_word(say("programme.leader-2014-2020", language)).endswith("2014-2020")
    assert file_word("Énergie et environnement") == "energie-et-environnement"
