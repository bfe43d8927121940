"""Cut the typefaces that the pages use down to what they write. Run `python -m docs.subset_fonts` at the top of the repository.

Source Sans and Source Serif (SIL Open Font License 1.1, which lets anybody cut them and asks that the result be called otherwise) and
Material Symbols (Apache License 2.0) come from the Streamlit that is installed, so that the pages look as they did.
"""

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from wallonia_map.server.preload import STREAMLIT
from wallonia_map.server.typefaces import CHARACTERS, FOLDER, SUBSETS

ROOT = Path(__file__).resolve().parents[1]
#: Of the serif, which only headings use, the one weight that they have; its optical sizes stay.
WEIGHT = {"serif.woff2": {"wght": 600}}
NAMES = {"sans.woff2": "Atlas Sans", "serif.woff2": "Atlas Serif", "icons.woff2": "Atlas Icons"}
#: Copyright, maker and licence stay in the file.
_KEPT_NAMES = [0, 1, 2, 3, 4, 6, 8, 9, 11, 13, 14]
_NAMED_ICON = re.compile(r"""["'`](?::material/)?([a-z][a-z0-9_]{2,40}):?["'`]""")


def icons_of(font: TTFont) -> dict[str, str]:
    """Name of an icon → its glyph: the font draws the icon in place of the letters of its name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, rows in getattr(getattr(table, "ExtSubTable", table), "ligatures", {}).items():
                found |= {"".join(letters[glyph] for glyph in (first, *row.Component)): row.LigGlyph for row in rows}
    return found


def icon_names(every: set[str]) -> set[str]:
    """The icons that our code names, and whatever Streamlit's scripts hold between quotes that is the name of one."""
    ours = {path for folder in ("wallonia_map", "pages") for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".toml", ".js")}
    named = {name for path in ours for name in re.findall(r":material/([a-z0-9_]+):", path.read_text(encoding="utf-8"))}
    for path in (STREAMLIT / "static" / "js").glob("*.js"):
        named |= set(_NAMED_ICON.findall(path.read_text(encoding="utf-8")))
    return named & every


def source(begin: str) -> Path:
    """Streamlit's file of a typeface."""
    (found,) = (STREAMLIT / "static" / "media").glob(f"{begin}*")
    return found


def cut(begin: str, name: str) -> None:
    """Write the subset `name` of the typeface whose file begins with `begin`."""
    font = TTFont(source(begin), recalcTimestamp=False)
    options = subset.Options(hinting=False, glyph_names=False, name_IDs=_KEPT_NAMES, notdef_outline=True)
    if name == "icons.woff2":
        icons = icons_of(font)
        options.layout_features = ["*"]
        options.layout_closure = False  # else every icon that can be spelled with the letters that are kept
        cutter = subset.Subsetter(options)
        names = icon_names(set(icons))
        cutter.populate(unicodes={ord(letter) for word in names for letter in word}, glyphs={icons[word] for word in names})
    else:
        options.layout_features += ["tnum"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes={ord(sign) for sign in CHARACTERS})
    cutter.subset(font)
    if name in WEIGHT:
        font = instancer.instantiateVariableFont(font, WEIGHT[name])
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = NAMES[name].replace(" ", "") if record.nameID == 6 else NAMES[name]
        elif record.nameID > 14:
            record.string = str(record).replace("Source", "Atlas")
    font.flavor = "woff2"
    font.save(FOLDER / name)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for start, ours in SUBSETS.items():
        cut(start, ours)
