import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.errors import UnknownValueError
from wallonia_map.i18n import Language
from wallonia_map.model import Vintage
from wallonia_map.uploads.joining import join
from wallonia_map.uploads.key_column import guess_key
from wallonia_map.uploads.long_tables import long_form, usual_choice
from wallonia_map.uploads.match_report import REPORT_COLUMNS, MatchOutcome, MatchReport
from wallonia_map.uploads.match_table import match_table
from wallonia_map.uploads.matching import match
from wallonia_map.uploads.reading import ReadTable, read_table
from wallonia_map.uploads.reshaping import levels_in, reshaped
from wallonia_map.uploads.variable_kinds import guess_variables
from wallonia_map.uploads.way_of_matching import guess_way, level_of

AWKWARD = Path(__file__).resolve().parents[1] / "data" / "awkward"
MANIFEST = json.loads((AWKWARD / "manifest.json").read_text(encoding="utf-8"))
READABLE = [name for name, told in MANIFEST.items() if "outcomes" in told]


def one(atlas, key: str, vintage: Vintage = Vintage.V2019) -> tuple[str, str, str]:
    row = match([key], atlas, vintage).table().iloc[0]
    return row["outcome"], row["nis"], row["matched_by"]


def counts(report: MatchReport) -> dict[str, int]:
    return {outcome.value: number for outcome, number in report.counts.items() if number}


def run(name: str, atlas) -> tuple[ReadTable, MatchReport, str | None, MatchReport]:
    """The table as it is joined, its report and key, and the report on every row of the file."""
    options = MANIFEST[name].get("options", {})
    reading = {key: options[key] for key in ("sheet", "encoding", "delimiter") if key in options}
    table = read_table((AWKWARD / name).read_bytes(), name, **reading)
    vintage = Vintage(options.get("vintage", "2019"))
    way = guess_way(table, atlas.gazetteer)
    form = long_form(table, way)
    if form is None:
        report = match_table(table, way, atlas, vintage, level_of(table, way, atlas), accept_score=options.get("accept_score"))
        return table, report, way.key, report
    wide = reshaped(table, way, form, usual_choice(form))
    way = levels_in(wide, way)
    report = match_table(wide.table, way, atlas, vintage, level_of(wide.table, way, atlas))
    return wide.table, report, way.key, wide.whole(report, table, way.key)


@pytest.mark.parametrize("name", READABLE)
def test_an_awkward_file_is_joined_as_expected(name, atlas):
    table, report, key, whole = run(name, atlas)
    assert counts(whole) == MANIFEST[name]["outcomes"]
    assert len(report.lines) == len(table.cells)
    assert report.level == MANIFEST[name].get("level", "municipality")
    joined = join(table, report, guess_variables(table, [column for column in table.cells if column != key]), atlas)
    for column, total in MANIFEST[name].get("totals", {}).items():
        assert joined.totals.at[column, "after"] == pytest.approx(total)
    for column, place, value in MANIFEST[name].get("values", []):
        assert joined.table.set_index("nis").at[place, column] == pytest.approx(value)
    for row in joined.totals.itertuples():
        assert row.before == pytest.approx(row.after + row.unmatched + row.together + row.elsewhere)
    for language in Language:
        told = report.table(language)
        assert list(told.columns) == list(REPORT_COLUMNS)
        assert told["reason"].str.endswith((".", ")", "%")).all()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("62063", ("matched", "62063", "nis_2019")), (" 62063 ", ("matched", "62063", "nis_2019")), ("62063.0", ("matched", "62063", "nis_2019")),
        ("52063", ("recoded", "55085", "nis_2018")), ("82039", ("merged", "82003;82005", "nis_2025")), ("NIS 62063", ("matched", "62063", "nis_2019")),
        ("4000", ("matched", "62063", "postal_code")), ("4.000", ("matched", "62063", "postal_code")), ("B-4000", ("matched", "62063", "postal_code")),
        ("Luik", ("matched", "62063", "name")), ("LLN", ("renamed", "25121", "usual_name")), ("Jambes", ("renamed", "92094", "former_municipality")),
        ("Chapelle-les-Herlaimont", ("matched", "52010", "name")), ("'s-Gravenbrakel", ("matched", "55004", "name")),
        ("Ham s/Heure-Nalinnes", ("matched", "56086", "name")), ("Celles (Dinant)", ("renamed", "91072", "former_municipality")),
        ("Celles", ("matched", "57018", "name")), ("Bomal", ("ambiguous", "", "")), ("Forest", ("ambiguous", "", "")), ("6600 Namur", ("ambiguous", "", "")),
        ("Gent", ("outside", "", "")), ("2000", ("outside", "", "")), ("23088", ("outside", "", "")), ("25000", ("unknown", "", "")),
        ("99999", ("unknown", "", "")), ("4999", ("unknown", "", "")), ("Luxembourg", ("unknown", "", "")), ("", ("unknown", "", "")), ("«»", ("unknown", "", "")),
        ("12", ("unknown", "", "")), ("1e9", ("unknown", "", "")), ("x" * 100_000, ("unknown", "", "")),
    ],
)  # fmt: skip
def test_a_key_leads_where_it_should(key, expected, atlas):
    assert one(atlas, key) == expected


@pytest.mark.parametrize(
    ("key", "outcome"),
    [("82039", "matched"), ("82003", "merged"), ("82005", "merged"), ("Bertogne", "merged"), ("Bastogne", "matched"), ("52063", "recoded")],
)
def test_a_key_in_2025(key, outcome, atlas):
    assert one(atlas, key, Vintage.V2025)[0] == outcome


@pytest.mark.parametrize("vintage", Vintage)
def test_every_official_name_and_code_leads_to_its_own_municipality(vintage, atlas):
    places = atlas.municipalities(vintage)
    for column in ("name_fr", "name_nl", "name_de"):
        for form in (str, str.upper, lambda name: name.replace("-", " "), lambda name: name.replace("'", "’")):
            report = match([form(name) for name in places[column]], atlas, vintage)
            assert [line.parts for line in report.lines] == [((nis, 1.0),) for nis in places.index]
    report = match(list(places.index), atlas, vintage)
    assert counts(report) == {"matched": len(places)}


def test_near_spellings_are_offered_and_never_applied_unasked(atlas):
    row = match(["Vilers-la-Ville"], atlas).table().iloc[0]
    assert (row["outcome"], row["nis"], row["suggestion"]) == ("unknown", "", "Villers-la-Ville")
    assert 90 < row["score"] < 100
    applied = match(["Vilers-la-Ville"], atlas, accept_score=90).table().iloc[0]
    assert (applied["outcome"], applied["nis"], applied["matched_by"]) == ("renamed", "25107", "suggestion")
    assert match(["Vilers-la-Ville"], atlas, accept_score=99).table().iloc[0]["outcome"] == "unknown"
    assert match(["Bomal", "Forest"], atlas, accept_score=0).counts[MatchOutcome.AMBIGUOUS] == 2


def test_a_person_can_choose(atlas):
    report = match(["Bomal", "Gent", "Durbuy"], atlas, accepted={2: "83012"})
    assert report.table()["outcome"].tolist() == ["renamed", "outside", "duplicate"]
    assert report.lines[0].matched_by == "choice"
    with pytest.raises(UnknownValueError):
        match(["Bomal"], atlas, accepted={2: "99999"})


def test_an_ambiguous_row_offers_its_candidates(atlas):
    row = match(["Bomal"], atlas).table().iloc[0]
    assert row["suggestion"] == "Ramillies;Durbuy"
    assert pd.isna(row["score"])


def test_rows_that_ask_for_a_decision_come_first(atlas):
    told = match(["Liège", "Bomal", "Liège", "xyz", "Gent"], atlas).table("fr", undecided_first=True)
    assert told["outcome"].tolist() == ["ambiguous", "unknown", "outside", "duplicate", "matched"]
    assert told["row"].tolist() == [3, 5, 6, 4, 2]


def test_a_row_number_is_written_without_separators(atlas):
    told = match(["Liège", "Luik"], atlas, rows=[123456, 123457]).table("fr")
    assert "123456" in told["reason"].iloc[1]


def test_the_key_is_guessed(atlas):
    table = read_table(b"n;population;commune;annee\n1;4000;Mons;2019\n2;5000;Ath;2019\n3;6000;Huy;2020\n", "a.csv")
    assert guess_key(table, atlas.gazetteer) == "commune"


KEYS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["62063", "82003", "82005", "82039", "Bastogne", "Bertogne", "Bomal", "Gent", "4000", "Luik", "Forest", "Vilers-la-Ville", ""]
    ),
    st.from_regex(r"[0-9]{4,5}(\.0)?", fullmatch=True),
)


@given(keys=st.lists(KEYS, max_size=20), vintage=st.sampled_from(list(Vintage)), score=st.none() | st.floats(0, 100))
def test_rows_in_are_rows_out(atlas, keys, vintage, score):
    report = match(keys, atlas, vintage, accept_score=score)
    told = report.table()
    assert told["key"].tolist() == keys
    assert told["row"].tolist() == list(range(2, len(keys) + 2))
    assert sum(report.counts.values()) == len(keys)
    assert set(report.links()["nis"]) <= set(atlas.municipalities(vintage).index)
    for line in report.lines:
        assert bool(line.parts) == line.outcome.placed
