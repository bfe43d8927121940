"""Whoever changes the language, and then clicks, keeps every choice: on every page, what the browser holds is shown in the new language.

Over Streamlit's own websocket, with a visitor who keeps what a browser keeps: the label of a choice, until the page sends another.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.app.visiting import outcome, port_of
from tests.benchmarks.visitor import Run, Visitor, visitor
from wallonia_map.i18n import say

Choices = dict[str, list[str]]
ROOT = Path(__file__).resolve().parents[2]
#: A page as it is opened, and how many of its widgets hold another choice than at first once they all were used.
PAGES = {
    "explore": ("explore", "show=subsidy", 14),
    "programmes against each other": ("compare", "", 4),
    "territories side by side": ("compare", "mode=territories&t=90000&t=62063", 6),
    "white spots": ("white_spots", "", 6),
    "who could help": ("white_spots", "theme=mobility", 6),
    "themes that overlap": ("white_spots", "kind=themes", 6),
    "a sheet": ("municipality", "nis=92094", 3),
    "your data": ("your_data", "", 9),
    "data": ("data", "", 1),
}
#: Widgets that lead away from what the page shows.
LEFT_ALONE = (
    "own_level",
    "-lang",
    "compare_mode",
    "white_kind",
    "own_key",
    "own_columns",
    "own_sheet",
    "own_encoding",
    "own_delimiter",
    "own_decimal",
)


class Browser:
    """The choices of an open tab as a browser keeps them, by widget: labels as the page last sent them."""

    def __init__(self, tab: Visitor) -> None:
        self.tab = tab
        self.widgets: dict[str, Any] = {}
        self.choices: Choices = {}
        self.cached: dict[str, ForwardMsg] = {}

    async def run(self) -> Run:
        self.tab.held = {
            name: (held if self.tab.choices[name] != "selectbox" else held[0]) for name, held in self.choices.items()
            if held or self.tab.choices[name] != "selectbox"
        }  # fmt: skip
        answer = await self.tab.run()
        assert answer.messages[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        self.widgets = {}
        for message in answer.messages:
            if message.metadata.cacheable:
                self.cached[message.hash] = message
            element = self.cached.get(message.ref_hash, message).delta.new_element
            kind = element.WhichOneof("type")
            if kind in ("selectbox", "multiselect", "button_group"):
                widget = getattr(element, kind)
                self.widgets[widget.id] = widget
                if widget.set_value:
                    self.choices[widget.id] = (
                        [widget.raw_value] if kind == "selectbox" and widget.raw_value else list(getattr(widget, "raw_values", []))
                    )
                elif widget.id not in self.choices:
                    self.choices[widget.id] = self._first(widget, kind)
        self.choices = {name: held for name, held in self.choices.items() if name in self.widgets}
        return answer

    @staticmethod
    def _first(widget: Any, kind: str) -> list[str]:
        labels = labels_of(widget)
        if kind == "selectbox":
            return [labels[widget.default]] if widget.HasField("default") else []
        return [labels[place] for place in widget.default]

    async def speak(self, language: str) -> None:
        [control] = [name for name in self.widgets if name.endswith("-lang")]
        self.choices[control] = [language.upper()]
        await self.run()

    async def press(self, answer: Run, label: str) -> None:
        [button] = [
            message.delta.new_element.button.id
            for message in answer.messages
            if message.delta.new_element.WhichOneof("type") == "button" and message.delta.new_element.button.label == label
        ]
        self.tab.pressed = button
        await self.run()


def choice_of(name: str, labels: list[str], now: list[str]) -> list[str]:
    """Another choice than at first, if the widget may be used: the last, or one that leaves the visitor's table numbers and questions."""
    if any(part in name for part in LEFT_ALONE) or not labels:
        return now
    if now == [labels[-1]]:  # the newest vintage is the default
        return [labels[0]]
    return [labels[-2] if "own_kind" in name else labels[1] if "own_score" in name else labels[-1]]


def labels_of(widget: Any) -> list[str]:
    return [option if isinstance(option, str) else option.content for option in widget.options]


@pytest.mark.parametrize("case", list(PAGES))
def test_a_change_of_language_and_a_click_lose_no_choice(app, case):
    page, query, changed = PAGES[case]

    async def play() -> None:
        async with visitor(port_of(app), page, query) as tab:
            browser = Browser(tab)
            tab.opens_panels = True
            await browser.run()
            answer = await browser.run()
            if page == "your_data":
                await browser.press(answer, say("your_data.sample", "fr"))
            first, used = dict(browser.choices), set[str]()
            for _ in range(2):  # some choices bring new widgets
                for name in browser.choices.keys() - used:
                    browser.choices[name] = choice_of(name, labels_of(browser.widgets[name]), first.get(name, []))
                used |= browser.choices.keys()
                await browser.run()
            await browser.run()  # what the page itself looked up is settled
            chosen, link = dict(browser.choices), parse_qs(tab.query)
            assert sum(first.get(name) != held for name, held in chosen.items()) >= changed, (first, chosen)
            for language in ("nl", "de", "fr"):
                await browser.speak(language)
                await browser.run()  # any click
                for name, held in browser.choices.items():
                    if not name.endswith("-lang"):
                        assert len(held) == len(chosen[name]), name
                        assert set(held) <= set(labels_of(browser.widgets[name])), name
                now = parse_qs(tab.query)
                assert now.pop("lang", ["fr"]) == [language]
                assert now == {name: values for name, values in link.items() if name != "lang"}
            assert browser.choices == chosen

    outcome(play())


@pytest.mark.parametrize("behind", [1, 2])
def test_a_click_that_still_speaks_the_language_before_is_understood(app, behind):
    async def play() -> None:
        async with visitor(port_of(app), "explore", "programme=leader-2014-2020&show=covered") as tab:
            browser = Browser(tab)
            tab.opens_panels = True
            await browser.run()
            await browser.run()
            french = dict(browser.choices)
            theme = next(name for name in french if "explore_theme" in name)
            french_theme = labels_of(browser.widgets[theme])[0]
            for language in ("nl", "de")[:behind]:
                await browser.speak(language)
            spoken = {name: held for name, held in browser.choices.items() if name.endswith("-lang")}
            before = browser.choices
            browser.choices = french | spoken | {theme: [french_theme]}
            await browser.run()
            assert browser.choices.keys() == before.keys()
            assert parse_qs(tab.query)["programme"] == ["leader-2014-2020"]
            assert parse_qs(tab.query)["show"] == ["covered"]
            assert len(parse_qs(tab.query)["theme"]) == 1

    outcome(play())


def test_every_widget_of_choices_is_drawn_by_the_one_module_that_keeps_its_ids():
    direct = re.compile(r"\.(selectbox|multiselect|segmented_control|pills|radio|select_slider)\(")
    for path in (*ROOT.glob("pages/*.py"), *ROOT.glob("wallonia_map/ui/**/*.py")):
        found = [line for line in path.read_text(encoding="utf-8").splitlines() if direct.search(line) and "widgets." not in line]
        if path.name == "navigation.py":  # the languages themselves, called alike in every language
            found = [line for line in found if "st.segmented_control(" not in line]
        assert path.name == "widgets.py" or not found, f"{path.name}: {found}"


def test_choices_that_another_mode_hides_are_there_when_it_is_left(app):
    async def play() -> None:
        async with visitor(port_of(app), "compare", "mode=territories&t=90000") as tab:
            browser = Browser(tab)
            await browser.run()
            mode = next(name for name in browser.choices if "compare_mode" in name)
            territories = next(name for name in browser.choices if name.endswith("compare_t"))
            programmes, both = labels_of(browser.widgets[mode])
            browser.choices[territories] = [*browser.choices[territories], labels_of(browser.widgets[territories])[-1]]
            await browser.run()
            chosen = parse_qs(tab.query)["t"]
            for shown in (programmes, programmes, both, both):
                browser.choices[mode] = [shown]
                await browser.run()
            assert parse_qs(tab.query)["t"] == chosen
            assert len(chosen) == len(browser.choices[territories]) == 2

    outcome(play())
