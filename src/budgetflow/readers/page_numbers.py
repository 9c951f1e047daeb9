"""The number of a page printed at its edge: the one place that knows it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "[-—–―－─━‐−·~]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第?{_DASHES}\d{{1,4}}{_DASHES}页?|(?:第\d*页[-,/]?)?共\d*页|第\d*页|"
    rf"第?\d{{1,4}}页?[/共]\d{{1,4}}页?|[ivx]{{1,5}})?{_DASHES}"
)


# Asked of the same lines by whoever looks for tables, captions and prose.
@lru_cache(maxsize=8192)
def is_page_number(text: str) -> bool:
    """Check whether a line prints nothing but the number of its page: `12`, `- 12 -`, `第 12 页`,
    `1/12`, `iv`, or only the marks around one.
    """
    # Full-width digits and slashes are the same number in NFKC.
    words = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if not words:
        return False
    return _PAGE_NUMBER.fullmatch(words) is not None
