"""Draw `rooms.svg`: which room of the package imports which, read from the code. Run `python -m docs.draw_rooms` at the top of the repository."""

import ast
from pathlib import Path

from tests.unit.test_architecture import PACKAGE, PAGES, ROOMS, ROOT, imported, tree_of

PICTURE = ROOT / "docs" / "rooms.svg"
#: The files that Streamlit runs stand above all rooms.
TOP = "app.py, pages/"
#: Pixels: a row and a column of the matrix, the boxes on the left, the names above.
CELL, BOX, NAMES, MARGIN = 28, 200, 104, 12
INK, SOFT, ACCENT, GROUND, LINE = "#16242b", "#5a6a70", "#0f6e78", "#fdfcf9", "#d9d6cb"
#: Fill of a box, by the framework that its room may import.
FILLS = {"Streamlit": "#dcebe8", "folium": "#f3e6cf", "neither": "#f1f0ea"}


def files_of_rooms() -> dict[str, list[Path]]:
    """Room → its modules, from the top down."""
    rooms = {TOP: [ROOT / "app.py", *PAGES]}
    for room, modules in reversed(ROOMS.items()):
        folder = PACKAGE if room == "words" else PACKAGE / room.replace(".", "/")
        rooms[room] = [folder / f"{module.replace('.', '/')}.py" for module in modules.split()]
    return rooms


def room_of(module: str) -> str | None:
    """The room of a dotted name, None outside the package: what lies in no folder of its own is `words`."""
    package, _, name = module.partition(".")
    if package != "wallonia_map" or not name:
        return None
    return next((room for room in ROOMS if f"{name}.".startswith(f"{room}.")), "words")


def imports() -> dict[str, set[str]]:
    """Room → the other rooms that at least one of its modules imports, anywhere in its code."""
    found: dict[str, set[str]] = {}
    for room, files in files_of_rooms().items():
        nodes = [node for file in files for node in ast.walk(tree_of(file))]
        found[room] = {used for node in nodes for name in imported(node) if (used := room_of(name))} - {room}
    return found


def fill_of(room: str) -> str:
    """The fill that says which framework lives in `room`."""
    if room == TOP or room.startswith("ui."):
        return FILLS["Streamlit"]
    return FILLS["folium"] if room == "maps" else FILLS["neither"]


def text(x: float, y: float, words: str, *, more: str = "") -> str:
    """An SVG text; `more` are its other attributes."""
    return f'<text x="{x:g}" y="{y:g}"{more}>{words}</text>'


def drawing() -> str:
    """The picture as SVG text: the same for the same imports."""
    rooms, arrows = files_of_rooms(), imports()
    names = list(rooms)
    left, top = MARGIN + BOX + 8, MARGIN + NAMES
    width, height = left + CELL * len(names) + 56, top + CELL * len(names) + 96
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="Arial, sans-serif" font-size="14" fill="{INK}">',
        "<title>The rooms of the package from the top down, and which imports which</title>",
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>',
    ]
    for row, room in enumerate(names):
        x, y, middle = left + row * CELL, top + row * CELL, top + row * CELL + CELL / 2
        parts += [
            f'<rect x="{MARGIN}" y="{y + 2}" width="{BOX}" height="{CELL - 4}" rx="4" fill="{fill_of(room)}" stroke="{LINE}"/>',
            text(MARGIN + 10, middle + 5, room, more=' font-weight="600"'),
            text(MARGIN + BOX - 10, middle + 5, str(len(rooms[room])), more=f' text-anchor="end" fill="{SOFT}"'),
            text(0, 0, room, more=f' transform="translate({x + CELL / 2 + 4:g} {top - 8}) rotate(-55)"'),
            f'<path d="M{left} {y}H{left + CELL * len(names)}M{x} {top}V{top + CELL * len(names)}" stroke="{LINE}"/>',
            f'<rect x="{left}" y="{y}" width="{CELL * (row + 1)}" height="{CELL}" fill="{INK}" fill-opacity="0.06"/>',
        ]
        parts += [
            f'<circle cx="{left + names.index(used) * CELL + CELL / 2:g}" cy="{middle:g}" r="6" fill="{ACCENT}"/>'
            for used in sorted(arrows[room], key=names.index)
        ]
    bottom = top + CELL * len(names)
    parts += [
        f'<circle cx="{MARGIN + 8}" cy="{bottom + 23}" r="6" fill="{ACCENT}"/>',
        text(MARGIN + 24, bottom + 28, "the room on the left imports the room above; grey: it would point upwards, and no import may"),
        text(MARGIN + 24, bottom + 52, "the number is that of its modules; what lives in a room:"),
    ]
    for place, (framework, fill) in enumerate(FILLS.items()):
        x = MARGIN + 24 + 130 * place
        parts += [
            f'<rect x="{x}" y="{bottom + 63}" width="22" height="18" rx="4" fill="{fill}" stroke="{LINE}"/>',
            text(x + 30, bottom + 77, framework),
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8", newline="\n")
