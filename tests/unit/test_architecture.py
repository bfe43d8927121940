import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wallonia_map"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = [ROOT / "app.py", *PAGES, *MODULES]
#: The rooms from the bottom up, each with its modules from the bottom up: a module may import what stands before it.
ROOMS = {
    "words": "app_folder errors crs vocabulary place model file_text i18n.formats i18n.messages",
    "tables": """texts name_text positions contracts catalog completeness vocabulary_rules indicator_rules organisation_rules loading place_words key_text place_match gazetteer suggestions
        population vocabulary atlas atlas_cache names confirmed related organisations""",
    "questions": """indicators indicator_ranges character neighbours places perimeter_bounds perimeters group_names start_years selection mergers partitions spatial_join dask_engine engine coverage
        indicator_figures facets involvement differences
        overlaps years perimeter_facts need need_ranks peers indicator_standing reconciliation completeness profile territory territories official_columns level_members place_tables place_profile organisation_profile data_changes""",
    "views": """palette classing spread classification class_choice intervals measures not_known meter_lines certainty gaps indicator_words place_words perimeter_words sentences point view link_values link_check sensitivity
        need_words years_words need_chart legend_line dots circles map_marks summary map_alternative measure_view counted_circles peer_words official_lines territory_lines official_summary indicator_summary territory_summary counted_territories official_territories measure_summary need_summary categories overlap_parts category_summary link_summary initiative_words involvement_words initiative_summary organisation_words organisation_summary place_lines subsidy_lines helper_lines helper_summary own_column own_display own_values own_words own_summary pair_words scene_kinds talk talk_file""",
    "uploads": """limits number_text file_form zip_guard columns coordinates coordinate_systems delimited_text formulas cell_marks spreadsheets mojibake
        record_set records plain_geopackage zipped_shapes shape_files geojson_files topojson json_stat json_files kml parquet structured_files
        header_rows reading shape_placing table_file cage_child cage_start
        cage level_words match_report matching match_level key_column way_of_matching long_tables reshaping match_shapes match_table
        pasted_places variable_kinds sharing_out joining shortcomings""",
    "export": """csv office citation receipt question_file file_names tables initiative_row organisation_rows profile_table place_table typography typesetting map_theme symbols map_shapes cartography legend
        static_map preview_picture web_faces plain_rows territory_rows scatter years_chart planner_tables territory_sheet source_links report_notes report profile_rows profile_pdf place_pdf profiles_pdf place_note slide_text slide_theme slide_parts slide_table slide_meter slide_need talk_scene html_page_rows slide_foot slide_legend slide_opening slide_words slide_pair slides workbook geofiles
        joined_table sealed_page html_page_map
        html_page_data html_page talk_page map_picture formats""",
    "maps": "topology shapes ready assets territory_paint updates layers",
    "rebuild": """writing keeper_files vintage_rows boundaries sector_files sectors wording descriptor derive changes run""",
    "curation": """problems keeper_tables wanted untranslated template prefilled reading cell_rules checking table_checking plausible proposal answers difference copying preview
        packing adding new_programme new_vintage walstat_client walstat_asking origins walstat_rows saved_tables walstat_series group_names walstat_members walstat_catalogue""",
    "sharing": "problems tables connecting fetching pushing source watching in_use",
    "ui.frame": """flush_interval streamlit_stores markup address widgets glossary page_parts session_memo spelling style page_state link_notice navigation data_error
        app_data""",
    "ui.shared": """drawing citing print_table histogram legend meter map_panel part_tabs municipality_select perimeter_bounds perimeter place_filters vintage_and_rule row_choice row_order written_table tables questioning
        programme_mark municipality_panel table_download table_address downloads documents sensitivity talk_state talk_link scene_button likeness name_index""",
    "ui.home": "sections",
    "ui.explore": "choices sections figure_range filters map_options embed question territories side scatter need years initiatives tabs",
    "ui.municipality": "index choice sections layout",
    "ui.place": "index choice sections helpers files layout",
    "ui.initiative": "choice facts layout",
    "ui.organisation": "choice facts layout",
    "ui.compare": "sections outcomes tabs programmes question territories",
    "ui.white_spots": "sections ranked question helpers tabs",
    "ui.stage": "fifths year_step scene_parts scenes talk_slides thumbnail projector scene_editor scene_list share prepare",
    "ui.your_data": "waiting correction rows_meaning own_variables own_table report column_map proposed new_programme official_form official propose",
    "ui.data": "sections",
    "ui": "main",
    "server": "private_files no_delay security query rate_limit ranges csvw api_files catalogues descriptions api packing preload typefaces files previews thumbnails place_head own_page first_map first_words page_template page_html versions extras application",
    "cli": "terminal_table written options examples parser completion data figures planner perimeter need years export place place_files organisation keeper vocabulary fetch join share partition app main",
}
#: Every module of the package in one line, lowest first.
ORDER = [f"{room}.{module}".removeprefix("words.") for room, modules in ROOMS.items() for module in modules.split()] + ["__main__"]
#: Rooms of which each page has its own: no page reaches into another's.
PAGE_ROOMS = [room for room in ROOMS if room.startswith("ui.") and room not in ("ui.frame", "ui.shared")]
#: Framework → the folders whose modules may import it.
FRAMEWORKS = {
    "streamlit": ("wallonia_map/ui/", "app.py", "pages/"),
    "streamlit_folium": ("wallonia_map/maps/", "wallonia_map/ui/"),
    "folium": ("wallonia_map/maps/", "wallonia_map/ui/"),
    "starlette": ("wallonia_map/server/",),
    "branca": ("wallonia_map/maps/", "wallonia_map/ui/"),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names, in full."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def place(module: str) -> int | None:
    """Where a dotted name, or the module that holds it, stands in `ORDER`; None outside the package and for a room's own name."""
    name = module.removeprefix("wallonia_map.")
    found = next((item for item in (name, name.rpartition(".")[0]) if item in ORDER), None)
    return ORDER.index(found) if found and module.startswith("wallonia_map.") else None


def room_of(name: str) -> str:
    return next((room for room in PAGE_ROOMS if name.startswith(f"{room}.")), "")


def test_frameworks_stay_in_their_layer():
    wrong = [
        f"{name_of(path)} imports {framework} on line {node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        for framework in {name.split(".")[0] for name in imported(node)} & set(FRAMEWORKS)
        if not name_of(path).startswith(FRAMEWORKS[framework])
    ]
    assert wrong == []


def test_every_module_has_its_place_and_few_lie_loose():
    modules = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in MODULES if path.name != "__init__.py"}
    assert modules == set(ORDER)
    assert len(list(PACKAGE.glob("*.py"))) <= 12


def test_imports_point_downwards():
    for name in ORDER:
        path = PACKAGE / f"{name.replace('.', '/')}.py"
        for node in ast.walk(tree_of(path)):
            for used in imported(node):
                where = place(used)
                assert where is None or where < ORDER.index(name), f"{name} imports {used} on line {node.lineno}"
                assert name == "ui.main" or room_of(used.removeprefix("wallonia_map.")) in ("", room_of(name)), (
                    f"{name} reaches into another page on line {node.lineno}"
                )


def test_nobody_imports_the_rebuild_but_the_command_that_runs_it():
    wrong = []
    for path in [path for path in SOURCES if "rebuild" not in path.parts]:
        tree = tree_of(path)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        inside_functions = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            if any(name.startswith("wallonia_map.rebuild") for name in imported(node)):
                allowed = ("cli" in path.parts or "curation" in path.parts) and id(node) in inside_functions
                wrong += [] if allowed else [f"{name_of(path)}, line {node.lineno}"]
    assert wrong == []


def test_nothing_sleeps_or_prints():
    wrong = [
        f"{name_of(path)} calls {called} on line {node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and (called := ast.unparse(node.func)) in ("print", "time.sleep", "sleep", "breakpoint")
    ]
    assert wrong == []


def test_modules_and_pages_stay_short():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name_of(path): count for path, count in lines.items() if count >= (80 if path in PAGES else 250)} == {}


def test_the_server_runs_the_pages_and_imports_none_of_them():
    """Streamlit knows the map's component only if a page, not the server, was the first to import it."""
    used = [name for path in MODULES if path.parent == PACKAGE / "server" for node in ast.walk(tree_of(path)) for name in imported(node)]
    assert [name for name in used if name.startswith("wallonia_map.ui") or name.split(".")[0] in ("streamlit", "streamlit_folium")] == []


def test_the_command_line_loads_no_framework_and_no_rebuild():
    script = (
        "import sys, wallonia_map.cli.main\n"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'streamlit', 'folium', 'branca', 'streamlit_folium'}\n"
        "loaded |= {name for name in sys.modules if name.startswith('wallonia_map.rebuild')}\n"
        "sys.exit(', '.join(sorted(loaded)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_package_says_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()
