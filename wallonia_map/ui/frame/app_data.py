"""What all visitors share: the atlas and the published map files, read once and again when the data changes."""

import contextlib
import gc

import streamlit as st

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import say
from wallonia_map.maps.assets import Assets, are_published, publish
from wallonia_map.sharing.source import database_address
from wallonia_map.sharing.watching import AtlasWatcher
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.catalog import GEODATA
from wallonia_map.ui.frame import data_error, preload

_IN_THIS_RUN = "_atlas"


def _settle() -> None:
    gc.collect()
    gc.freeze()  # the big tables stay out of later collections


@st.cache_resource(show_spinner=False)
def _watch() -> AtlasWatcher:
    return AtlasWatcher(GEODATA, database_address(), loaded=_settle)


def atlas() -> Atlas:
    """The atlas of this run: what `atlas_or_stop` found, whatever becomes of the data meanwhile.

    Raises
    ------
    WalloniaMapError
        If the page was opened alone and there are no data fit for use.
    """
    found: Atlas | None = st.session_state.get(_IN_THIS_RUN)
    return found or _watch().look().atlas


@st.cache_resource(show_spinner=False, max_entries=2)
def _assets(_atlas_in_use: Atlas, fingerprint: str) -> Assets:  # noqa: ARG001 (the fingerprint is the key)
    made = publish(_atlas_in_use)
    with contextlib.suppress(OSError):  # only makes a first visit quicker: where nothing can be written, the page stands without it
        preload.publish(made)
    return made


def assets() -> Assets:
    """The map's files, published into the app's static folder."""
    made = atlas()
    found = _assets(made, made.catalog.fingerprint)
    if not are_published(found.addresses):
        _assets.clear()
        found = _assets(made, made.catalog.fingerprint)
    return found


def atlas_or_stop(language: str) -> Atlas:
    """The atlas, with a banner where it is not the newest; or one clear sentence, and nothing else on the page."""
    try:
        shown = _watch().look()
    except WalloniaMapError as error:
        data_error.tell(error, language)
        st.stop()
    with st.container(key="notices"):  # always there, so that a banner does not move, and remount, the map below it
        for notice in shown.notices:
            reason = say(f"shared.{notice.reason.value}", language) if notice.reason else ""
            told = say(notice.message, language, reason=reason, file=notice.file, version=shown.atlas.catalog.version)
            st.warning(told, icon=":material/warning:")
    st.session_state[_IN_THIS_RUN] = shown.atlas
    return shown.atlas
