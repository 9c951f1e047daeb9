"""Pages of the documentation site that are not written in docs/: a hook of mkdocs.

The dictionary is made from the contracts; README, CONTRIBUTING, CHANGELOG and deploy/README.md are
taken as they are. A link to a file that is no page becomes the file's name: the site has no
repository beside it.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from budgetflow.contracts.dictionary import dictionary_markdown

ROOT = Path(__file__).resolve().parents[1]
PAPERS = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "deploy/README.md": "deploy.md",
}
"""Files of the repository and the pages they become."""
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?\)")
_PICTURE = re.compile(r'((?:!\[[^\]]*\]\(|<img src="))(?:\.\./)?docs/')


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made."""
    for source, page in PAPERS.items():
        files.append(File.generated(config, page, content=_paper(source)))
    files.append(File.generated(config, "dictionary.md", content=dictionary_markdown()))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Return a page's text with its links to files of the repository turned into their names."""
    folder = posixpath.dirname(page.file.src_uri)
    origin = next((one for one, made in PAPERS.items() if made == page.file.src_uri), None)
    if origin is None:
        base = posixpath.join("docs", folder)
    else:
        base = posixpath.dirname(origin)

    def turned(link: re.Match[str]) -> str:
        words, target, anchor = link.group(1), link.group(2), link.group(3) or ""
        path = posixpath.normpath(posixpath.join(base, target))
        uri = PAPERS.get(path) or path.removeprefix("docs/")
        if files.get_file_from_path(uri) is None:
            return f"{words} (`{path}`)" if words != path else f"`{path}`"
        return f"[{words}]({posixpath.relpath(uri, folder or '.')}{anchor})"

    return _LINK.sub(turned, markdown)


def _paper(source: str) -> str:
    return _PICTURE.sub(r"\1", (ROOT / source).read_text(encoding="utf-8"))
