import re

import pandas as pd
import pytest

from wallonia_map.i18n import message_ids
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


def test_no_french_line_begins_with_a_sign_or_ends_with_an_opening_quotation_mark():
    said = Texts(pd.DataFrame({"text": ["x"], "en": ["Two ; « three » !"], "fr": ["Deux ; trois : « quatre » !"]}))
    assert said.say("x", "fr") == "Deux\u202f; trois\u00a0: «\u00a0quatre\u00a0»\u202f!"
    assert said.say("x", "en") == "Two ; « three » !"


def test_what_rows_of_the_data_are_called_is_set_as_every_message(atlas):
    told = [text for text in message_ids("fr").values() if isinstance(text, str)]
    told += [atlas.texts.say(text, "fr") for text in atlas.tables["texts"]["text"]]
    assert len(told) > 2000
    assert not [text for text in told if re.search(r" [;:!?»]|« ", text)]


def test_each_name_of_a_list_is_said_and_written_as_running_text(texts):
    assert texts.say_each("Water; Unheard;Province", "de") == "Wasser, Unheard, Provinz"


@pytest.mark.parametrize(
    ("text", "parts"), [("a; b ;c", ["a", "b", "c"]), ("Group (a; b); c", ["Group (a; b)", "c"]), ("a;;", ["a"]), ("", [])]
)
def test_a_list_is_parted_outside_brackets(texts, text, parts):
    assert texts.parts(text) == parts


def test_a_search_reads_every_language(texts):
    assert set(texts.every("Water").split()) == {"Water", "Eau", "Wasser"}
