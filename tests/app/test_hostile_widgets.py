"""What a browser says that a widget holds is looked up like a link: a value that is no choice, and a widget that it has not drawn yet.

Over Streamlit's own websocket, since its test runner sends nothing that a well-behaved browser would not.
"""

import re
from html import unescape

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app.visiting import outcome, port_of
from tests.benchmarks.visitor import Run, visitor
from wallonia_map.i18n import say
from wallonia_map.ui.frame.navigation import MENU

GARBAGE = "zzz<script>"


def _words(run: Run, kind: str) -> list[str]:
    deltas = [message.delta.new_element for message in run.messages if message.WhichOneof("type") == "delta"]
    return [getattr(element, kind).body for element in deltas if element.WhichOneof("type") == kind]


def _heading(run: Run, seen: Run | None = None) -> str:
    """The heading of the page, which some draw as HTML of their own; of what the browser has `seen`, a run sends the name alone."""
    known = {message.hash: message for message in (seen.messages if seen else ()) if message.hash}
    whole = Run(run.ms, run.size, [known.get(message.ref_hash, message) for message in run.messages])
    own = re.findall(r"<h1>(.*?)</h1>", " ".join(_words(whole, "html")))
    return unescape(own[0]) if own else _words(run, "heading")[0]


def _addresses(run: Run) -> list[str]:
    return [message.page_info_changed.query_string for message in run.messages if message.WhichOneof("type") == "page_info_changed"]


@pytest.mark.parametrize("page", list(MENU))
def test_a_value_that_is_no_choice_is_passed_over(app, page):
    async def play() -> tuple[Run, Run, set[str]]:
        async with visitor(port_of(app), page if page != "home" else "", "lang=nl") as tab:
            before = await tab.run()
            kinds = dict(tab.choices)
            tab.held = {one: GARBAGE if kind == "selectbox" else [GARBAGE] for one, kind in kinds.items()}
            return before, await tab.run(), set(kinds.values())

    before, after, kinds = outcome(play())
    assert "button_group" in kinds
    assert after.messages[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    for run in (before, after):
        assert _heading(run, before) == say(f"{page}.heading", "nl")
        assert say("app.failed", "nl") not in _words(run, "alert")
    assert not any("script" in address or "lang=nl" not in address for address in _addresses(after))


def test_a_run_asked_before_any_widget_is_drawn_shows_the_same_view(app):
    async def play() -> tuple[Run, Run]:
        async with visitor(port_of(app), "explore", "lang=nl&programme=leader-2014-2020&show=per-10000") as tab:
            return await tab.run(), await tab.run()  # the second says nothing of what the widgets hold

    before, after = outcome(play())
    assert _heading(before) == say("explore.heading", "nl")
    assert _words(after, "heading") == _words(before, "heading")
    assert _addresses(after) == []
