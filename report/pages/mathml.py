"""A Sphinx extension: formulas as MathML, which browsers draw themselves, with no script and no network."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert


def to_mathml(formula: str, display: str) -> str:
    """LaTeX `formula` as a MathML element with the LaTeX as its alternative text; `display` is inline or block."""
    return convert(formula, display=display).replace("<math ", f'<math alttext="{escape(formula.strip())}" ', 1)


def visit_inline(writer: Any, node: Any) -> None:
    """Write a formula in running text."""
    writer.body.append(to_mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def visit_block(writer: Any, node: Any) -> None:
    """Write a displayed formula."""
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    writer.body.append(to_mathml(node.astext(), "block") + "</div>\n")
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Register the renderer `mathml`."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
