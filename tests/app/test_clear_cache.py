"""A browser may say `clear_cache`, and Streamlit does so for everybody: what all visitors share lies elsewhere."""

from types import SimpleNamespace

from streamlit.runtime.app_session import AppSession

from wallonia_map.i18n import Language
from wallonia_map.sharing import in_use
from wallonia_map.ui.shared.municipality_panel import initiative_html


def test_the_message_leaves_the_atlas_its_files_and_its_answers():
    atlas = in_use.atlas().atlas
    files = in_use.assets(atlas)
    identifier = str(atlas.initiatives.index[0])
    answer = initiative_html(atlas, identifier, "lead", Language.NL)
    cleared = []
    AppSession._handle_clear_cache_request(SimpleNamespace(_session_state=SimpleNamespace(clear=lambda: cleared.append(True))))
    assert cleared == [True]
    assert in_use.atlas().atlas is atlas
    assert in_use.assets(atlas) is files
    assert initiative_html(atlas, identifier, "lead", Language.NL) is answer
