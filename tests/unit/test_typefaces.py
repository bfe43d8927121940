"""The typefaces that travel: whatever the atlas writes is in them, and nothing of them says that they are the whole ones."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from starlette.responses import PlainTextResponse

from docs.subset_fonts import ROOT, icon_names, icons_of, source
from tests.asking import ask
from wallonia_map.server.files import Files
from wallonia_map.server.preload import STREAMLIT
from wallonia_map.server.typefaces import CHARACTERS, FOLDER, SUBSETS, in_place_of

TEXT = {begin: ours for begin, ours in SUBSETS.items() if ours != "icons.woff2"}
ICONS = next(begin for begin, ours in SUBSETS.items() if ours == "icons.woff2")


def written() -> set[str]:
    """Every character of the catalogues, of the data and of what the pages' own code holds."""
    paths = [
        path for folder in ("geodata", "wallonia_map/i18n", "wallonia_map/ui", "wallonia_map/maps") for path in (ROOT / folder).rglob("*")
    ]
    texts = (path.read_text(encoding="utf-8") for path in paths if path.suffix in (".csv", ".toml", ".py", ".js", ".css", ".json"))
    return {sign for text in texts for sign in text if sign.isprintable()}


@pytest.mark.parametrize("begin", TEXT)
def test_every_character_of_catalogues_and_data_is_in_the_subset(begin):
    whole, subset = (set(map(chr, TTFont(path).getBestCmap())) for path in (source(begin), FOLDER / TEXT[begin]))
    assert {"é", "œ", "’", "\u202f", "ß", "ĳ", "€", "²"} & whole <= subset
    assert sorted((written() & whole) - subset) == []
    assert CHARACTERS & whole <= subset


def test_every_icon_that_we_or_streamlit_name_is_drawn():
    whole, subset = (icons_of(TTFont(path)) for path in (source(ICONS), FOLDER / SUBSETS[ICONS]))
    names = icon_names(set(whole))
    ours = set(
        re.findall(r":material/([a-z0-9_]+):", "".join(path.read_text(encoding="utf-8") for path in (ROOT / "wallonia_map").rglob("*.py")))
    )
    assert len(ours) > 20
    assert {"keyboard_arrow_down"} | ours <= names <= set(subset)


@pytest.mark.parametrize("begin", SUBSETS)
def test_a_subset_is_light_keeps_its_licence_and_is_called_otherwise(begin):
    path = FOLDER / SUBSETS[begin]
    assert path.stat().st_size < source(begin).stat().st_size / 3
    names = {record.nameID: str(record) for record in TTFont(path)["name"].names}
    assert names[0] == {record.nameID: str(record) for record in TTFont(source(begin))["name"].names}[0]
    assert not [text for number, text in names.items() if number not in (0, 7, 13) and re.search("Source|Material", text)]


def drawn_at(path: Path, where: dict[str, float]):
    """The letters of a typeface at a place on its axes (of those that it has), and the names there of some that lines are made of."""
    font = TTFont(path)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    names = font.getBestCmap()
    return font.getGlyphSet(location={axis: at for axis, at in where.items() if axis in axes}), [
        names[ord(sign)] for sign in "Commune 0123 éàœß’"
    ]


@pytest.mark.parametrize("begin", TEXT)
def test_letters_are_as_wide_as_in_the_whole_typeface(begin):
    """Lines break where they did; of the serif the weight of headings is compared."""
    where = {"serif.woff2": {"wght": 600, "opsz": 20}}.get(TEXT[begin], {"wght": 400})
    widths = [
        [round(letters[name].width) for name in names]
        for letters, names in (drawn_at(path, where) for path in (source(begin), FOLDER / TEXT[begin]))
    ]
    assert widths[0] == widths[1]


def test_the_address_of_streamlit_s_typeface_answers_ours():
    async def beyond(scope, receive, send):
        await PlainTextResponse("beyond")(scope, receive, send)

    app = Files(beyond)
    for begin, ours in SUBSETS.items():
        answer = ask(app, f"/{source(begin).relative_to(STREAMLIT).as_posix()}", accept_encoding="br")
        assert answer.content == (FOLDER / ours).read_bytes()
        assert answer.header("content-type") == "font/woff2"
        assert "immutable" not in answer.header("cache-control")


def test_what_has_no_subset_is_itself():
    assert in_place_of(Path("NotoSans.12345678.woff2")) == Path("NotoSans.12345678.woff2")
