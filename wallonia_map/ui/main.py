"""What Streamlit runs for every visit: the frame, and the page that was asked for in it.

It lies here and not at the top, beside `pages/`: a folder of that name beside its script makes Streamlit list the files in it to
the first visitor, and open one alone on a cold deep link.
"""

import streamlit as st

from wallonia_map.ui.explore import embed
from wallonia_map.ui.frame import address, app_data, flush_interval, navigation, page_parts, streamlit_stores, style


def main() -> None:
    """Draw the frame, and the page that was asked for in it."""
    streamlit_stores.hold_to_promises()
    flush_interval.shorten_flush_interval()
    st.set_page_config(page_icon=style.ICON, layout="wide", menu_items={"Get help": None, "Report a bug": None, "About": None})
    language = address.language()
    pages = navigation.pages(language)
    page = st.navigation(list(pages.values()), position="hidden" if st.context.is_embedded else "top")
    if not st.context.is_embedded:
        navigation.language_choice(language)
    in_other_site = embed.is_asked(page)
    page_parts.head(language, *(() if in_other_site else navigation.unseen_heading(page, language)))
    shown = app_data.atlas_or_stop(language)
    with page_parts.one_sentence_for_errors(language):
        if in_other_site:
            embed.show(shown.atlas, language)
        else:
            page.run()
    if not in_other_site:
        page_parts.footer(shown.atlas, language)
    app_data.notices(shown, language)


if __name__ == "__main__":  # as Streamlit names the script that it runs
    main()
