"""What a table of initiatives writes stands whole in its cells, in every language: measured with the typeface that the pages wear."""

from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from wallonia_map.i18n import Language, number, say
from wallonia_map.model import Confidence, Programme, Status
from wallonia_map.server.typefaces import FOLDER
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.names import initiative_title
from wallonia_map.ui.shared.tables import INITIATIVE_WIDTHS, WHOLE_TEXT, initiative_rows

#: Pixels: what Streamlit's tables write with (their own sum of letters is up to a hundredth wider), the height of a line, the empty rim on
#: either side of a text, and the column of ticks.
SIZE, LINE, RIM, TICKS = 14.875 * 1.01, 18.7, 8, 37
#: What stands side by side on a screen of 1280 pixels, within the edges of page and table.
LAPTOP = 1280 - 2 * 16 - 2
#: Columns whose texts Streamlit keeps on one line: figures, and what stands for one that is missing.
ON_ONE_LINE = ("subsidy",)
#: Columns of names, where a word of thirty letters is broken as the table breaks it; no word of the atlas's own may be.
NAMES = ("title", "lead")


@pytest.fixture(scope="module")
def measure():
    font = TTFont(FOLDER / "sans.woff2")
    glyphs, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return lambda text: sum(widths[glyphs[ord(letter)]][0] for letter in text) / em * SIZE


def lines(text: str, width: float, measure) -> int:
    """Lines of `text` broken at its spaces, and a word that is wider than `width` wherever it must be, as the table does."""
    count, line = 1, ""
    for word in text.split(" "):
        if measure(f"{line} {word}".strip()) <= width:
            line = f"{line} {word}".strip()
            continue
        count, line = count + bool(line), word
        while measure(line) > width:
            line = line[next(place for place in range(len(line), 0, -1) if measure(line[:place]) <= width) :]
            count += 1
    return count


def texts(atlas: Atlas, language: Language) -> Iterator[tuple[str, str]]:
    for identifier, row in atlas.initiatives.iterrows():
        yield "title", initiative_title(atlas, str(identifier), language)
        yield "lead", atlas.texts.say_each(row["lead"], language)
        yield "themes", ", ".join(say(f"theme.{theme}", language) for theme in row["themes"].split(";") if theme)
    yield from (("programme", say(f"programme.{item}", language)) for item in Programme)
    yield from (("stage", say(f"stage.{item}", language)) for item in Status)
    yield from (("confidence", say(f"confidence.{item}", language)) for item in Confidence)
    yield from ((name, say("value.not_known", language)) for name in ("year", "confirmed"))
    yield "subsidy", say("certainty.not_published", language)
    yield "subsidy", number(atlas.initiatives["subsidy_eur"].max(), language)


@pytest.mark.parametrize("language", Language)
def test_every_text_of_an_initiative_stands_whole_in_its_cell(atlas, language, measure):
    inside = {name: width - 2 * RIM for name, width in INITIATIVE_WIDTHS.items()}
    most = {name: 1 if name in ON_ONE_LINE else int(WHOLE_TEXT / LINE) for name in inside}
    assert {(name, text) for name, text in texts(atlas, language) if lines(text, inside[name], measure) > most[name]} == set()
    broken = {
        word for name, text in texts(atlas, language) if name not in NAMES for word in text.split(" ") if measure(word) > inside[name]
    }
    assert broken == set()


@pytest.mark.parametrize("language", Language)
def test_every_header_of_the_table_is_whole(language, measure):
    headers = {name: say(f"table.{name}", language) for name in INITIATIVE_WIDTHS}
    assert {text for name, text in headers.items() if measure(text) > INITIATIVE_WIDTHS[name] - 2 * RIM} == set()


def test_the_columns_stand_side_by_side_on_a_laptop_and_with_years_of_confirmation_on_a_wider_screen():
    wide = sum(INITIATIVE_WIDTHS.values()) + TICKS
    assert wide - INITIATIVE_WIDTHS["confirmed"] <= LAPTOP
    assert wide <= LAPTOP + 160


def test_the_year_of_confirmation_is_a_column_where_somebody_confirmed_a_row_of_the_table(small):
    everything = [str(identifier) for identifier in small.initiatives.index]
    confirmed = initiative_rows(small, everything, Language.EN)["confirmed"]
    assert confirmed["sr-agency"] == "2024"
    assert set(confirmed.drop("sr-agency")) == {say("value.not_known", Language.EN)}
    assert "confirmed" not in initiative_rows(small, [name for name in everything if name != "sr-agency"], Language.EN)
