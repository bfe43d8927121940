import pandas as pd
import pytest

from wallonia_map.tables.texts import Texts


@pytest.fixture
def texts():
    return Texts(
        pd.DataFrame(
            {
                "text": ["Water", "Province"],
                "en": ["Water", "Province"],
                "fr": ["Eau", "La province"],
                "nl": ["Water", ""],
                "de": ["Wasser", "Provinz"],
            }
        )
    )


def test_a_text_is_said_in_the_language_asked_for(texts):
    assert [texts.say("Water", language) for language in ("fr", "en", "nl", "de")] == ["Eau", "Water", "Water", "Wasser"]


def test_a_text_without_translation_is_shown_as_it_stands(texts):
    assert texts.say("Unheard", "fr") == "Unheard"
    assert texts.say("Water", "xx") == "Water"
    assert not texts.has("Unheard")


def test_each_name_of_a_list_is_said_and_written_as_running_text(texts):
    assert texts.say_each("Water; Unheard;Province", "de") == "Wasser, Unheard, Provinz"


@pytest.mark.parametrize(
    ("text", "parts"), [("a; b ;c", ["a", "b", "c"]), ("Group (a; b); c", ["Group (a; b)", "c"]), ("a;;", ["a"]), ("", [])]
)
def test_a_list_is_parted_outside_brackets(texts, text, parts):
    assert texts.parts(text) == parts


def test_a_search_reads_every_language(texts):
    assert set(texts.every("Water").split()) == {"Water", "Eau", "Wasser"}
