"""What all visitors share: the atlas and the published map files, read once and again when the data changes."""

import gc

import streamlit as st

from wallonia_map.atlas import Atlas, load
from wallonia_map.catalog import DESCRIPTOR, GEODATA
from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import say
from wallonia_map.maps.assets import Assets, publish
from wallonia_map.measures import Measure, lag_colours
from wallonia_map.model import Programme, Vintage


def _stamp() -> float:
    path = GEODATA / DESCRIPTOR
    return path.stat().st_mtime if path.is_file() else 0.0


@st.cache_resource(show_spinner=False, max_entries=2)
def _atlas(stamp: float) -> Atlas:  # noqa: ARG001 (the stamp is the key)
    made = load()
    gc.collect()
    gc.freeze()  # the big tables stay out of later collections
    return made


def atlas() -> Atlas:
    """The atlas that everybody reads.

    Raises
    ------
    WalloniaMapError
        If `geodata/` is not fit for use.
    """
    return _atlas(_stamp())


@st.cache_resource(show_spinner=False, max_entries=2)
def _assets(_atlas_in_use: Atlas, fingerprint: str) -> Assets:  # noqa: ARG001 (the fingerprint is the key)
    return publish(_atlas_in_use)


def assets() -> Assets:
    """The map's files, published into the app's static folder."""
    made = atlas()
    return _assets(made, made.catalog.fingerprint)


@st.cache_data(show_spinner=False, max_entries=16)
def colours(programme: Programme, vintage: Vintage, fingerprint: str) -> dict[str, int]:  # noqa: ARG001
    """Colour numbers of the LAGs of a period."""
    return lag_colours(atlas(), programme, vintage)


def lag_palette(measure: Measure, vintage: Vintage) -> dict[str, int] | None:
    """The colours of a LAG measure; None for the others."""
    return None if measure.programme is None else colours(measure.programme, vintage, atlas().catalog.fingerprint)


def atlas_or_stop(language: str) -> Atlas:
    """The atlas; or one clear sentence, and nothing else on the page."""
    try:
        return atlas()
    except WalloniaMapError as error:
        st.error(say("app.broken", language, problem=str(error)), icon=":material/error:")
        st.caption(say("app.broken_help", language))
        st.stop()
