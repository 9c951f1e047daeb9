"""Printed words made comparable: the one form that stands for every way to print them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """Return the text without white space, its full-width letters, digits and brackets plain."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
