"""The atlas as somebody gets it who has no checkout: the wheel, built and installed in an empty environment."""

import importlib.util
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: What builds, all of it in the extra `test`: nothing is fetched.
BUILDERS = ("build", "hatchling", "twine", "pip")


@dataclass(frozen=True)
class Installed:
    """An environment that holds the atlas, and a folder to stand in, far from any checkout."""

    folder: Path
    elsewhere: Path
    files: tuple[Path, ...]

    @property
    def command(self) -> Path:
        """The console command."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / "wallonia-map"

    @property
    def package(self) -> Path:
        """Where the package was installed."""
        return next(self.folder.rglob("wallonia_map/__init__.py")).parent

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the console command."""
        return subprocess.run(
            [self.command, *arguments], cwd=self.elsewhere, env=environment(), capture_output=True, text=True, check=False
        )


def environment() -> dict[str, str]:
    """The variables of this process without those that lead Python to a checkout."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "ATLAS_STATIC")} | {"PYTHONUTF8": "1"}


def install(folder: Path) -> Installed:
    """Build the distributions in `folder`, and install the wheel in an environment there.

    The environment is empty; what the atlas depends on is read from the one that the tests run in.
    """
    if missing := [name for name in BUILDERS if importlib.util.find_spec(name) is None]:
        if os.environ.get("CI"):
            pytest.fail(f"{', '.join(missing)} cannot be imported, so the wheel was not built")
        pytest.skip(f"{', '.join(missing)} is not installed: the wheel was not built")
    dist, made, elsewhere = folder / "dist", folder / "environment", folder / "elsewhere"
    elsewhere.mkdir(parents=True)
    python(["-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT)])
    venv.create(made, with_pip=False)
    (wheel,) = dist.glob("*.whl")
    python(["-m", "pip", "--python", str(made), "install", "--quiet", "--no-deps", "--no-index", str(wheel)])
    (library,) = made.rglob("site-packages")
    # Paths alone: the .pth files inside them, one of which may lead to this checkout, are not read.
    paths = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (library / "dependencies.pth").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return Installed(made, elsewhere, tuple(sorted(dist.iterdir())))


def python(arguments: list[str]) -> None:
    """Run this interpreter; what it says is told where it fails."""
    ran = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=environment())
    assert ran.returncode == 0, ran.stdout + ran.stderr
