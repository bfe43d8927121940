"""What all visitors share, as a page of one of them sees it: the atlas and the published map files of its run."""

import streamlit as st

from wallonia_map.errors import WalloniaMapError
from wallonia_map.i18n import Language, say
from wallonia_map.maps.assets import Assets
from wallonia_map.sharing import in_use
from wallonia_map.sharing.watching import WatchedAtlas
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.frame import data_error

_IN_THIS_RUN = "_atlas"


def atlas() -> Atlas:
    """The atlas of this run: what `atlas_or_stop` found, whatever becomes of the data meanwhile.

    Raises
    ------
    WalloniaMapError
        If the page was opened alone and there are no data fit for use.
    """
    found: Atlas | None = st.session_state.get(_IN_THIS_RUN)
    return found or in_use.atlas().atlas


def assets() -> Assets:
    """The map's files, published for the browser to fetch."""
    return in_use.assets(atlas())


def atlas_or_stop(language: str) -> WatchedAtlas:
    """The atlas and what is to be told of it; or one clear sentence, and nothing else on the page."""
    try:
        shown = in_use.atlas()
    except WalloniaMapError as error:
        data_error.tell(error, language)
        st.stop()
    st.session_state[_IN_THIS_RUN] = shown.atlas
    return shown


def notices(shown: WatchedAtlas, language: Language) -> None:
    """A banner where the atlas is not the newest. Drawn last, so that it moves, and remounts, no map; style sets it above the page."""
    if not shown.notices:
        return
    with st.container(key="notices"):
        for notice in shown.notices:
            reason = say(f"shared.{notice.reason.value}", language) if notice.reason else ""
            told = say(notice.message, language, reason=reason, file=notice.file, version=shown.atlas.catalog.version)
            st.warning(told, icon=":material/warning:")
