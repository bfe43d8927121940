import streamlit as st

from wallonia_map.ui.frame.private_files import PrivateFiles


def main() -> None:
    """Draw the frame, and the page that was asked for in it."""
    # Here and not above: Streamlit takes the map's component only while it serves, and the server imports this file before.
    from wallonia_map.ui.explore import embed
    from wallonia_map.ui.frame import address, app_data, navigation, page_parts, streamlit_stores, style

    streamlit_stores.hold_to_promises()
    st.set_page_config(page_icon=style.ICON, layout="wide", menu_items={"Get help": None, "Report a bug": None, "About": None})
    language = address.language()
    pages = navigation.pages(language)
    page = st.navigation(list(pages.values()), position="hidden" if st.context.is_embedded else "top")
    style.apply()
    if not st.context.is_embedded:
        navigation.language_choice(language)
    page_parts.declare_language(language)
    page_parts.head_of_paper(language)
    atlas = app_data.atlas_or_stop(language)
    with navigation.frame(), page_parts.one_sentence_for_errors(language):
        if embed.is_asked(page):
            embed.show(atlas, language)
        else:
            page.run()
    if not embed.is_asked(page):
        page_parts.footer(atlas, language)


if __name__ == "__main__":  # a reader's process imports the script that started it, under another name
    main()
elif __name__ == "app":  # as the server imports it, once; it finds the name `app`, and runs this file as a script for every visit
    app = st.App(__file__)
    app = PrivateFiles(app)  # type: ignore[assignment]
