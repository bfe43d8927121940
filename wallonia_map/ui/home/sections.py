"""Parts of the home page: the meters, what the data knows and what it doesn't, the ways on."""

import streamlit as st

from wallonia_map.i18n import Language, euro, say
from wallonia_map.model import Programme, Selection, Vintage
from wallonia_map.questions.coverage import coverage
from wallonia_map.questions.reconciliation import known_of_published, reconcile
from wallonia_map.questions.selection import select
from wallonia_map.tables.atlas import Atlas
from wallonia_map.tables.atlas_cache import atlas_cache
from wallonia_map.ui.frame import markup, navigation
from wallonia_map.ui.shared import sensitivity
from wallonia_map.ui.shared.map_panel import clicked
from wallonia_map.ui.shared.meter import basis, meter_html
from wallonia_map.ui.shared.municipality_select import municipality_box
from wallonia_map.views.certainty import completeness_note
from wallonia_map.views.not_known import count_range
from wallonia_map.views.view import BEGINNING, view_params


def meters(atlas: Atlas, language: Language) -> None:
    """One coverage meter per programme family, strict sense, and how it is counted."""
    shown = sorted((item for item in Programme if item.row["home_order"]), key=lambda item: item.row["home_order"])
    statements = {say(f"programme_long.{item.value}", language): Selection(programmes=(item.value,)) for item in shown}
    markup.html('<div class="meters">' + "".join(_meter(atlas, title, asked, language) for title, asked in statements.items()) + "</div>")
    sensitivity.do_they_hold(atlas, statements, language)


@atlas_cache(32)
def _meter(atlas: Atlas, title: str, asked: Selection, language: Language) -> str:
    told = basis(asked.rule.value, atlas.own_year(asked.vintage), language)
    return meter_html(title, coverage(atlas, asked), told, language, note=completeness_note(atlas, asked, language))


def find(atlas: Atlas, language: Language) -> None:
    """The list of municipalities, to search: the one that is chosen opens as its sheet."""
    nis = municipality_box(atlas, Vintage.default(), language, key="home_nis", label="home.find")
    if nis is not None:
        _open("municipality", language, nis=[nis])


def _open(page: str, language: Language, **params: list[str]) -> None:
    st.switch_page(
        navigation.pages(language)[page], query_params=params if language is Language.FR else {"lang": [language.value], **params}
    )


def open_clicked(map_key: str, language: Language) -> None:
    """Open the municipality that was clicked on the home map in Explore."""
    nis = clicked(map_key)
    if nis is not None and st.session_state.get("_opened") != nis:
        st.session_state["_opened"] = nis
        _open("explore", language, nis=[nis], **view_params(BEGINNING))


def what_we_know(atlas: Atlas, language: Language) -> None:
    """Three plain sentences, their figures counted from the rows."""
    st.markdown(_what_we_know(atlas, language))


@atlas_cache(8)
def _what_we_know(atlas: Atlas, language: Language) -> str:
    selected = select(atlas, Selection())
    whole = coverage(atlas, Selection())
    totals = reconcile(atlas).set_index(["programme", "measure"])
    sentences = (
        say("home.knows_1", language, initiatives=len(selected.initiatives), distinct=selected.distinct, covered=count_range(whole, language), of=whole.municipalities),
        *(
            say("home.knows_2", language, programme=say(f"programme.{item.value}", language), known=known, published=published,
                missing=published - known, subsidy=euro(money["ours"], language), subsidy_published=euro(money["published"], language))
            for item in Programme
            if item.row["home_order"] and (item.value, "subsidy_eur") in totals.index
            for known, published in [known_of_published(atlas, item)]
            for money in [totals.loc[(item.value, "subsidy_eur")]]
            if known < published
        ),
        say("home.knows_3", language, wide=len(atlas.wide)),
    )  # fmt: skip
    return "\n".join(f"- {sentence}" for sentence in sentences)


def ways_on(language: Language) -> None:
    """Where to go next."""
    pages = {name: page for name, page in navigation.pages(language).items() if name != "home" and name not in navigation.NOT_IN_MENU}
    with st.container(key="way_cards"):
        for name, page in pages.items():
            label = f"**{say(f'home.way_{name}', language)}** {say(f'home.way_{name}_text', language)}"
            st.page_link(page, label=label, icon=navigation.MENU[name], width="stretch")
