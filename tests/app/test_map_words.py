"""How the map's own script is to write the official figures."""

import pytest

from wallonia_map.i18n import Language, say
from wallonia_map.model import Indicator
from wallonia_map.ui.shared.map_panel import words

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.mark.parametrize("language", list(Language))
def test_every_official_figure_has_its_unit_in_the_language_of_the_page(language):
    units = words(language, "explore.map_label")["units"]
    assert [item.value for item in Indicator if item.value not in units] == []
    assert units["income-per-return"] == {"euro": True, "whole": True}
    assert units["unemployment-ilo"] == {"after": "%" if language in ("en", "nl") else "\u202f%"}
    assert units["population-density"] == {"after": f"\u00a0{say('measure_unit.population-density', language)}"}
    assert units["subsidy"] == {"euro": True}
