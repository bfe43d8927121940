"""The map and its click: a fragment that paints, and tells the view which municipality was chosen."""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from wallonia_map.i18n import Language, per_cent, say
from wallonia_map.i18n.formats import locale
from wallonia_map.maps.assets import GERMAN, are_published, publish_config, publish_shapes
from wallonia_map.maps.layers import base_map, paint
from wallonia_map.model import Indicator, Level, Programme, Vintage
from wallonia_map.ui.frame import app_data
from wallonia_map.views.measures import Measure
from wallonia_map.views.summary import ViewSummary
from wallonia_map.views.territory_summary import TerritorySummary

_LOG = logging.getLogger(__name__)
#: What the map reports: the municipality, and a count that makes a second click on it a click.
RETURNED = ("last_active_drawing", "last_object_clicked_count")
#: Pixels that a map which fills its frame is told until it has seen the frame.
FILLED = 560


def clicked(key: str) -> str | None:
    """The code of the municipality that was last clicked on the map `key`."""
    told = st.session_state.get(key) or {}
    drawing = told.get("last_active_drawing") if isinstance(told, dict) else None
    nis = drawing.get("properties", {}).get("nis") if isinstance(drawing, dict) else None
    return nis if isinstance(nis, str) and nis.isascii() and nis.isdecimal() else None


def clicked_territory(key: str, summary: ViewSummary) -> str | None:
    """The code of the territory that was last clicked on the map `key` of `summary`, where its map is drawn by territory."""
    told = st.session_state.get(key) or {}
    drawing = told.get("last_active_drawing") if isinstance(told, dict) else None
    code = drawing.get("properties", {}).get("nis") if isinstance(drawing, dict) else None
    return code if isinstance(summary, TerritorySummary) and isinstance(code, str) and code in summary.territories.members else None


def _choose(key: str, summary: ViewSummary, on_choose: Callable[[str], None] | None, on_territory: Callable[[str], None] | None) -> None:
    code, nis = clicked_territory(key, summary), clicked(key)
    if code is not None:
        if on_territory is not None:
            on_territory(code)
    elif nis is not None and on_choose is not None:
        on_choose(nis)


def draw(
    summary: ViewSummary, *, key: str, tiles: bool = False, height: int | None = 560, quiet: bool = False, presets: bool | None = None,
    on_choose: Callable[[str], None] | None = None, on_territory: Callable[[str], None] | None = None, label: str = "explore.map_label", name: str = "", dark: bool = False,
) -> None:  # fmt: skip
    """Draw the map of what `summary` shows.

    Parameters
    ----------
    summary
        What is shown, with the chosen municipality and the circles of its view.
    key
        The map's name on the page, which its legend knows too.
    tiles
        Whether streets lie below it.
    height
        Pixels, at most; None where the page's style says how high its frame is, and the map fills it.
    quiet
        Whether a click tells nobody; else it tells `on_choose` which municipality it was, and `on_territory` which territory.
    presets
        Whether zoom presets stand under it; unless said, they do where it is not quiet.
    label
        The message that tells a screen reader what the map is and where its table stands.
    name
        What tells two maps of a page apart.
    dark
        Whether it stands on a dark ground though the page is light.
    """
    atlas, language = summary.atlas, summary.language
    vintage = summary.view.selection.vintage
    with_presets = not quiet if presets is None else presets
    try:
        assets = app_data.assets()
        publish_shapes(assets, atlas, vintage)
        address = config(language, vintage, height, atlas.catalog.fingerprint, label, presets=with_presets)
        if not are_published([address]):
            config.cache_clear()
            address = config(language, vintage, height, atlas.catalog.fingerprint, label, presets=with_presets)
    except OSError as error:  # nothing can be written, or the disk is full: all but the map goes on
        _LOG.warning("the map's files cannot be published: %s", error)
        st.warning(say("map_missing.told", language), icon=":material/warning:")
        return
    base = base_map(assets, address, tiles=tiles)
    group = paint(summary, dark=dark or st.context.theme.type == "dark", name=name)
    with st.container(key=f"{key}_frame"):  # by this name the map finds its legend (maps/map-around.js)
        st_folium(
            base, key=key, feature_group_to_add=group, height=height or FILLED, use_container_width=True, returned_objects=() if quiet else RETURNED,
            render=False,  # streamlit-folium renders the map once more in any case
            on_change=lambda: _choose(key, summary, on_choose, on_territory),
        )  # fmt: skip


@lru_cache(maxsize=64)
def config(language: Language, vintage: Vintage, height: int | None, fingerprint: str, label: str, *, presets: bool = True) -> str:  # noqa: ARG001 (the fingerprint is part of the key)
    """Where the browser finds what the map needs to know once."""
    zooms = (
        {(): say("map_zoom.region", language)} | {codes: _preset(codes, language) for codes in app_data.assets().belts} if presets else {}
    )
    spoken = str(locale(language)).replace("_", "-")
    return publish_config(
        app_data.assets(), vintage, words(language, label), language=language.value, locale=spoken, highest=height or 0, zooms=zooms
    )


def _preset(codes: tuple[str, ...], language: Language) -> str:
    """What a zoom preset is called: its territories, an arrondissement as such, since a province may have its name."""
    if codes == GERMAN:
        return say("map_zoom.german", language)
    atlas = app_data.atlas()
    names = [atlas.territory_name(code, language) for code in codes]
    if len(codes) == 1 and atlas.territories.at[codes[0], "level"] == Level.ARRONDISSEMENT:
        return say("panel.arrondissement", language, name=names[0])
    return "–".join(names)


def words(language: Language, label: str) -> dict[str, Any]:
    """The words that the map itself shows or says, in one language; `label` is the message that says what it is."""
    units: dict[str, dict[str, Any]] = {
        Measure.SUBSIDY: {"euro": True}, Measure.COVERED: {"names": [say("answer.no", language), say("answer.yes", language)]},
        **{item.value: _unit(item, language) for item in Indicator},
    }  # fmt: skip
    return {
        "label": say(label, language), "zoomIn": say("html_page.zoom_in", language), "zoomOut": say("html_page.zoom_out", language), "notKnown": say("value.not_known", language), "outside": say("legend.outside", language),
        "noLag": say("legend.no_lag", language), "zooms": say("map_zoom.label", language), "units": units, "colon": say("panel.labelled", language, name="", value=""),
        "measures": {measure.value: say(f"measure.{measure.value}", language) for measure in Measure},
        "programmes": {item.row["sign"]: say(f"programme.{item.value}", language) for item in Programme},
    }  # fmt: skip


def _unit(indicator: Indicator, language: Language) -> dict[str, Any]:
    """How the map's script writes a value of `indicator`: in euro without cents that are zero, or with what stands `after` the figure."""
    symbol = indicator.row["symbol"]
    if symbol == "€":
        return {"euro": True, "whole": True}
    return {"after": per_cent("", language) if symbol == "%" else f"\u00a0{say(f'measure_unit.{indicator.value}', language)}"}
