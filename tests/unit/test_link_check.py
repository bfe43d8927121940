"""What a link says that was not understood is told, and only that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallonia_map.i18n import Language
from wallonia_map.questions.perimeters import MOST
from wallonia_map.ui.explore.choices import STATE
from wallonia_map.views.link_check import LONGEST, MOST_NAMED, NotUnderstood, not_understood, notice_text
from wallonia_map.views.view import view_from_params, view_params


def found(atlas, given):
    made = view_params(view_from_params(given, atlas))
    return not_understood(given, {name: tuple(made.get(name, ())) for name in STATE.fields}, atlas)


def test_a_slip_is_named_with_the_nearest_valid_value(atlas):
    given = {"theme": ["mobilty"], "province": ["99999", "Namur"], "perimeter": ["x~00000-63001"], "nis": ["Lieg"], "them": ["x"]}
    assert found(atlas, given) == (
        NotUnderstood("theme", "mobilty", "mobility"), NotUnderstood("province", "99999"), NotUnderstood("province", "Namur", "90000"),
        NotUnderstood("perimeter", "00000"), NotUnderstood("nis", "Lieg", "Liège, 62063"), NotUnderstood("them", "", "theme"),
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_more_perimeters_than_a_page_takes_are_said(atlas, language):
    texts = [f"{number}~63001" for number in range(MOST + 1)]
    assert found(atlas, {"perimeter": texts[:MOST]}) == ()
    (slip,) = found(atlas, {"perimeter": texts})
    assert slip == NotUnderstood("perimeter", texts[-1], most=MOST)
    assert str(MOST) in notice_text([slip], language).replace(texts[-1], "")


@pytest.mark.parametrize(
    "given",
    [
        {"theme": ["mobility"], "role": ["strict"], "vintage": ["2025"], "show": ["initiatives"], "circles": ["0"], "year": ["2025"]},
        {"nis": ["82003"]}, {"q": ["capteurs " * 40]}, {"indicator": ["persons-65-plus:22.0:"]}, {"utm_source": ["lettre"], "fbclid": ["1"]},
        {"perimeter": ["Bastogne~82003-82005"]}, {"community": ["german"], "character": ["rural"]}, {},
    ],
)  # fmt: skip
def test_what_is_understood_is_no_slip_however_it_is_written(atlas, given):
    assert found(atlas, given) == ()


@pytest.mark.parametrize("language", Language)
def test_no_more_than_a_few_are_named_and_the_rest_is_counted(language):
    told = notice_text([NotUnderstood("theme", f"{number}" * 200) for number in range(1, 10)], language)
    assert "9" in told.replace("9" * (LONGEST - 1), "")
    assert "5" * (LONGEST - 1) in told
    assert "6" * 5 not in told
    assert len(told) < MOST_NAMED * (LONGEST + 40) + 200


@given(given=st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=60), max_size=4), max_size=4))
def test_any_link_can_be_told(small, given):
    told = notice_text(found(small, given), "fr")
    assert told.replace("\u00a0", " ").isprintable()
