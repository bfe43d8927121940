"""Contrast and colour vision, measured: every text, every palette, light and dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from coloraide import Color

from wallonia_map.export import slide_theme
from wallonia_map.maps.assets import STYLE
from wallonia_map.views import palette
from wallonia_map.views.palette import COMBINATIONS, OUTCOMES

ROOT = Path(__file__).resolve().parents[2]
THEMES = {name: tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][name] for name in ("light", "dark")}
PAGE_CSS = "".join((ROOT / f"wallonia_map/ui/frame/{name}.css").read_text(encoding="utf-8") for name in ("style", "screens"))
STAGE_CSS = (ROOT / "wallonia_map/ui/stage/stage.css").read_text(encoding="utf-8")
HTML_CSS = (ROOT / "wallonia_map/export/html_page.css").read_text(encoding="utf-8")
MAP_SCRIPT, MAP_COLOURS = ((ROOT / "wallonia_map/maps" / name).read_text(encoding="utf-8") for name in ("atlas-map.js", "map-common.js"))
TEXT, GRAPHICS = 4.5, 3.0
#: How far apart colours stay (ΔE 2000) for every kind of colour vision; about 2.3 is just noticeable, 10 at a glance.
CLASSES_APART, CATEGORIES_APART = 12, 10
#: Full protanopia, deuteranopia and tritanopia, by the library's own matrices.
VISIONS = (None, "protan", "deutan", "tritan")
PALETTES = {
    "covered or not": (palette.NOBODY, palette.COVERED),
    "local action groups": (palette.NOBODY, *palette.QUALITATIVE),
    "outcomes": tuple(OUTCOMES.values()),
    "roles in an initiative": tuple(palette.ROLES.values()),
    "who could help": tuple(palette.HELP.values()),
    "combinations": tuple(COMBINATIONS.values()),
}
#: From the most below zero to the most above it.
DIVERGING = (*reversed(palette.NEGATIVE), *palette.SEQUENTIAL)
EVERY_FILL = sorted({*DIVERGING, *(colour for palette in PALETTES.values() for colour in palette)})


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(other, method="wcag21")


def over(ink: str, ground: str, opacity: float) -> str:
    """`ink` laid on `ground` with an opacity, as the browser mixes it."""
    return Color(ground).mix(ink, opacity, space="srgb").to_string(hex=True)


def apart(one: str, other: str, vision: str | None) -> float:
    seen = [Color(colour) if vision is None else Color(colour).filter(vision, 1).clip("srgb") for colour in (one, other)]
    return seen[0].delta_e(seen[1], method="2000")


def grounds(theme: str) -> set[str]:
    told = THEMES[theme]
    return {part[name] for part in (told, told["sidebar"]) for name in ("backgroundColor", "secondaryBackgroundColor")}


def script_colours(name: str) -> dict[str, str]:
    """A pair of colours of the map's script: light and dark."""
    return dict(re.findall(r"(light|dark): '(#\w{6})'", re.search(rf"\b{name}: {{(.+?)}}", MAP_COLOURS).group(0)))


def html_colours(theme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", HTML_CSS, flags=re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[0] + (blocks[1] if theme == "dark" else "")))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["textColor", "linkColor", "primaryColor"])
def test_text_and_links_are_readable_on_every_ground(theme, name):
    assert min(contrast(THEMES[theme][name], ground) for ground in grounds(theme)) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sheet", [PAGE_CSS, STAGE_CSS], ids=["page", "stage"])
def test_the_faintest_text_is_still_readable(theme, sheet):
    faint = sorted({float(told) for told in re.findall(r"opacity:\s*(0?\.\d+)", sheet)})
    assert faint
    for ground in grounds(theme):
        assert contrast(over(THEMES[theme]["textColor"], ground, faint[0]), ground) >= TEXT


@pytest.mark.parametrize(("theme", "on_accent"), [("light", "#ffffff"), ("dark", "#0b171a")])
def test_what_stands_on_the_accent_is_readable(theme, on_accent):
    assert on_accent in PAGE_CSS
    assert contrast(on_accent, THEMES[theme]["primaryColor"]) >= TEXT


def test_where_colours_are_forced_keys_keep_theirs_and_what_is_chosen_is_highlighted():
    forced = (ROOT / "wallonia_map/ui/frame/forced_colours.css").read_text(encoding="utf-8")
    assert forced.index("@media (forced-colors: active)") < forced.index(".swatch")
    for name in ("swatch", "programme-mark", "dot", "bar", "mini"):
        assert f".{name}" in PAGE_CSS
        assert f".{name}" in forced
    assert re.search(r"\[aria-checked=\"true\"\].*?Highlight", forced, re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", forced), "the system's own colours, by their names"


@pytest.mark.parametrize("theme", THEMES)
def test_bars_drawings_and_focus_stand_out_from_their_ground(theme):
    focus = dict(zip(("light", "dark"), re.search(r"--focus: light-dark\((#\w+), (#\w+)\)", PAGE_CSS).groups(), strict=True))[theme]
    for ground in grounds(theme):
        track = over(THEMES[theme]["textColor"], ground, 0.12)
        assert contrast(THEMES[theme]["primaryColor"], track) >= GRAPHICS
        for colour in (THEMES[theme]["primaryColor"], palette.DRAWN, palette.DRAWN_PALE, focus):
            assert contrast(colour, ground) >= GRAPHICS


@pytest.mark.parametrize("theme", THEMES)
def test_the_mark_of_a_programme_stands_out_by_its_outline_whatever_its_colour(theme):
    """The outline is the text's own colour, at the faintest that the lists around it are written in."""
    told = re.search(r"\.programme-mark \{(.+?)\}", PAGE_CSS).group(1)
    assert "border: 1px solid currentColor" in told
    faintest = min(
        float(re.search(rf"{place} \{{[^}}]*opacity: ([\d.]+)", PAGE_CSS).group(1)) for place in (r"\.initiative \.tags", r"\.note")
    )
    for ground in grounds(theme):
        assert contrast(over(THEMES[theme]["textColor"], ground, faintest), ground) >= GRAPHICS


@pytest.mark.parametrize("theme", THEMES)
def test_the_chosen_municipality_stands_out_from_every_class(theme):
    ink, halo = (script_colours(name)[theme] for name in ("ink", "halo"))
    assert contrast(ink, halo) >= GRAPHICS
    assert [fill for fill in EVERY_FILL if max(contrast(ink, fill), contrast(halo, fill)) < GRAPHICS] == []


@pytest.mark.parametrize("theme", THEMES)
def test_provinces_and_the_hatching_of_not_known_are_seen(theme):
    ground = THEMES[theme]["backgroundColor"]
    assert script_colours("ground")[theme] == ground
    opacity = float(re.search(r"weight: 1\.4, color: INK\.light, opacity: ([\d.]+)", MAP_SCRIPT).group(1))
    assert contrast(over(script_colours("ink")[theme], ground, opacity), ground) >= GRAPHICS
    assert contrast(script_colours("hatchLine")[theme], script_colours("hatchGround")[theme]) >= GRAPHICS
    assert contrast(palette.NOT_KNOWN, palette.HATCH_GROUND) >= GRAPHICS


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_that_is_handed_out_is_readable(theme):
    told = html_colours(theme)
    for ground in ("paper", "raised"):
        for text in ("ink", "soft", "link"):
            assert contrast(told[text], told[ground]) >= TEXT
        for mark in ("accent", "strong"):
            assert contrast(told[mark], told[ground]) >= GRAPHICS
    assert contrast(told["accent"], told["ground"]) >= GRAPHICS
    assert contrast(told["hatch-line"], told["hatch-ground"]) >= GRAPHICS
    for fill in EVERY_FILL:
        assert max(contrast(told["ink"], fill), contrast(told["border"], fill)) >= GRAPHICS


@pytest.mark.parametrize("theme", [slide_theme.LIGHT, slide_theme.HALL], ids=["light", "hall"])
def test_slides_and_their_maps_are_readable(theme):
    paper, worn = f"#{theme.paper}", theme.map
    for text in (theme.ink, theme.soft, theme.accent):
        assert contrast(f"#{text}", paper) >= TEXT
    assert contrast(worn.ink, worn.halo) >= TEXT  # the names of places
    assert min(contrast(f"#{slide_theme.text_on(fill)}", fill) for fill in EVERY_FILL) >= TEXT  # the numbers in a legend
    assert contrast(f"#{theme.edge}", paper) >= GRAPHICS  # without it the palest swatch, or the darkest, would not be seen
    assert contrast(f"#{theme.accent}", f"#{theme.track}") >= GRAPHICS
    assert contrast(worn.hatch_line, worn.hatch_ground) >= GRAPHICS
    for fill in (*EVERY_FILL, worn.hatch_ground):
        assert max(contrast(worn.ink, fill), contrast(worn.casing or worn.border, fill)) >= GRAPHICS, fill
    assert theme.paper == worn.paper.removeprefix("#").upper()


def test_paper_and_tooltips_are_readable():
    assert min(contrast(colour, "#ffffff") for colour in (palette.INK, palette.SOFT, palette.ACCENT_TEXT)) >= TEXT
    for line in STYLE.splitlines():
        ground = THEMES["dark"]["backgroundColor"] if line.startswith("[data-theme=dark]") else "#ffffff"
        for colour in re.findall(r"[ {]color: (#\w{6})", line):
            assert contrast(colour, ground) >= TEXT, line


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbouring_classes_stay_apart_for_every_eye(vision):
    assert min(apart(one, other, vision) for one, other in pairwise(DIVERGING)) >= CLASSES_APART


@pytest.mark.parametrize("vision", VISIONS)
def test_below_and_above_zero_are_told_apart_by_every_eye_in_every_class(vision):
    assert min(apart(one, other, vision) for one in palette.NEGATIVE for other in palette.SEQUENTIAL[1:]) >= CLASSES_APART


def test_both_hues_grow_darker_alike_from_the_middle_outwards():
    below, above = ([Color(colour).luminance() for colour in side] for side in (palette.NEGATIVE, palette.SEQUENTIAL[1:]))
    assert below == sorted(below, reverse=True)
    assert all(abs(one - other) < 0.05 for one, other in zip(below, above, strict=True))


def test_categories_stay_apart_for_every_eye():
    least = {
        (name, vision): min(apart(one, other, vision) for one, other in combinations(palette, 2))
        for name, palette in PALETTES.items()
        for vision in VISIONS
    }
    assert {where: difference for where, difference in least.items() if difference < CATEGORIES_APART} == {}


def test_classes_grow_darker_and_something_is_told_from_nothing():
    luminances = [Color(colour).luminance() for colour in palette.SEQUENTIAL]
    assert luminances == sorted(luminances, reverse=True)
    assert contrast(palette.COVERED, palette.NOBODY) >= GRAPHICS
    assert contrast(palette.SEQUENTIAL[0], palette.SEQUENTIAL[-1]) >= GRAPHICS
