"""Values as JSON that may stand inside a script: in an element of a page, or in its own file."""

from __future__ import annotations

import json


def script_json(value: object) -> str:
    """Return a value as compact JSON that ends neither a script element nor a line of a script.

    `<` begins the end of an element (HTML, 13.2.5.15); U+2028 ended lines before ECMAScript 2019.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")
