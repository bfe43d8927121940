"""The little style that Streamlit's theme cannot say: page width, meter, legend, panel, print."""

from pathlib import Path

import streamlit as st

#: Given as a file, so that the browser asks nobody for one.
ICON = Path(__file__).parent / "icon.png"

CSS = """<style>
.stMainBlockContainer { max-width: 1400px; padding-top: 4.6rem; padding-bottom: 3rem; }
.st-key-languages { margin-bottom: -3.2rem; position: relative; z-index: 2; pointer-events: none; }
.st-key-languages > * { pointer-events: auto; }
h1 { letter-spacing: -0.01em; text-wrap: balance; }
.lead { font-size: 1.15rem; line-height: 1.55; max-width: 62ch; opacity: 0.86; margin: 0 0 0.4rem; }
.meter { margin: 0 0 1.1rem; }
.meter h3 { font-size: 1.02rem; margin: 0 0 0.35rem; padding: 0; font-weight: 600; }
.meter .row { display: grid; grid-template-columns: minmax(90px, 1fr) 4.2rem minmax(11rem, 0.9fr); gap: 0.7rem; align-items: center;
  margin: 0.22rem 0; }
.meter .bar { height: 0.85rem; border-radius: 3px; background: color-mix(in srgb, currentColor 12%, transparent);
  box-shadow: inset 0 0 0 1px color-mix(in srgb, currentColor 38%, transparent); overflow: hidden; }
.meter .bar span { display: block; height: 100%; background: var(--st-primary-color, #0f6e78); }
.meter .share { font-size: 1.25rem; font-weight: 600; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.meter .what { font-size: 0.92rem; opacity: 0.85; font-variant-numeric: tabular-nums; }
.meter .basis, .note { font-size: 0.85rem; opacity: 0.78; margin: 0.3rem 0 0; }
.legend { width: 100%; border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; margin-top: 0.2rem; }
.legend caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
.legend th { text-align: left; font-weight: 400; font-size: 0.82rem; opacity: 0.75; padding: 0 0.8rem 0.15rem 0; }
.legend td { padding: 0.16rem 0.8rem 0.16rem 0; }
.legend .n { text-align: right; }
.swatch { display: inline-block; width: 1.5rem; height: 0.95rem; border: 1px solid currentColor; border-radius: 2px; vertical-align: -0.1rem; margin-right: 0.55rem; }
.swatch.not-known { background: repeating-linear-gradient(45deg, #ececea 0 3px, #7a7a7a 3px 5px); }
.columns { columns: 2 16rem; column-gap: 2rem; }
.facts, .facts div, .facts dt, .facts dd { margin: 0 !important; padding: 0 !important; }
section h2 { font-size: 1.45rem; padding: 0; margin: 0.4rem 0 0.2rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: 0.7rem 1rem; margin: 0.6rem 0 0.9rem !important; }
.facts dt { font-size: 0.82rem; opacity: 0.76; } .facts dd { margin: 0; font-size: 1.2rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.initiative { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: 0.65rem 0; }
.initiative h4 { font-size: 1rem; margin: 0 0 0.15rem; padding: 0; line-height: 1.35; }
.initiative .tags { font-size: 0.85rem; opacity: 0.82; margin: 0 0 0.3rem; } .initiative p { margin: 0 0 0.3rem; font-size: 0.94rem; line-height: 1.5; }
.initiative a { font-size: 0.85rem; overflow-wrap: anywhere; }
.initiative a, .atlas-table a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 2px; }
.foot { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); margin-top: 2.2rem; padding-top: 0.8rem; font-size: 0.82rem; opacity: 0.78; }
.said { font-size: 1.05rem; line-height: 1.5; margin: 0; max-width: 80ch; }
.atlas-table { width: 100%; border-collapse: collapse; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
.atlas-table th { text-align: left; font-size: 0.82rem; font-weight: 600; border-bottom: 1.5px solid currentColor; padding: 0.3rem 0.9rem 0.3rem 0; }
.atlas-table td { border-bottom: 1px solid color-mix(in srgb, currentColor 16%, transparent); padding: 0.38rem 0.9rem 0.38rem 0; vertical-align: top; }
.atlas-table .n { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .stMainBlockContainer { padding-top: 3.9rem; } .st-key-languages { margin-bottom: -0.6rem; }
  .meter .row { grid-template-columns: 1fr 3.8rem; } .meter .what { grid-column: 1 / -1; margin-top: -0.2rem; }
}
@media print {
  [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"], .st-key-languages, .stButton, .stDownloadButton { display: none !important; }
}
</style>"""


def apply() -> None:
    """Put the style on the page."""
    st.html(CSS)
