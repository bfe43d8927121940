"""The scenes of a talk as its list and its files need them. Nothing here asks the session: the thread that makes a file has none."""

from wallonia_map.export.talk_scene import Slide
from wallonia_map.i18n import Language
from wallonia_map.tables.atlas import Atlas
from wallonia_map.ui.shared import talk_state
from wallonia_map.ui.stage.scenes import live_link
from wallonia_map.views.talk import Scene, Talk
from wallonia_map.views.view import versioned


def talk_slides(talk: Talk, atlas: Atlas, language: Language) -> list[Slide]:
    """Every scene of `talk`, in order; each has the link that its file shows."""
    return [slide_of(scene, talk.address, atlas, language) for scene in talk.scenes]


def slide_of(scene: Scene, address: str, atlas: Atlas, language: Language) -> Slide:
    """One scene as list, files and speaker's window have it."""
    summary = talk_state.summary_of(scene, atlas, language)
    link = live_link(scene, address, atlas, language)
    if not link and scene.made_of.has_view and talk_state.link_of(scene, language):
        link = versioned(f"http://localhost:8501/{talk_state.link_of(scene, language)}", atlas)
    return Slide(
        summary, talk_state.title_of(scene, summary), talk_state.note_of(scene, atlas, language), link, scene.kind, scene.text_in(language),
        talk_state.second_of(scene, atlas, language),
    )  # fmt: skip
