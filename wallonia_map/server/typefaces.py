"""The typefaces that travel to the browser: Streamlit's own, cut down to the characters and icons that the atlas writes.

`python -m docs.subset_fonts` cuts them anew from what is installed; the tests say when that is needed.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
#: How the file that Streamlit serves begins → ours in its place. Italics stay whole: no page asks for them.
SUBSETS = {
    "SourceSansVF-Upright.ttf.": "sans.woff2",
    "SourceSerifVariable-Roman.ttf.": "serif.woff2",
    "MaterialSymbols-Rounded.": "icons.woff2",
}
#: ASCII, Latin-1, the letters of Europe's other Latin alphabets, and the signs of good typography.
CHARACTERS = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2B3, 0x2B3), (0x2BB, 0x2BC), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x300, 0x30C), (0x1D49, 0x1D49), (0x1E80, 0x1E85),
        (0x1E9E, 0x1E9E), (0x2009, 0x200A), (0x2010, 0x2015), (0x2018, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
        (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x2094), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193),
        (0x2212, 0x2212), (0x2215, 0x2215), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25A0, 0x25CF), (0x2713, 0x2713),
        (0xFB01, 0xFB02),
    )
    for code in range(first, last + 1)
)  # fmt: skip


def in_place_of(path: Path) -> Path:
    """The file that is answered where `path` of Streamlit's is asked for: the subset of a typeface, all else itself."""
    subset = next((FOLDER / ours for begin, ours in SUBSETS.items() if path.name.startswith(begin)), path)
    return subset if subset.is_file() else path
