"""Draws of the uncertain inputs: each draw is one complete world, the same for every model that asks."""

import hashlib

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from goodoffices.dossier.values.changed import Changed
from goodoffices.dossier.values.quantity import Quantity


class Worlds:
    """Common random numbers for all uncertain inputs of a dossier.

    Every input draws from a stream of its own, seeded by its name, so that adding, removing or changing one input
    leaves the draws of all others as they were, and nothing depends on the order or place in which inputs are drawn.

    Parameters
    ----------
    draws : int
        Number of worlds.
    seed : int
        Non-negative; the same seed gives the same worlds.
    """

    def __init__(self, draws: int, seed: int) -> None:
        self.draws = draws
        self.seed = seed
        self._drawn: dict[tuple[str, Quantity], NDArray[np.float64]] = {}

    def sample(self, name: str, quantity: Quantity) -> NDArray[np.float64]:
        """Return one value of an input per world.

        Parameters
        ----------
        name : str
            The input's own name, the same wherever it is asked for.
        quantity : Quantity
            A point, returned as it is in every world, or a range, drawn from the PERT distribution on
            ``[low, high]`` with mode ``likely``: the beta distribution with parameters 1 + 4 (likely - low)/(high - low)
            and 1 + 4 (high - likely)/(high - low), stretched to the range. A number that initiatives change is its base,
            drawn as ever, with each effect, in turn, in the worlds where it works; whether it works and by how much is
            drawn under the effect's own name, so that it is the same in every combination of initiatives.

        Returns
        -------
        ndarray, shape (draws,)
            Values within ``[low, high]``, read-only.

        References
        ----------
        Malcolm, Roseboom, Clark & Fazar (1959), 'Application of a technique for research and development program
        evaluation', *Operations Research* 7(5), 646-669.

        Examples
        --------
        >>> worlds = Worlds(draws=3, seed=1)
        >>> worlds.sample("capability of soc", Quantity.parse("60")).tolist()
        [60.0, 60.0, 60.0]
        """
        if quantity.is_point:
            return np.full(self.draws, quantity.likely)
        if (name, quantity) not in self._drawn:
            self._drawn[name, quantity] = self._draw(name, quantity)
        return self._drawn[name, quantity]

    @property
    def drawn(self) -> dict[str, NDArray[np.float64]]:
        """The values of every uncertain input that was asked for so far, by its name; of one asked for twice the last."""
        return {name: values for (name, _), values in self._drawn.items()}

    def works(self, name: str, chance: Quantity) -> NDArray[np.bool_]:
        """Return in which worlds something works that may fail, such as a change that an initiative makes.

        Parameters
        ----------
        name : str
            Its own name, the same wherever it is asked for.
        chance : Quantity
            How likely it works, 0 to 1.

        Returns
        -------
        ndarray of bool, shape (draws,)

        Examples
        --------
        >>> Worlds(draws=3, seed=1).works("hosting#1", Quantity.point(1.0)).tolist()
        [True, True, True]
        """
        return self.uniform(f"{name} works") < self.sample(f"{name} chance", chance)

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Return one number between 0 and 1 per world for an input with a distribution of its own, such as a share in a poll.

        Parameters
        ----------
        name : str
            The input's own name, the same wherever it is asked for.

        Returns
        -------
        ndarray, shape (draws,)

        Examples
        --------
        >>> Worlds(draws=2, seed=1).uniform("support at home").round(3).tolist()
        [0.613, 0.24]
        """
        entropy = int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big")
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, entropy]))).random(self.draws)

    def _draw(self, name: str, quantity: Quantity) -> NDArray[np.float64]:
        values = self._changed(name, quantity) if isinstance(quantity, Changed) else self._ranged(name, quantity)
        values.setflags(write=False)
        return values

    def _changed(self, name: str, changed: Changed) -> NDArray[np.float64]:
        values = self.sample(name, changed.base)
        for effect in changed.effects:
            amount = self.sample(effect.name, effect.amount)
            after = np.clip(values + amount if effect.op == "shift" else amount, effect.low, effect.high)
            values = after if effect.chance is None else np.where(self.works(effect.name, effect.chance), after, values)
        return values

    def _ranged(self, name: str, quantity: Quantity) -> NDArray[np.float64]:
        uniform = self.uniform(name)
        span = quantity.high - quantity.low
        rise = 1 + 4 * (quantity.likely - quantity.low) / span
        fall = 1 + 4 * (quantity.high - quantity.likely) / span
        return np.asarray(quantity.low + span * betaincinv(rise, fall, uniform))
