import pandas as pd
import pytest

from wallonia_map.curation.checking import Checker, Row
from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Vintage
from wallonia_map.questions.selection import municipality_nis
from wallonia_map.tables.gazetteer import Gazetteer
from wallonia_map.tables.name_text import normalise
from wallonia_map.uploads.matching import match


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
    assert (match.nis, match.matched_by) == (nis, how)


def test_a_code_of_a_merged_municipality_leads_to_all_its_parts(small):
    match = small.gazetteer.find("31003")
    assert match.candidates == ("31001", "31002")
    assert match.nis is None
    assert match.matched_by == "nis_2025"


def test_a_section_name_of_two_municipalities_leads_to_both(small):
    match = small.gazetteer.find("le hameau")
    assert match.candidates == ("21001", "21002")
    assert match.nis is None
    assert match.matched_by == "former_municipality"


def test_an_official_name_wins_over_a_section_of_the_same_name(small):
    assert small.gazetteer.find("Forville").candidates == ("31002",)


@pytest.mark.parametrize("key", ["", "  ", "Bruxelles", "99999", "9999", "«", "'; drop table", "St"])
def test_what_is_not_known_leads_nowhere(small, key):
    match = small.gazetteer.find(key)
    assert (match.candidates, match.nis, match.matched_by) == ((), None, "")


def test_a_code_of_2019_wins_over_the_same_digits_of_2018(small):
    source = pd.DataFrame({"nis_2018": ["10001", "10002"], "nis_2019": ["10002", "10003"], "nis_2025": ["10002", "10003"]})
    named = source.assign(name_fr=["A", "B"], name_nl="", name_de="", arrondissement_nis="", province_nis="")
    nobody = pd.DataFrame({"nis_2019": [], "alias": [], "kind": [], "postal_code": []})
    tables = {**small.tables, "municipalities_source": named, "aliases": nobody, "postal_codes": nobody}
    assert Gazetteer(tables).find("10002").candidates == ("10002",)


#: As people write one municipality; who looks it up (a command, a keeper's row, an upload) must not matter.
SPELLINGS = [
    ("62063", "62063"), ("62063.0", "62063"), ("NIS 62063", "62063"), ("Liège", "62063"), ("liege", "62063"), ("LUIK", "62063"), ("Lüttich", "62063"),
    ("Liège / Luik", "62063"), ("4000", "62063"), ("B-4000", "62063"), ("Ville de Namur", "92094"), ("5100 Jambes", "92094"),
    ("Louvière (La)", "58001"), ("St-Hubert", "84059"), ("55022", "58001"), ("Commune de Celles", "57018"), ("Gemeente Doornik", "57081"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "nis"), SPELLINGS)
def test_commands_keepers_and_uploads_understand_the_same_spellings(atlas, key, nis):
    assert municipality_nis(atlas, key, Vintage.V2019) == nis
    assert match([key], atlas).lines[0].parts == ((nis, 1.0),)
    name = atlas.municipality_name(nis, Vintage.V2019, "fr")
    assert find_in_keepers_row(atlas, key) == name


def find_in_keepers_row(atlas, key):
    checker = Checker(atlas, next(one.schema for name, one in atlas.catalog.resources.items() if "smart" in name), "smart-region-2019")
    row = Row(2, {})
    name = checker._municipality(row, "lead_municipalities", key)
    assert not row.problems
    return name


def test_a_misspelt_name_is_told_with_the_nearest_ones(atlas):
    with pytest.raises(UnknownValueError, match=r"'Dinnant' is not a known municipality; did you mean: Dinant \(91034\)"):
        municipality_nis(atlas, "Dinnant", Vintage.V2019)


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("Wallcourt", "Walcourt (93088)?"),
        ("6600 Namur", "Bastogne (82003), Namur (92094)?"),
        ("braine", "Braine-l'Alleud (25014), Braine-le-Château (25015), Braine-le-Comte (55004)?"),
    ],
)
def test_only_what_may_have_been_meant_is_offered(atlas, key, near):
    with pytest.raises(UnknownValueError) as unknown:
        municipality_nis(atlas, key, Vintage.V2019)
    assert str(unknown.value).endswith(f"did you mean: {near}")


@pytest.mark.parametrize("key", ["Bruxelles", "Luxembourg", "99999"])
def test_a_place_outside_wallonia_is_no_misspelt_municipality(atlas, key):
    with pytest.raises(UnknownValueError) as unknown:
        municipality_nis(atlas, key, Vintage.V2019)
    assert "did you mean" not in str(unknown.value)
