"""Rows that are ticked and a municipality that is chosen on the map answer each other."""

from types import SimpleNamespace

import pytest

from wallonia_map.ui.shared import row_choice
from wallonia_map.ui.shared.row_choice import RowChoice, RowTicks

CODES = ["11001", "11002", "21001", "21002"]


class Board:
    """A page with a map and a table: what is chosen on the one, what is ticked in the other, what was taken along."""

    def __init__(self, session: dict[str, object]) -> None:
        self.session, self.chosen, self.taken, self.codes = session, None, (), CODES
        self.run()

    def run(self) -> None:
        self.choice = RowChoice("rows", self.chosen, self.choose, self.take)
        self.choice.begin(self.codes)

    def choose(self, code: str | None) -> None:
        self.chosen = code

    def take(self, codes: tuple[str, ...]) -> None:
        self.taken = tuple(codes)

    def tick(self, *rows: object) -> None:
        self.session["rows"] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
        self.choice.on_select()
        self.run()

    def click(self, code: str | None) -> None:
        self.chosen = code
        self.run()

    @property
    def ticked(self) -> list[str]:
        held = self.session.get("rows", {"selection": {"rows": []}})
        return [self.codes[row] for row in held["selection"]["rows"]]


@pytest.fixture
def board(monkeypatch):
    session: dict[str, object] = {}
    monkeypatch.setattr(row_choice, "st", SimpleNamespace(session_state=session))
    return Board(session)


def test_the_row_that_is_ticked_last_is_chosen_on_the_map_and_the_last_one_left_when_it_goes(board):
    board.tick(2)
    assert board.chosen == "21001"
    board.tick(0, 2)
    assert board.chosen == "11001"
    board.tick(2)
    assert board.chosen == "21001"
    board.tick()
    assert board.chosen is None


def test_what_is_clicked_on_the_map_is_ticked_alone_or_beside_those_that_are_collected(board):
    board.click("11002")
    assert board.ticked == ["11002"]
    board.click("21001")
    assert board.ticked == ["21001"]
    board.tick(0, 2)
    board.click("21002")
    assert board.ticked == ["11001", "21001", "21002"]
    board.choice._take()
    assert board.taken == ("11001", "21001", "21002")


def test_ticks_follow_their_municipalities_when_the_rows_come_in_another_order_or_fewer(board):
    board.tick(0, 3)
    board.codes = ["21002", "11002", "11001"]
    board.run()
    assert sorted(board.ticked) == ["11001", "21002"]
    board.codes = ["11002", "21002"]
    board.run()
    assert board.ticked == ["21002"]


def test_all_at_once_choose_none_and_rows_that_are_none_are_left_out(board):
    board.click("11002")
    board.tick(0, 1, 2, 3)
    assert board.chosen == "11002"
    board.tick(-1, 99, "2", 1)
    assert board.ticked == ["11002"]


def test_a_place_on_the_map_that_is_no_row_ticks_nothing(board):
    board.click("99999")
    assert board.ticked == []


def test_rows_that_are_only_ticked_stay_so_by_what_they_are(monkeypatch):
    session: dict[str, object] = {}
    monkeypatch.setattr(row_choice, "st", SimpleNamespace(session_state=session))
    ticks = RowTicks("list")
    ticks.begin(["a", "b", "c"])
    session["list"] = {"selection": {"rows": [2, 0, 7, "1"], "columns": [], "cells": []}}
    ticks.on_select()
    assert ticks.ticked == ("a", "c")
    ticks.begin(["c", "b", "a"])
    assert session["list"]["selection"]["rows"] == [0, 2]
    ticks.begin(["b", "c"])
    assert (ticks.ticked, session["list"]["selection"]["rows"]) == (("c",), [1])
