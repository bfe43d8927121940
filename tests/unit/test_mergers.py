import datetime

import pytest

from wallonia_map.i18n import Language
from wallonia_map.model import RoleRule, Vintage
from wallonia_map.questions.mergers import merger_of
from wallonia_map.views.sentences import merger_told
from wallonia_map.views.view import vintage_having


@pytest.mark.parametrize("nis", ["31001", "31002", "31003"])
def test_a_merger_is_found_from_the_whole_and_from_each_part(small, nis):
    found = merger_of(small, nis)
    assert (found.whole.nis, found.whole.vintage, found.day) == ("31003", Vintage.V2025, datetime.date(2025, 1, 1))
    assert [(part.nis, part.vintage) for part in found.parts] == [("31001", Vintage.V2019), ("31002", Vintage.V2019)]
    # Étang: group, chargers, park; Forville: group, chargers. United: the same three, each once.
    assert ([part.initiatives for part in found.parts], found.whole.initiatives) == ([3, 2], 3)


def test_the_rule_of_the_sheet_counts_in_the_merger_too(small):
    assert [part.initiatives for part in merger_of(small, "31003", RoleRule.EXTENDED).parts] == [3, 3]


@pytest.mark.parametrize("nis", ["11001", "12001", "99999"])
def test_what_was_recoded_or_never_changed_is_no_merger(small, nis):
    assert merger_of(small, nis) is None


@pytest.mark.parametrize("language", Language)
def test_a_merger_names_both_parts_in_every_language(atlas, language):
    whole = merger_told(atlas, merger_of(atlas, "82039"), "82039", language)
    part = merger_told(atlas, merger_of(atlas, "82003"), "82003", language)
    assert all(text in whole for text in ("82003", "82005", "82039", "Bertogne"))
    assert part.startswith(whole)
    assert part != whole


@pytest.mark.parametrize(
    ("code", "asked", "having"),
    [("31003", "2019", "2025"), ("31001", "2025", "2019"), ("11001", "2025", "2025"), ("11001", "2019", "2019"), ("99999", "2019", "2019")],
)
def test_a_code_opens_the_vintage_that_has_it(small, code, asked, having):
    assert vintage_having(code, Vintage(asked), small) is Vintage(having)
