"""Rows that are ticked in a table; of municipalities, one that is ticked is chosen on the map and the other way round, several are taken along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from wallonia_map.i18n import Language, say


@dataclass(frozen=True)
class RowTicks:
    """Rows that are ticked, which stay so by what they are: in another order, or among other rows.

    Attributes
    ----------
    key
        The table's key on its page.
    """

    key: str

    @property
    def ticked(self) -> tuple[str, ...]:
        """The identifiers of the ticked rows."""
        return self._held("ticked")

    def begin(self, codes: Sequence[str]) -> None:
        """Tick again what was ticked, before the table of `codes`, in the order of its rows, is drawn."""
        self._tick(codes, self.ticked)

    def on_select(self) -> None:
        """Note what is ticked. For a callback."""
        self._keep("ticked", tuple(self._held("codes")[row] for row in self._rows()))

    def hint(self, language: Language) -> str:  # noqa: ARG002 (what a table says is in a language)
        """Below the table: nothing, unless a tick does more than to stay."""
        return ""

    def offer(self, language: Language) -> None:
        """Below the table: nothing, unless a table has something to offer."""

    def _tick(self, codes: Sequence[str], ticked: Sequence[str]) -> None:
        places = {code: row for row, code in enumerate(codes)}
        there = tuple(code for code in ticked if code in places)
        self._keep("ticked", there)
        self._keep("codes", tuple(codes))
        rows = sorted(places[code] for code in there)
        if self._reported() != rows:
            st.session_state[self.key] = {"selection": {"rows": rows, "columns": [], "cells": []}}

    def _rows(self) -> list[int]:
        """The ticked rows of the table as it was last drawn."""
        return sorted(row for row in self._reported() if isinstance(row, int) and 0 <= row < len(self._held("codes")))

    def _reported(self) -> list[object]:
        """What the browser says is ticked, not checked."""
        held = st.session_state.get(self.key)
        return list(held.get("selection", {}).get("rows", [])) if isinstance(held, dict) else []

    def _held(self, name: str) -> tuple[str, ...]:
        held: tuple[str, ...] = st.session_state.get(f"_{self.key}_{name}", ())
        return held

    def _keep(self, name: str, value: tuple[object, ...]) -> None:
        st.session_state[f"_{self.key}_{name}"] = value


@dataclass(frozen=True)
class RowChoice(RowTicks):
    """What a table of municipalities answers to.

    Attributes
    ----------
    chosen
        The code of the municipality that is chosen on the map.
    choose
        Choose another there, or none. Called before the page runs.
    take
        Take several along. Called before the page runs.
    runs_alone
        Whether the table is part of a fragment: the page then runs after a row was ticked.
    """

    chosen: str | None
    choose: Callable[[str | None], None]
    take: Callable[[Sequence[str]], None]
    runs_alone: bool = False

    def begin(self, codes: Sequence[str]) -> None:
        """Tick what is chosen, before the table of `codes`, in the order of its rows, is drawn."""
        ticked = tuple(code for code in self.ticked if code in codes)
        if self._held("seen") != (self.chosen,):
            self._keep("seen", (self.chosen,))
            if self.chosen is None:
                ticked = ticked if len(ticked) > 1 else ()
            elif self.chosen in codes and self.chosen not in ticked:  # one more for who collects them
                ticked = (*ticked, self.chosen) if len(ticked) > 1 else (self.chosen,)
        self._tick(codes, ticked)

    def on_select(self) -> None:
        """Choose on the map the row that was ticked last. For a callback."""
        codes, before = self._held("codes"), self._held("ticked")
        now = tuple(codes[row] for row in self._rows())
        fresh = [code for code in now if code not in before]
        if len(fresh) == 1:
            chosen: str | None = fresh[0]
        elif self.chosen in now or fresh:  # all at once choose none of them
            chosen = self.chosen
        else:
            chosen = now[-1] if now else None
        self._keep("ticked", now)
        self._keep("seen", (chosen,))
        self._keep("changed", (True,))
        self.choose(chosen)

    def hint(self, language: Language) -> str:
        """Below the table: what a tick does, as long as no two are to be taken along."""
        return "" if len(self.ticked) > 1 else say("table.tick", language)

    def offer(self, language: Language) -> None:
        """Below the table: the way to take along what is ticked."""
        if self._held("changed"):
            self._keep("changed", ())
            if self.runs_alone:
                st.rerun()
        ticked = self.ticked
        if len(ticked) > 1:
            st.button(
                say("table.take_along", language, n=len(ticked)), key=f"{self.key}_take", icon=":material/add_location_alt:", on_click=self._take,
            )  # fmt: skip

    def _take(self) -> None:
        self._keep("changed", (True,))
        self.take(self.ticked)
