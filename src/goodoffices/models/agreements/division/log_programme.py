"""The programme behind Nash welfare: a sum of logarithms, with tangents that lie above them."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from goodoffices.models.agreements.division.claims import TOTAL

FloatArray = NDArray[np.float64]
FIRST_TANGENTS = 8
OUT_OF_TIME = 1


class LogProgramme:
    """Divisions of whole items that maximise the sum of logarithms of the parties' points, from above.

    Columns are the shares, by party and item; then each party's logarithm, counted from its least item of worth; and, if not everybody can be served,
    whether it is.

    Parameters
    ----------
    value : ndarray, shape (parties, items)
        Points of each party for each item, the sum of every row 100.
    served : int
        How many parties are to get something.
    """

    def __init__(self, value: FloatArray, served: int) -> None:
        self.value, self.served = value, served
        self.least = np.array([row[row > 0].min() for row in value])
        self.parties, self.items = value.shape
        self.choosing = self.parties if served < self.parties else 0
        self.tangents: list[FloatArray] = list(np.geomspace(self.least, TOTAL, FIRST_TANGENTS))

    def add_tangents(self, at: FloatArray) -> None:
        """Add a tangent to each party's logarithm at these points."""
        self.tangents.append(at)

    def solve(self, time_limit: float | None) -> tuple[FloatArray | None, float, bool]:
        """Return the shares, if any were found, what the sum of logarithms cannot exceed, and whether the time ran out."""
        cells, size = self.value.size, self.value.size + self.parties + self.choosing
        top = np.log(TOTAL / self.least)
        highest = np.concatenate([np.ones(cells), top, np.ones(self.choosing)])
        worth = np.concatenate([np.zeros(cells), np.ones(self.parties), np.log(self.least)[: self.choosing]])
        integral = np.concatenate([np.ones(cells), np.zeros(self.parties), np.ones(self.choosing)])
        options: dict[str, float] = {"mip_rel_gap": 0.0}
        if time_limit is not None:
            options["time_limit"] = time_limit
        found = milp(
            -worth,
            integrality=integral.astype(int),
            bounds=Bounds(0, highest),
            constraints=self._constraints(size, top),
            options=options,
        )
        constant = 0.0 if self.choosing else float(np.log(self.least).sum())
        bound = (
            -(found.fun if found.mip_dual_bound is None else found.mip_dual_bound) if found.x is not None else np.inf
        )
        held = None if found.x is None else np.asarray(found.x[:cells]).reshape(self.value.shape)
        return held, float(bound) + constant, found.status == OUT_OF_TIME

    def _constraints(self, size: int, top: FloatArray) -> list[LinearConstraint]:
        cell = np.arange(self.value.size)
        party = np.arange(self.parties)
        once = coo_array((np.ones(len(cell)), (cell % self.items, cell)), shape=(self.items, size))
        at = np.array(self.tangents)
        row = np.arange(at.size).reshape(at.shape)
        of = cell // self.items
        entries = [(-self.value.ravel() / at[:, of]).ravel(), np.ones(at.size)]
        rows = [row[:, of].ravel(), row.ravel()]
        columns = [np.tile(cell, len(at)), np.tile(len(cell) + party, len(at))]
        limit = (np.log(at / self.least) - 1).ravel()
        result = [LinearConstraint(once.tocsr(), 1, 1)]
        if self.choosing:
            chosen = len(cell) + self.parties + party
            slack = np.broadcast_to(top + 1, at.shape).ravel()  # lifts the tangents of those who are not served
            entries.append(slack)
            rows.append(row.ravel())
            columns.append(np.tile(chosen, len(at)))
            limit = limit + slack
            number = coo_array((np.ones(self.parties), (np.zeros(self.parties, int), chosen)), shape=(1, size))
            only = coo_array(
                (np.concatenate([np.ones(self.parties), -top]), (np.tile(party, 2), np.r_[len(cell) + party, chosen])),
                shape=(self.parties, size),
            )
            result.append(LinearConstraint(number.tocsr(), self.served, self.served))
            result.append(LinearConstraint(only.tocsr(), -np.inf, 0))
        above = coo_array(
            (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns))), shape=(at.size, size)
        )
        return [*result, LinearConstraint(above.tocsr(), -np.inf, limit)]
