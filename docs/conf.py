"""How the documentation is built. It needs no network, to build or to read."""

import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

_metadata = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Good Offices"
author = _metadata["authors"][0]["name"]
copyright = f"2026, {author}"
version = release = _metadata["version"]

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_links_external_new_tab = False

autodoc_typehints = "none"  # the docstrings say what a parameter is, with its unit and shape
autodoc_member_order = "bysource"
autodoc_class_signature = "separated"
autosummary_generate = False
numpydoc_show_class_members = False
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = f"Good Offices {version}"
html_show_sphinx = False
html_copy_source = False
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["formulas.css"]


def _mathml(writer: Any, node: nodes.math | nodes.math_block) -> None:
    # Browsers draw MathML themselves, so formulas need no script from elsewhere. The converter has no sized slash.
    formula = node.astext().replace(r"\Big/", "/")
    writer.body.append(str(tex2mathml(formula, as_block=isinstance(node, nodes.math_block))))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the drawing of formulas, and tables as a language without colours."""
    app.add_html_math_renderer("mathml", (_mathml, None), (_mathml, None))
    app.add_lexer("csv", TextLexer)
