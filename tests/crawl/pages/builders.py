"""Pages for the tests of this folder."""

from __future__ import annotations

URL = "https://cz.example.invalid/yjs/t1.html"


def article(head: str = "", body: str = "", title: str = "某市某局2026年部门预算公开") -> str:
    return (
        f"<html><head><title>{title}_某市人民政府</title>{head}</head><body><h1>{title}</h1>"
        f"{body}<p>{'公开内容。' * 60}</p></body></html>"
    )
