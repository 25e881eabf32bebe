"""The same model in Storm, another program, if it is installed: for comparing, not needed for anything else.

Storm comes with ``python -m pip install stormpy``. It has a licence of its own (GPL 3) and is no part of this package.
"""

import importlib
import importlib.util
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodoffices.errors import NotFoundError
from goodoffices.models.implementation.markov import Model, to_prism


def storm_is_installed() -> bool:
    """Return whether Storm can be asked."""
    return importlib.util.find_spec("stormpy") is not None


def ask_storm(
    model: Model, settings: Mapping[str, float], properties: Mapping[str, str], *, precision: float = 1e-12
) -> dict[str, float]:
    """Return what Storm's sparse engine finds for the initial state.

    Parameters
    ----------
    model : Model
        The model, handed over in the PRISM language.
    settings : mapping of str to float
        Values of its parameters.
    properties : mapping of str to str
        Questions in PRISM's language of properties, by any name: ``{"war": 'P=? [F "war"]'}``.
    precision : float
        How near Storm's iterative methods shall come, relatively.

    Returns
    -------
    dict of str to float
        The answers, by the same names.

    Raises
    ------
    NotFoundError
        If Storm is not installed.

    Notes
    -----
    Storm reads files, so the text passes through a temporary one.
    """
    if not storm_is_installed():
        raise NotFoundError("Storm is not installed; it comes with: python -m pip install stormpy")
    storm: Any = importlib.import_module("stormpy")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.prism"
        file.write_text(to_prism(model, settings), encoding="utf-8")
        program = storm.parse_prism_program(str(file))
    asked = storm.parse_properties(";".join(properties.values()), program)
    built = storm.build_model(program, asked)
    environment = storm.Environment()
    environment.solver_environment.set_force_sound(True)
    environment.solver_environment.minmax_solver_environment.precision = storm.Rational(precision)
    answers = (storm.model_checking(built, one, environment=environment).at(built.initial_states[0]) for one in asked)
    return dict(zip(properties, map(float, answers), strict=True))
