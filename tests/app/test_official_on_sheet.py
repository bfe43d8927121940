"""The official figures on the page of a municipality."""

import pytest

from tests.app.test_pages import open_app, texts
from wallonia_map.i18n import Language, say
from wallonia_map.model import Vintage
from wallonia_map.questions.profile import municipality_profile
from wallonia_map.views.official_lines import official_lines, official_note

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("nis", ["53068", "82039"])  # accounts of another year; five figures that are not known
def test_the_page_shows_value_period_rank_median_and_sources(atlas, nis, language):
    said = texts(open_app("municipality", lang=language.value, nis=nis, vintage="2025"))
    lines = official_lines(municipality_profile(atlas, nis, Vintage("2025"), language=language), language)
    assert say("official.heading", language) in said
    for line in lines:
        where = said.index(f"{line.name}")
        row = said[where : where + 400]
        assert all(part in row for part in (line.value, line.period, line.rank, line.median)), line.name
    assert official_note(lines, language) in said
    assert (nis == "53068") == any(line.period == "2019" for line in lines)
