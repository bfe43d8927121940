"""What the project says of itself in several places is the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from wallonia_map import __version__

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yaml").read_text(encoding="utf-8"))


def locked() -> list[Requirement]:
    lines = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_the_citation_and_the_changelog_know_the_version_and_its_day():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == __version__
    assert f"\n## {__version__} – {cited['date-released']}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [{"name": author["name"]} for author in cited["authors"]] == PROJECT["authors"]


def test_the_lock_file_holds_every_dependency_within_its_range_and_names_no_index():
    asked = [text for extra in PROJECT["optional-dependencies"].values() for text in extra] + PROJECT["dependencies"]
    for requirement in map(Requirement, asked):
        pins = [pin for pin in locked() if pin.name == requirement.name.lower()]
        assert pins or requirement.name == PROJECT["name"], requirement.name
        for pin in pins:
            (version,) = pin.specifier
            assert (version.operator, version.version in requirement.specifier) == ("==", True), pin
    assert "://" not in (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["streamlit", "streamlit-folium"])
def test_what_draws_the_pages_is_held_to_one_minor_version(name):
    (requirement,) = (made for made in map(Requirement, PROJECT["dependencies"]) if made.name == name)
    bounds = {bound.operator: [int(part) for part in bound.version.split(".")][:2] for bound in requirement.specifier}
    assert bounds["<"] == [bounds[">="][0], bounds[">="][1] + 1]


def test_every_python_that_is_promised_is_tested():
    promised = [text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", text)]
    assert WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]["python"] == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"


def test_every_form_and_hook_can_be_read():
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yaml"))
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(form)
        assert all(part["attributes"]["label"] for part in form["body"])
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["ruff-check", "ruff-format", "mypy", "biome", "check"]
    assert forms
