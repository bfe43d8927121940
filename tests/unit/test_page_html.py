"""What the HTML of a page says before any script has run."""

import json
import re
import zlib
from html import unescape

import brotli
import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from tests.asking import ask
from wallonia_map.i18n import Language, say
from wallonia_map.questions.organisation_profile import organisation_profile
from wallonia_map.server import page_html, page_template
from wallonia_map.server.page_html import PageHtml
from wallonia_map.tables.names import initiative_title
from wallonia_map.views.initiative_words import initiative_address, summary_written
from wallonia_map.views.measure_summary import view_summary
from wallonia_map.views.organisation_words import organisation_address, organisation_names, organisation_sentence
from wallonia_map.views.view import view_from_params

INDEX = (page_template.STREAMLIT / "index.html").read_text(encoding="utf-8")


async def streamlit_like(scope, receive, send):
    path = scope["path"]
    answer = PlainTextResponse("gone", status_code=404) if path.endswith("health") else HTMLResponse(INDEX, headers={"etag": "theirs"})
    await answer(scope, receive, send)


def told(path: str, query: str = "", **more: str) -> str:
    answer = ask(PageHtml(streamlit_like), path, query=query, **more)
    assert answer.status == 200
    assert answer.header("content-length") is None  # it is sent as it is written
    assert answer.header("etag") is None
    return answer.content.decode("utf-8")


def meta(text: str, name: str) -> str:
    (found,) = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)" />', text)
    return unescape(found)


def test_what_is_replaced_is_there_once_in_the_streamlit_that_is_installed():
    for mark in (page_template.LANG, page_template.TITLE, page_template.HEAD_END, page_template.BODY, page_template.ROOT):
        assert INDEX.count(mark) == 1
    assert len(page_template.NOSCRIPT.findall(INDEX)) == 1


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_the_scripts_are_named_before_what_the_link_leads_to_is_worked_out(monkeypatch, coding):
    """A first visitor's browser reads a megabyte of scripts; meanwhile the server finds the words."""
    worked_out = []
    monkeypatch.setattr(page_html, "head", lambda *_: worked_out.append(len(sent)) or "<title>x</title>")
    sent = []

    async def begun(scope, receive, send):
        async def note(message):
            sent.append(message)
            await send(message)

        await PageHtml(streamlit_like)(scope, receive, note)

    ask(begun, "/explore", accept_encoding=coding)
    assert worked_out == [2]  # the headers and the beginning were on their way
    read = {"br": brotli.Decompressor().process, "gzip": zlib.decompressobj(16 + zlib.MAX_WBITS).decompress, "identity": bytes}[coding]
    beginning, rest = (read(message["body"]).decode("utf-8") for message in sent[1:])
    assert "static/js/index." in beginning
    assert beginning.count("modulepreload") == INDEX.count("modulepreload")
    assert "<title>" in rest
    assert "</head>" in rest


def test_a_head_that_cannot_be_written_costs_the_page_nothing_but_its_description(monkeypatch, caplog):
    monkeypatch.setattr(page_html, "head", lambda *_: 1 / 0)
    text = told("/explore", "lang=en")
    assert f"<title>{say('app.title', 'en')}</title>" in text
    assert text.rstrip().endswith("</html>")
    assert "could not be written" in caplog.text


@pytest.mark.parametrize("language", list(Language))
def test_the_head_says_what_the_view_says_in_the_language_of_the_link(atlas, language):
    text = told("/explore", f"lang={language.value}&programme=leader-2014-2020&vintage=2019")
    summary = view_summary(atlas, view_from_params({"programme": ["leader-2014-2020"], "vintage": ["2019"]}, atlas), language)
    assert f'<html lang="{language.value}">' in text
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(summary.title)
    assert meta(text, "description") == meta(text, "og:description") == summary.sentence
    assert meta(text, "og:url").startswith("http://atlas.example/explore?")
    links = re.findall(r'<link rel="alternate" hreflang="(..)" href="http://atlas.example/explore\?([^"]+)"', text)
    assert [spoken for spoken, _ in links] == [item.value for item in Language]
    assert all("programme=leader-2014-2020" in link for _, link in links)


@pytest.mark.parametrize("page", page_html.PAGES)
def test_every_page_has_a_title_a_description_and_the_dataset(page):
    text = told(f"/{'' if page == page_html.HOME else page}", "lang=en")
    assert say("app.title", "en") in re.search("<title>(.*)</title>", text)[1]
    assert len(meta(text, "description")) > 20
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*)</script>', text)[1])
    assert (described["@type"], described["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("language", list(Language))
def test_the_head_of_an_initiative_says_what_it_is_and_where_its_row_is_as_data(atlas, language):
    text = told("/initiative", f"lang={language.value}&id=sr2019-24&q=more")
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(initiative_title(atlas, "sr2019-24", language))
    assert meta(text, "description") == summary_written(atlas, atlas.initiatives.loc["sr2019-24"], language)
    (canonical,) = re.findall('<link rel="canonical" href="([^"]*)" />', text)
    assert unescape(canonical) == f"http://atlas.example/{initiative_address('sr2019-24', language)}"
    assert 'type="application/json" href="http://atlas.example/api/v1/initiatives/sr2019-24.json"' in text


@pytest.mark.parametrize("language", list(Language))
def test_the_head_of_an_organisation_says_what_it_is_and_leads_to_no_initiative(atlas, language):
    text = told("/organisation", f"lang={language.value}&id=bep&q=more")
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(organisation_names(atlas, language)["bep"])
    assert meta(text, "description") == organisation_sentence(organisation_profile(atlas, "bep"), language)
    (canonical,) = re.findall('<link rel="canonical" href="([^"]*)" />', text)
    assert unescape(canonical) == f"http://atlas.example/{organisation_address('bep', language)}"
    assert "initiatives/bep" not in text


@pytest.mark.parametrize("asked", ["none", "%22%3E%3Cscript%3E", "%ff", ""])
def test_an_initiative_that_is_not_known_is_described_as_the_page_and_repeated_nowhere(asked):
    text = told("/initiative", f"lang=en&id={asked}")
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(say("page.initiative", "en"))
    assert '<link rel="canonical" href="http://atlas.example/initiative?lang=en" />' in text
    assert "initiatives/" not in text


def test_style_and_words_for_who_runs_no_scripts_are_there_before_the_first_script():
    text = told("/")
    assert text.index(".stMainBlockContainer") > text.index("<body>")
    assert "Streamlit" not in re.search("<noscript>.*?</noscript>", text, re.DOTALL)[0]
    for language in Language:
        assert f"./app/static/atlas-{language.value}.html" in text


@pytest.mark.parametrize(
    "query", ["q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "lang=%22%3E%3Cscript%3E", "programme=%ff&nis=%ED%B3%BF", "&".join(["theme=x"] * 900), "\N{SNOWMAN}"]
)  # fmt: skip
def test_a_hostile_address_is_described_like_any_other(query):
    text = told("/explore", query)
    assert "<script>alert" not in text
    assert '<html lang="fr">' in text


def test_the_host_is_shown_and_never_run():
    assert '"><script>' not in told("/", host='a"><script>x</script>')


def test_what_is_no_page_passes_as_it_is():
    app = PageHtml(streamlit_like)
    assert ask(app, "/explore/_stcore/health").status == 404
    for path in ("/component/streamlit_folium.st_folium/index.html", "/app/static/atlas-fr.html", "/media/0f3a.html"):
        assert ask(app, path).content.decode() == INDEX
    assert ask(app, "/", method="POST").content.decode() == INDEX
    head = ask(app, "/", method="HEAD")
    assert (head.content, head.status, head.header("content-length")) == (b"", 200, None)


def test_the_page_travels_packed():
    answer = ask(PageHtml(streamlit_like), "/", accept_encoding="gzip, br;q=0.9")
    assert answer.header("content-encoding") == "br"
    assert brotli.decompress(answer.content).decode("utf-8") == told("/")


def test_streamlit_still_reads_where_its_server_is_from_the_page():
    """What spares three rounds before the line opens: its names are Streamlit's own, and a version that calls them otherwise is found here."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in (page_template.STREAMLIT / "static" / "js").glob("index.*.js"))
    text = told("/explore")
    (steering,) = re.findall(r"window\.__streamlit = \{(.+?)\n\};", text, re.DOTALL)
    names = set(re.findall(r"(\w+):", steering)) - {"http", "https"}
    assert {"BACKEND_BASE_URL", "HOST_CONFIG", "allowedOrigins", "useExternalAuthToken"} <= names
    for name in ("window.__streamlit", *names):
        assert name in scripts, name


#: Names that Streamlit gives what it draws: classes, and what it calls « test ids ».
DRAWN_BY_STREAMLIT = re.compile(r"\bst[A-Z]\w+")


def test_every_name_of_streamlit_s_that_our_styles_and_scripts_wait_for_is_still_its_own():
    """A rule for a name that is gone does nothing and says nothing: the tags of a list on a phone (`stMultiSelectTagsContainer`) would be cut."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in (page_template.STREAMLIT / "static" / "js").glob("*.js"))
    ui = page_template.STYLE_SHEETS[0].parents[1]
    waiting = {
        path.name: set(DRAWN_BY_STREAMLIT.findall(path.read_text(encoding="utf-8")))
        for form in ("css", "js")
        for path in ui.rglob(f"*.{form}")
    }
    assert "stMultiSelectTagsContainer" in waiting["screens.css"]
    assert {(file, name) for file, names in waiting.items() for name in names if name not in scripts} == set()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("code=90000", "Province of Namur"),
        ("code=german&vintage=2019", "German-speaking Community"),
        ("perimeter=My+%3Cb%3Eplace~63001-63013", "My <b>place"),
    ],
)
def test_the_head_of_a_place_says_its_name_and_what_happens_there(query, name):
    text = told("/place", f"lang=en&{query}")
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(name)
    assert "<b>" not in text
    assert re.search(r"\d municipalit", meta(text, "description"))
    assert "/preview/" in meta(text, "og:image")


@pytest.mark.parametrize("asked", ["", "none", "92094", "lag2023-plaines-de-l-escaut", "%22%3E%3Cscript%3E"])
def test_a_place_that_there_is_not_is_described_as_the_page(asked):
    text = told("/place", f"lang=en&code={asked}")
    assert unescape(re.search("<title>(.*)</title>", text)[1]).startswith(say("page.place", "en"))


@pytest.mark.parametrize(("asked", "led"), [("", "/"), ("lang=nl", "/?lang=nl")])
def test_the_first_page_has_no_name_of_its_own_and_its_old_one_leads_to_it(asked, led):
    answer = ask(PageHtml(streamlit_like), "/home", query=asked)
    assert (answer.status, answer.header("location")) == (302, led)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", ["/nowhere", "/explore/more", "/<b>x</b>", "//elsewhere.example"])
def test_an_address_without_a_page_says_so_in_its_language_and_leads_on(path, language):
    answer = ask(PageHtml(streamlit_like), path, query=f"lang={language.value}")
    text = unescape(answer.content.decode("utf-8"))
    assert answer.status == 404
    assert say("link.no_page", language) in text
    assert say("page.explore", language) in text
    assert "<b>x" not in text
    assert "elsewhere" not in text
