import pandas as pd
import pytest

from wallonia_map.tables.refnis import Gazetteer, normalise


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Étang-Saint-Éloi", "etang saint eloi"),
        ("ÉTANG  ST. ÉLOI", "etang saint eloi"),
        ("Ste-Ode", "sainte ode"),
        ("Braine-l’Alleud", "braine l alleud"),
        ("Braine-l'Alleud", "braine l alleud"),
        ("Œuvre", "oeuvre"),
        ("Weiß", "weiss"),
        ("", ""),
        ("«»", ""),
        ("Stavelot", "stavelot"),
    ],
)
def test_names_are_compared_without_accents_hyphens_or_abbreviations(text, same):
    assert normalise(text) == same


@pytest.mark.parametrize(
    ("key", "nis", "how"),
    [
        ("12001", "12001", "nis_2019"),
        ("19001", "12001", "nis_2018"),
        ("1200", "12001", "postal_code"),
        ("elzenbos", "11001", "name"),
        ("SCHONUFER", "12001", "name"),
        ("etang st eloi", "31001", "name"),
        ("Vieille Rive", "12001", "usual_name"),
        (" Aubois ", "11001", "name"),
    ],
)
def test_a_key_of_any_kind_leads_to_its_municipality(small, key, nis, how):
    match = small.gazetteer.find(key)
    assert (match.nis_2019, match.matched_by, match.key) == (nis, how, key)


def test_a_code_of_a_merged_municipality_leads_to_all_its_parts(small):
    match = small.gazetteer.find("31003")
    assert match.candidates == ("31001", "31002")
    assert match.nis_2019 is None
    assert match.matched_by == "nis_2025"


def test_a_section_name_of_two_municipalities_leads_to_both(small):
    match = small.gazetteer.find("le hameau")
    assert match.candidates == ("21001", "21002")
    assert match.nis_2019 is None
    assert match.matched_by == "former_municipality"


def test_an_official_name_wins_over_a_section_of_the_same_name(small):
    assert small.gazetteer.find("Forville").candidates == ("31002",)


@pytest.mark.parametrize("key", ["", "  ", "Bruxelles", "99999", "9999", "12001.0", "«", "'; drop table", "St"])
def test_what_is_not_known_leads_nowhere(small, key):
    match = small.gazetteer.find(key)
    assert (match.candidates, match.nis_2019, match.matched_by) == ((), None, "")


def test_a_code_of_2019_wins_over_the_same_digits_of_2018():
    municipalities = pd.DataFrame({"nis_2018": ["10001", "10002"], "nis_2019": ["10002", "10003"], "nis_2025": ["10002", "10003"]})
    nobody = pd.DataFrame({"nis_2019": [], "alias": [], "kind": [], "postal_code": []})
    assert Gazetteer(municipalities, nobody, nobody).find("10002").candidates == ("10002",)
