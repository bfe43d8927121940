from wallonia_map.ui import data, navigation, stage_prepare, stage_view, talk_state

navigation.require_frame()
language = navigation.language()
atlas = data.atlas()
problem = talk_state.begin()
if talk_state.current() is None:
    stage_prepare.prepare(atlas, language, problem)
else:
    stage_view.stage(atlas, language)
