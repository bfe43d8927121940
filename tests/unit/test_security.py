"""What every answer says for safety's sake, and who is turned away before Streamlit sees them."""

import pytest
from starlette.responses import PlainTextResponse

from tests.asking import ask
from wallonia_map.server.security import Security


async def plain(scope, receive, send):
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await PlainTextResponse("ok", headers={"x-content-type-options": "of old"})(scope, receive, send)


def test_every_answer_carries_the_headers_once():
    answer = ask(Security(plain), "/anything")
    assert (answer.status, answer.content) == (200, b"ok")
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "strict-origin-when-cross-origin"
    assert "object-src 'none'" in answer.header("content-security-policy")
    assert answer.header("strict-transport-security") is None


@pytest.mark.parametrize(
    ("path", "query", "framed"),
    [
        ("/explore", "", "'self'"),
        ("/explore", "embed=true", "*"),
        ("/explore", "lang=nl&embed=true&figure=meter", "*"),
        ("/explore", "embed=false", "'self'"),
        ("/explore", "embed=true&embed=false", "'self'"),
        ("/explore", "embed=*;script-src", "'self'"),
        ("/component/streamlit_folium.st_folium/index.html", "streamlitUrl=x", "*"),
    ],
)
def test_only_the_figure_that_is_made_for_it_is_framed_by_others(path, query, framed):
    assert ask(Security(plain), path, query=query).header("content-security-policy").endswith(f"frame-ancestors {framed}")


@pytest.mark.parametrize("how", [{"scheme": "https"}, {"x_forwarded_proto": "https"}, {"x_forwarded_proto": "https, http"}])
def test_who_came_by_tls_shall_come_by_it_again(how):
    assert ask(Security(plain), "/", **how).header("strict-transport-security") == "max-age=31536000"


def opened(**given) -> bool:
    origins, hosts = given.pop("origins", ()), given.pop("hosts", ())
    (sent,) = ask(Security(plain, origins=origins, hosts=hosts), "/_stcore/stream", kind="websocket", **given).sent
    return sent["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://localhost:8501", "null", "", "http://atlas.example:81", "http://["]
)
def test_a_websocket_from_a_foreign_origin_is_refused(origin):
    assert not opened(origin=origin)


def test_a_websocket_of_our_own_pages_is_opened():
    assert opened(origin="http://atlas.example")
    assert opened(origin="https://ATLAS.example")
    assert opened(host="localhost:8501", origin="http://localhost:8501")
    assert opened()  # what is no browser names no origin
    assert opened(origin="https://portal.example", origins=["https://portal.example/"])
    assert not opened(host="", origin="null")


@pytest.mark.parametrize(
    ("host", "known"),
    [("atlas.example", True), ("ATLAS.example:8501", True), ("maps.wallonie.example", True), ("wallonie.example", False),
     ("elsewhere.example", False), ("atlas.example@elsewhere.example", False), ("atlas.example:x", False), ("", False)],
)  # fmt: skip
def test_where_hosts_are_named_no_other_is_answered(host, known):
    hosts = ["atlas.example", "*.wallonie.example"]
    answer = ask(Security(plain, hosts=hosts), "/", host=host)
    assert answer.status == (200 if known else 421)
    assert answer.header("x-content-type-options") == "nosniff"
    assert opened(host=host, hosts=hosts) is known
    assert ask(Security(plain, hosts=hosts), "/_stcore/health", host=host).status == 200
