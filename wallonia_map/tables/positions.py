"""Participations as integer positions: joined, sorted and counted as arrays, however many there are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wallonia_map.model import Role

_SERVED, _POSSIBLE = (list(Role).index(role) for role in (Role.SERVED, Role.POSSIBLE))


@dataclass(frozen=True)
class Positions:
    """One participation per position of three arrays of shape (n,).

    `initiative` and `municipality` are positions in the tables of the atlas, `role` in the order of `Role`, strongest first.
    """

    initiative: np.ndarray
    municipality: np.ndarray
    role: np.ndarray

    def at(self, rows: np.ndarray) -> "Positions":
        """Only some of the rows, given as positions or as a mask."""
        return Positions(self.initiative[rows], self.municipality[rows], self.role[rows])


def strongest(codes: Positions, initiatives: pd.Index, municipalities: pd.Index) -> Positions:
    """One row per initiative and municipality, with its strongest role, sorted by the ids and codes that the positions stand for.

    A municipality made of a part that is served and one that is possible keeps both rows: a perimeter covers it under the extended rule
    alone, and under the strict rule it is not known.
    """
    one, other = _rank(initiatives)[codes.initiative], _rank(municipalities)[codes.municipality]
    pair = one * len(municipalities) + other
    order = np.lexsort((codes.role, pair))
    role = codes.role[order]
    first = np.diff(pair[order], prepend=-1) != 0
    begins = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))  # of each row, where its pair begins
    beside = (role == _POSSIBLE) & (role[begins] == _SERVED) & (np.diff(role, prepend=_POSSIBLE) != 0)
    return codes.at(order[first | beside])


def _rank(names: pd.Index) -> np.ndarray:
    """Where each name stands once they are sorted."""
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.argsort(names.to_numpy(dtype=object), kind="stable")] = np.arange(len(names))
    return rank
