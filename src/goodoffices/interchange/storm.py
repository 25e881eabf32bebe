"""The same model in Storm, another program, if it is installed: for comparing, not needed for anything else.

Storm comes with ``python -m pip install 'stormpy>=2'``. It has a licence of its own (GPL 3) and is no part of this package.
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
        How near Storm's iterative methods for decisions shall come, relatively; equations of chains it factorises.

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
        raise NotFoundError("Storm is not installed; it comes with: python -m pip install 'stormpy>=2'")
    storm: Any = importlib.import_module("stormpy")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.prism"
        file.write_text(to_prism(model, settings), encoding="utf-8")
        program = storm.parse_prism_program(str(file))
    asked = storm.parse_properties(";".join(properties.values()), program)
    built = storm.build_model(program, asked)
    environment = storm.Environment()
    solver = environment.solver()
    solver.force_soundness = True
    solver.min_max().precision = storm.Rational(precision)
    solver.set_linear_equation_solver_type(type(solver.get_linear_equation_solver_type()).EIGEN)
    answers = (storm.model_checking(built, one, environment=environment) for one in asked)
    return {
        name: float(answer.get_value(built.initial_states[0])) for name, answer in zip(properties, answers, strict=True)
    }
