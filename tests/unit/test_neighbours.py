import pytest
import shapely

from wallonia_map.errors import UnknownValueError
from wallonia_map.model import Vintage
from wallonia_map.questions.neighbours import borders, neighbours

#: Read off the drawing in conftest: A–E, B–D and C–F only touch in a corner. Lengths in km are sides of squares.
SMALL = {
    ("11001", "12001"): 1, ("11001", "21002"): 1, ("12001", "21001"): 1, ("12001", "31001"): 2, ("21001", "31001"): 1,
    ("21002", "31001"): 1, ("21002", "31002"): 1, ("31001", "31002"): 2,
}  # fmt: skip


def test_neighbours_share_a_line_not_a_corner(small):
    pairs = borders(small)
    found = {(row.nis, row.neighbour_nis): row.border_km for row in pairs.itertuples() if row.nis < row.neighbour_nis}
    assert found == pytest.approx(SMALL, abs=0.01)  # stored with five decimals of a degree: about a metre


def test_a_merged_municipality_has_the_neighbours_of_its_parts(small):
    assert neighbours(small, "31003", Vintage.V2025) == ("12001", "21001", "21002")


@pytest.mark.parametrize("vintage", Vintage)
def test_borders_are_symmetric_and_nobody_is_its_own_neighbour(atlas, vintage):
    pairs = borders(atlas, vintage)
    forth = {(row.nis, row.neighbour_nis): row.border_km for row in pairs.itertuples()}
    assert forth == {(other, nis): length for (nis, other), length in forth.items()}
    assert all(nis != other for nis, other in forth)
    assert len(forth) == len(pairs)
    assert {*pairs["nis"]} <= {*atlas.municipalities(vintage).index}
    assert (pairs["border_km"] > 0).all()


def test_neighbours_in_the_real_data(atlas):
    # Huy: Amay 61003, Marchin 61039, Modave 61041, Wanze 61072, Andenne 92003, Ohey 92097.
    assert neighbours(atlas, "61031") == ("61003", "61039", "61041", "61072", "92003", "92097")
    # Comines-Warneton lies between Flanders and France, apart from the rest of Wallonia.
    assert neighbours(atlas, "57097") == ()


def test_corners_of_the_real_data_are_left_out(atlas):
    # Four pairs touch in a point alone, among them Houffalize (82014) and Manhay (83055).
    shapes = atlas.shapes("boundaries_2019").geometry
    assert shapely.intersection(shapes["82014"], shapes["83055"]).geom_type == "Point"
    assert "83055" not in neighbours(atlas, "82014")


def test_the_merger_of_2025_takes_three_borders_away(atlas):
    # Bastogne–Bertogne is gone, and 82014 and 82036 bordered on both: 690 − 1 − 2 = 687 pairs, each in both directions.
    assert (len(borders(atlas, Vintage.V2019)), len(borders(atlas, Vintage.V2025))) == (2 * 690, 2 * 687)
    before = {*neighbours(atlas, "82003", Vintage.V2019), *neighbours(atlas, "82005", Vintage.V2019)} - {"82003", "82005"}
    assert {*neighbours(atlas, "82039", Vintage.V2025)} == before


def test_an_unknown_municipality_says_so(small):
    with pytest.raises(UnknownValueError, match="31003"):
        neighbours(small, "31003")
