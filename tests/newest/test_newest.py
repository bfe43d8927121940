"""What the newest of every dependency breaks: run on demand, before a range in pyproject.toml is moved.

    python -m pytest -m newest -s

It needs a package index and some minutes. The tests that it runs are those of what lies nearest to Streamlit and the map.
"""

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
#: Every page, the map's layers and what is told to the browser ahead, and the pages in a real browser.
NEAREST = (
    "tests/app", "tests/unit/test_maps.py", "tests/unit/test_ahead.py", "tests/unit/test_commands.py", "tests/browser/test_explore.py",
)  # fmt: skip


def requirements() -> list[Requirement]:
    """What the atlas and its tests need, without the atlas itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for extra in project["optional-dependencies"].values() for text in extra]
    return [made for made in map(Requirement, project["dependencies"] + extras) if made.name != project["name"]]


@pytest.mark.newest
def test_the_newest_versions_break_nothing(tmp_path):
    venv.create(tmp_path, with_pip=True)
    python = next(path for path in (tmp_path / "bin" / "python", tmp_path / "Scripts" / "python.exe") if path.exists())
    asked = requirements()
    names = [f"{made.name}[{','.join(sorted(made.extras))}]" if made.extras else made.name for made in asked]
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *names], check=True)
    listed = subprocess.run([python, "-m", "pip", "freeze"], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"^([^=\s]+)==(\S+)$", listed.lower().replace("_", "-"), re.MULTILINE))
    beyond = [
        f"{made.name} {found[made.name.lower()]} (tested: {made.specifier})"
        for made in asked
        if not made.specifier.contains(found[made.name.lower()], prereleases=True)
    ]
    told = f"newer than the ranges of pyproject.toml: {', '.join(beyond) or 'nothing'}\n"
    sys.stdout.write(told)
    ran = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *NEAREST],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    _, _, summary = ran.stdout.rpartition("short test summary info")
    assert ran.returncode == 0, f"{told}{summary or ran.stdout[-4000:]}{ran.stderr}"
