"""What a first visit is told to ask for: found in what is installed, never kept by hand."""

import json
import re

from wallonia_map.maps.assets import publish as publish_map
from wallonia_map.server import preload


def test_every_script_is_installed_once_and_brings_what_it_imports():
    found = preload.scripts()
    page = (preload.STREAMLIT / "index.html").read_text(encoding="utf-8")
    assert len(set(found)) == len(found)
    for element in preload.ELEMENTS:
        assert any(re.fullmatch(rf"static/js/{element}\.[^.]+\.js", path) for path in found), f"Streamlit no longer has a script {element}"
    for path in found:
        assert path not in page
        text = (preload.STREAMLIT / path).read_text(encoding="utf-8")
        for name in re.findall(r"""(?:from|import)["']\./([^"']+\.js)["']""", text):
            assert f"static/js/{name}" in found or f"static/js/{name}" in page


def test_where_streamlit_is_built_in_another_way_nothing_is_asked_for(tmp_path):
    (tmp_path / "index.html").write_text("<title>Streamlit</title>", encoding="utf-8")
    assert preload.scripts(tmp_path) == ()


def test_the_files_are_those_that_were_published(small, tmp_path):
    assets = publish_map(small, tmp_path)
    own = [path.removeprefix("app/static/") for path in preload.files(assets) if path.startswith("app/static/")]
    assert {path.name for path in tmp_path.iterdir()} == set(own)
    (component,) = (path for path in preload.files(assets) if path.startswith("component/"))
    assert (preload.COMPONENT / component.removeprefix("component/streamlit_folium.st_folium/")).is_file()


def test_the_script_names_them_all(small, tmp_path):
    assets = publish_map(small, tmp_path)
    wanted = json.loads(re.match(r"const WANTED = (.+);\n", preload.script(assets).decode())[1])
    assert (wanted["scripts"], wanted["files"]) == (list(preload.scripts()), preload.files(assets))
    assert wanted["shapes"] == wanted["files"][-1] == preload.shapes(assets)
