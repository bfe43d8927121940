"""What the documents promise is held here."""

import re
import tomllib
from pathlib import Path

import pytest

from wallonia_map.tables.catalog import read_catalog

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = "python -m pip install -e '.[test]' ; python -m pytest"
RUN_COMMAND = "python -m pip install -e . ; python -m streamlit run app.py"


def test_the_ci_runs_the_readme_s_test_command_word_for_word():
    assert f"\n{TEST_COMMAND}\n" in README
    assert f"\n{TEST_COMMAND}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_starts_the_app_in_one_line():
    assert f"\n{RUN_COMMAND}\n" in README


@pytest.mark.parametrize("name", list(read_catalog().resources))
def test_every_resource_is_described(name):
    assert f"| `{name}` |" in (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")


def test_every_dependency_is_named_with_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    section = README.split("## Dependencies")[1].split("\n## ")[0]
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    for requirement in project["dependencies"] + [other for other in extras if not other.startswith(project["name"])]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert name in section, name
        assert ">=" in requirement, requirement
        assert "<" in requirement, requirement


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_of_the_readme_leads_somewhere(link):
    assert link.startswith("http") or (ROOT / link).exists()
