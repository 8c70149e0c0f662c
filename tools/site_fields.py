"""Shows on the site what is said of a field behind its `#`: the comments of records, settings and tables.

An extension of Griffe, which reads the sources for the reference (`extensions:` in mkdocs.yml). The code says what a
field means once, in the line that makes it; tests look that each public one does.
"""

import io
import tokenize
from typing import Any

import griffe


class FieldComments(griffe.Extension):
    """Takes the comment at an attribute of a class for its docstring, where it has none of its own."""

    def on_attribute_instance(self, *, attr: Any, **_: Any) -> None:  # noqa: ANN401 - Griffe's own
        """Called for each attribute that Griffe finds."""
        if attr.docstring is None and attr.parent.is_class and (said := comment_of(attr.source)):
            attr.docstring = griffe.Docstring(said, parent=attr, lineno=attr.lineno)


def comment_of(source: str) -> str:
    """What the comments of a statement say, without those that speak to a linter."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, IndentationError):  # a piece that is no statement by itself
        return ""
    said = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
    text = " ".join(one for one in said if not one.startswith(("noqa", "type:")))
    return f"{text[:1].upper()}{text[1:]}." if text else ""
