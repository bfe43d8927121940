from wallonia_map.ui.frame import app_data, navigation
from wallonia_map.ui.shared import talk_link, talk_state
from wallonia_map.ui.stage import prepare, projector

language = navigation.language()
atlas = app_data.atlas()
problem = talk_state.begin()
if talk_state.current() is None:
    prepare.prepare(atlas, language, problem)
else:
    projector.stage(atlas, language)
talk_link.follow()
