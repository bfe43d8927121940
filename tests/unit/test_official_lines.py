"""The official figures on a municipality's sheet: page, paper and file say the same of each."""

import datetime
import io

import pypdf
import pytest

from wallonia_map.cli.planner import sheet_rows
from wallonia_map.export.profile_pdf import profile_pdf
from wallonia_map.export.profile_table import sheet_table
from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator, Vintage
from wallonia_map.questions.indicators import indicator_values
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.views.official_lines import official_lines, official_note

V2019, V2025 = Vintage("2019"), Vintage("2025")


def line(told, name, language="fr"):
    return next(item for item in official_lines(told, language) if item.indicator.value == name)


def test_rank_one_is_the_highest_and_ties_are_told(small):
    told = municipality_profile(small, "12001", V2019)
    assert line(told, "income-per-return").rank == "1 sur 6"
    assert line(municipality_profile(small, "31001", V2019), "income-per-return").rank == "3 sur 6, 1 commune ex æquo"
    assert line(municipality_profile(small, "21002", V2019), "income-per-return").rank == "6 sur 6"


def test_a_value_has_its_own_period_and_one_that_is_not_known_no_rank(small):
    assert line(municipality_profile(small, "21001", V2019), "unemployment-ilo").period == "2018"
    assert line(municipality_profile(small, "12001", V2019), "unemployment-ilo").period == "2019"
    unknown = line(municipality_profile(small, "31001", V2019), "unemployment-ilo")
    assert (unknown.value, unknown.period, unknown.rank) == ("pas connu", "", "pas connu")
    assert unknown.median == "7\u202f%"  # of 2.5, 5.5, 8.5 and 12.5, though its own is not known


@pytest.mark.parametrize("nis", ["62063", "53068", "82039"])
def test_ranks_and_medians_are_those_of_a_plain_count(atlas, nis):
    told = municipality_profile(atlas, nis, V2025)
    for row in told.official.itertuples():
        values = indicator_values(atlas, Indicator(row.indicator), V2025).values
        own = values[nis]
        if own == own:
            assert row.rank == 1 + sum(value > own for value in values)
            assert row.equal == sum(value == own for value in values) - 1
        assert row.of == sum(value == value for value in values)
        alike = sorted(values[other] for other in told.peers if values[other] == values[other])
        middle = len(alike) // 2
        assert row.peers_median == pytest.approx((alike[middle] + alike[~middle]) / 2)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("nis", ["62063", "82039"])
def test_paper_and_file_say_what_the_lines_say(atlas, nis, language):
    told = municipality_profile(atlas, nis, V2025, language=language)
    file = sheet_table(atlas, told, language)
    rows = file[file["section"] == say("sheet_file.official", language)].set_index("name")
    day = datetime.date(2026, 11, 22)
    reader = pypdf.PdfReader(io.BytesIO(profile_pdf(atlas, told, language, day=day, permalink="https://example.org/").content))
    paper = "".join(reader.pages[0].extract_text().split())
    lines = official_lines(told, language)
    assert len(lines) == len(rows) == len(Indicator.ids())
    for item in lines:
        assert item.rank in rows.at[item.name, "detail"]
        assert item.source in rows.at[item.name, "detail"]
        for text in (item.value, item.rank, item.median):
            assert "".join(text.split()) in paper, text
    assert "CC0-1.0" in official_note(lines, language)


def test_what_is_not_known_is_a_row_of_the_file_but_not_of_the_command(atlas):
    told = municipality_profile(atlas, "82039", V2025)
    unknown = [item.name for item in official_lines(told, "fr") if item.raw != item.raw]
    assert len(unknown) == 5
    file = sheet_table(atlas, told, Language.FR).set_index("name")
    assert (file.loc[unknown, "value"] == "pas connu").all()
    rows = sheet_rows(told)
    told_values = rows[(rows["section"] == "official") & (rows["field"] == "value")]
    assert len(told_values) == len(Indicator.ids()) - 5
