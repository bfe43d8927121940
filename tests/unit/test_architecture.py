import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wallonia_map"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [ROOT / "app.py", *PAGES, *MODULES]
#: From the bottom up: a module may import those on lines above its own, and its own folder.
LAYERS = (
    "errors", "crs", "model", "i18n", "file_text",
    "contracts", "catalog", "completeness", "loading", "refnis", "texts", "codes",
    "atlas", "once", "selection", "placing", "scale", "engine", "coverage",
    "classing", "reconciliation", "measures", "sentences", "naming", "view", "facts", "own_column", "talk",
    "facets", "neighbours", "differences", "overlaps", "categories", "category_facts", "peers", "sheet", "territories", "robustness", "class_choice", "own", "export",
    "reading_limits", "reading_zip", "reading_text", "reading_columns", "reading_sheets", "reading_shapes", "reading",
    "matching_words", "matching_index", "matching_near", "matching", "matching_key", "locating", "joining",
    "rebuild", "keeping", "maps", "sharing", "ui", "export_command", "planner_commands", "keeper_commands", "join_command", "sharing_command", "scale_command", "commands", "__main__",
)  # fmt: skip
#: Framework → the folders whose modules may import it.
FRAMEWORKS = {
    "streamlit": ("wallonia_map/ui/", "app.py", "pages/"),
    "streamlit_folium": ("wallonia_map/maps/", "wallonia_map/ui/"),
    "folium": ("wallonia_map/maps/", "wallonia_map/ui/"),
    "branca": ("wallonia_map/maps/", "wallonia_map/ui/"),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names, in full."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def layer(module: str) -> str | None:
    """The layer of a module of the package, from its dotted name."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "wallonia_map" and parts[1] in LAYERS else None


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_frameworks_stay_in_their_layer(path):
    for node in ast.walk(tree_of(path)):
        for framework in {name.split(".")[0] for name in imported(node)} & set(FRAMEWORKS):
            assert name_of(path).startswith(FRAMEWORKS[framework]), f"{framework} on line {node.lineno}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != PACKAGE or path.name != "__init__.py"], ids=name_of)
def test_imports_point_downwards(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own in LAYERS, f"say in LAYERS where {own} stands"
    for node in ast.walk(tree_of(path)):
        for used in filter(None, map(layer, imported(node))):
            lazily = own == "commands" and used == "rebuild"
            assert lazily or LAYERS.index(used) <= LAYERS.index(own), f"{own} imports {used} on line {node.lineno}"


@pytest.mark.parametrize("path", [path for path in SOURCES if "rebuild" not in path.parts], ids=name_of)
def test_nobody_imports_the_rebuild_but_the_command_that_runs_it(path):
    tree = tree_of(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside_functions = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if any(name.startswith("wallonia_map.rebuild") for name in imported(node)):
            assert path.name == "commands.py" or "keeping" in path.parts
            assert id(node) in inside_functions


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_sleeps_or_prints(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "time.sleep", "sleep", "breakpoint"), f"{called} on line {node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_modules_and_pages_stay_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < (80 if path in PAGES else 250)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_first_asks_for_its_frame(path):
    first = next(node for node in tree_of(path).body if not isinstance(node, ast.Import | ast.ImportFrom))
    assert ast.unparse(first) == "navigation.require_frame()"


def test_the_command_line_loads_no_framework_and_no_rebuild():
    script = (
        "import sys, wallonia_map.commands\n"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'streamlit', 'folium', 'branca', 'streamlit_folium'}\n"
        "loaded |= {name for name in sys.modules if name.startswith('wallonia_map.rebuild')}\n"
        "sys.exit(', '.join(sorted(loaded)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()
