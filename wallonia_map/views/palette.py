"""The colours of the atlas, each with one name: what texts and marks wear, and what classes are painted in.

Style sheets, scripts, Typst templates and `.streamlit/config.toml` need their own literals; tests/unit/test_palette.py holds them
equal to these. Contrast and colour vision are measured in tests/unit/test_contrast.py.
"""

#: Text, the ground that it stands on, quieter text, thin lines.
INK, PAPER, SOFT, RULE = "#16242b", "#fdfcf9", "#55636a", "#d9d6cb"
#: What fills bars and buttons, and the darker tone of it that links and small headings are written in.
ACCENT, ACCENT_TEXT = "#0f6e78", "#0b5c65"
#: The same on a dark ground.
DARK_INK, DARK_PAPER, DARK_RULE, DARK_ACCENT, DARK_ACCENT_TEXT = "#e9efed", "#131d22", "#33444c", "#57b8b8", "#7cccca"
#: For a dark hall, light on black: text, ground, quieter text, the empty part of a bar, the edge of a swatch.
HALL_INK, HALL_PAPER, HALL_SOFT, HALL_TRACK, HALL_EDGE = "#f3f6f4", "#000000", "#c5cfcc", "#2b3b43", "#7d8d94"
#: Marks of small drawings, readable (3:1 at least) on the light ground and on the dark one.
DRAWN, DRAWN_PALE = "#1f8791", "#7d8a90"
#: The empty part of a bar.
TRACK = "#e4e1d6"

#: After ColorBrewer's GnBu; neighbours stay apart for every kind of colour vision. The lightest step is reserved for zero.
SEQUENTIAL = ("#f3f0dd", "#acd7d9", "#54adc1", "#2c7fb8", "#253494")
#: Numbers below zero, from the middle outwards: oranges as far from the lightest step as the blues are, apart for every eye.
NEGATIVE = ("#f3c08a", "#dd8a34", "#b0560c", "#6b2f07")
#: Okabe–Ito with a darker purple (its own is close to the orange without blue cones); tells neighbours apart, means nothing by itself.
QUALITATIVE = ("#56b4e9", "#e69f00", "#009e73", "#94436d", "#f0e442", "#d55e00", "#0072b2")
NOBODY, COVERED = "#f4f1e4", "#2c7fb8"
#: « Not known » is hatched, never a data colour: the hatching's line and its ground.
NOT_KNOWN, HATCH_GROUND = "#7a7a7a", "#ececea"
#: « Not applicable » is dotted, so that it is neither zero nor « not known »: the ground of the dots.
NOT_APPLICABLE = "#f8f7f3"
#: On a dark map: the same, borders between municipalities, and what is not in view.
DARK_NOT_KNOWN, DARK_HATCH_GROUND, DARK_BORDER, DARK_OUTSIDE = "#a2adb1", "#39464d", "#20303a", "#1b272d"
#: What became of a municipality: blue and green for covered, orange for lost, pale for never (Okabe–Ito).
OUTCOMES = {"gained": "#009e73", "kept": "#0072b2", "lost": "#e69f00", "never": NOBODY}
#: What a municipality is to one initiative: of the same blues, yellow for within its perimeter alone (Okabe–Ito).
ROLES = {"lead": "#0072b2", "partner": "#56b4e9", "served": "#f0e442"}
#: Who could help, who could be helped, and who is both, one theme with another (Okabe–Ito).
HELP = {"helper": "#0072b2", "helped": "#e69f00", "both": "#009e73"}
#: Circles of a plain count, 3:1 at least on the ground of zero; a white edge parts those that overlap.
CIRCLE = ACCENT
#: Combinations of up to three, by code: first part 1, second 2, third 4.
COMBINATIONS = {0: NOBODY, 1: "#56b4e9", 2: "#e69f00", 3: "#009e73", 4: "#f0e442", 5: "#94436d", 6: "#d55e00", 7: "#0072b2"}
