"""One palette: Python reads it, and what needs literals of its own says the same."""

import re
import tomllib
from pathlib import Path

import pytest

from wallonia_map.maps.assets import STYLE
from wallonia_map.views import palette

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wallonia_map"
#: Names of colours, light and dark.
BOTH = {
    "ink": (palette.INK, palette.DARK_INK), "paper": (palette.PAPER, palette.DARK_PAPER), "rule": (palette.RULE, palette.DARK_RULE),
    "accent": (palette.ACCENT, palette.DARK_ACCENT), "link": (palette.ACCENT_TEXT, palette.DARK_ACCENT_TEXT),
}  # fmt: skip


def text_of(name: str) -> str:
    return (PACKAGE / name).read_text(encoding="utf-8")


def test_no_module_writes_a_colour_of_text_or_ground_by_itself():
    own = {colour for pair in BOTH.values() for colour in pair}
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name == "assets.py":  # its style sheet needs literals, which are looked at below
            text = text.replace(STYLE, "")
        if path.name != "palette.py":
            assert not own & set(re.findall(r"#[0-9a-f]{6}", text.lower())), path


@pytest.mark.parametrize(("theme", "place"), [("light", 0), ("dark", 1)])
def test_streamlit_s_theme_wears_the_palette(theme, place):
    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][theme]
    names = {"ink": "textColor", "paper": "backgroundColor", "rule": "borderColor", "accent": "primaryColor", "link": "linkColor"}
    assert {name: told[names[name]] for name in BOTH} == {name: pair[place] for name, pair in BOTH.items()}


def test_the_html_page_wears_the_palette():
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        for block in re.findall(r":root \{(.*?)\}", text_of("export/html_page.css"), re.DOTALL)[:2]
    )
    for place, told in enumerate((light, dark)):
        assert {name: told[{"rule": "line"}.get(name, name)] for name in BOTH} == {name: pair[place] for name, pair in BOTH.items()}
    assert light["hatch-ground"] == palette.HATCH_GROUND


def test_stage_page_and_slides_are_the_same_in_a_dark_hall():
    (block,) = re.findall(r":root\.dark \{(.*?)\}", text_of("export/talk_page.css"), re.DOTALL)
    assert dict(re.findall(r"--([\w-]+): (#\w+)", block)) == {
        "ink": palette.HALL_INK, "soft": palette.HALL_SOFT, "paper": "#000", "accent": palette.DARK_ACCENT, "border": palette.DARK_BORDER,
        "ground": palette.HALL_TRACK, "strong": palette.HALL_EDGE, "outside": palette.DARK_OUTSIDE, "hatch-ground": palette.DARK_HATCH_GROUND,
        "hatch-line": palette.DARK_NOT_KNOWN, "halo": "#000",
    }  # fmt: skip
    assert palette.HALL_PAPER == "#000000"
    assert f":has(.is-dark) {{ background: #000; color: {palette.HALL_INK};" in text_of("ui/stage/stage.css")


def test_the_pages_and_the_map_wear_the_palette():
    page, script = text_of("ui/frame/style.css"), text_of("maps/map-common.js")
    for name, pair in (("accent", "accent"), ("focus", "link")):
        assert f"--{name}: light-dark({', '.join(BOTH[pair])})" in page
    assert f"ink: {{light: '{palette.INK}'" in script
    assert f"ground: {{light: '{palette.PAPER}', dark: '{palette.DARK_PAPER}'}}" in script
    assert f"hatchGround: {{light: '{palette.HATCH_GROUND}'" in script
    assert f"hatchLine: {{light: '{palette.NOT_KNOWN}'" in script
    assert f".atlas-tooltip {{ color: {palette.INK};" in STYLE
    assert f"color: {palette.INK}; -webkit-text-stroke: 3.5px {palette.PAPER}" in STYLE
    assert f".zooms button:hover {{ border-color: {palette.ACCENT}; color: {palette.ACCENT_TEXT}; }}" in STYLE


@pytest.mark.parametrize("name", ["report.typ", "profile_pdf.typ"])
def test_typeset_pages_wear_the_palette(name):
    told = dict(re.findall(r'#let ([\w-]+) = rgb\("(#\w{6})"\)', text_of(f"export/{name}")))
    assert (told["ink"], told["soft"], told["accent"], told["line-colour"]) == (
        palette.INK,
        palette.SOFT,
        palette.ACCENT_TEXT,
        palette.RULE,
    )
    assert told.get("bar", palette.ACCENT) == palette.ACCENT
