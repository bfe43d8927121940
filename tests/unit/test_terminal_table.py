import pandas as pd
import pytest

from wallonia_map.cli.terminal_table import terminal_table

TITLES = ["A car shared by the villages of the valley", "Wi-Fi", "Liège, smart metropolis"]
TABLE = pd.DataFrame({
    "initiative_id": ["valley-car-sharing", "wifi", "liege-smart-city"], "title": TITLES,
    "municipalities_covered": [12, 1, 3], "share_area": ["39.5–42.1%", "0.0%", "7.0%"],
    "area_km2": [1097.1823, 3.5, None], "source_urls": ["https://example.org/a/rather/long/page-of-a-source", "", ""],
})  # fmt: skip


def test_a_table_that_fits_is_one_line_a_row():
    lines = terminal_table(TABLE, 200).splitlines()
    assert len(lines) == 4
    assert lines[0].split() == list(TABLE.columns)
    assert terminal_table(TABLE, 200) == terminal_table(TABLE)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_terminal_and_no_character_is_lost(width):
    text = terminal_table(TABLE, width)
    assert max(map(len, text.splitlines())) <= width
    letters = sorted("".join(text.split()))
    for title in TITLES:
        rest = list(letters)
        for letter in title.replace(" ", ""):
            rest.remove(letter)


def test_columns_that_cannot_stand_side_by_side_are_written_in_blocks_that_name_their_rows():
    blocks = terminal_table(TABLE, 50).split("\n\n")
    assert len(blocks) > 1
    assert all("wifi" in block for block in blocks)


def test_numbers_have_the_decimals_that_their_column_can_use_and_what_is_missing_is_empty():
    table = pd.DataFrame({"km2": [1097.1823, 3.5, None], "distance": [0.0534513, 0.5, 0.25], "whole": [3.0, 4.0, 5.0]})
    assert [line.split() for line in terminal_table(table).splitlines()] == [
        ["km2", "distance", "whole"], ["1097.2", "0.053", "3"], ["3.5", "0.500", "4"], ["0.250", "5"]
    ]  # fmt: skip


def test_a_table_without_rows_keeps_its_heading():
    assert terminal_table(TABLE.head(0), 40).split() != []
