"""The files a page offers: plain links, handlers without an extension, and the many ways a script opens one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html

from budgetflow.crawl.pages.addresses import is_web, join, split
from budgetflow.crawl.pages.tree import Node, in_frame, squeeze, text_of
from budgetflow.sources.view import Attachment

_KINDS = r"(?:pdf|docx?|xlsx?|xlsm|wps|et|ofd|rar|zip|7z|csv|ods|odt|rtf|tar\.gz)"
_FILE_PATH = re.compile(rf"\.{_KINDS}$", re.IGNORECASE)
_FILE_ANYWHERE = re.compile(rf"\.{_KINDS}(?=$|[?&#\s\"')】》〉」\]）,，;；])", re.IGNORECASE)
_HANDLER = re.compile(
    r"(?:download|down_?load|filedown|downfile|openfile|attach(?:ment)?|getfile|fileserver|accessory|annex|fjdown|fj_?download|file_?read|viewfile|showfile|ewebeditor)\w*"
    r"(?:\.(?:jspx?|do|action|aspx?|php|ashx|html?))?(?:[?/]|$)",
    re.IGNORECASE,
)
_NO_FILE_PAGE = re.compile(r"/(?:download|downloads|xzzx)/?(?:index\.\w+)?$", re.IGNORECASE)
_QUOTED = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.){4,1200}?)\1""")
_IN_SCRIPT = re.compile(rf"[\w%./~:@\u4e00-\u9fff（）()《》“”、—&=?+-]+\.{_KINDS}(?:\?[\w%&=.~+-]*)?$", re.IGNORECASE)
_LONGEST_SCRIPT = 100_000
"""Characters beyond which a script is a library and names no file of the page."""
_VIEWER = re.compile(r"[?&](?:file|url|src|path|fileurl|pdfurl)=([^&#]+)", re.IGNORECASE)
_EMPTY_WORDS = re.compile(
    r"^(?:下载|点击下载|附件下载|查看|点击查看|打开|预览|在线预览|浏览|download|pdf下载|word下载|原文下载|图片|\W*)$", re.IGNORECASE
)
_FOREIGN = re.compile(r"(?:browser|chrome|firefox|flash|acrobat|adobe|reader|plugin|控件|浏览器|阅读器|客户端|app下载)", re.IGNORECASE)
_SOFT_ATTRIBUTES = ("_href", "data-href", "data-url", "data-src", "data-file", "fileurl", "data-link", "filepath", "data-path", "data-pdf")


def read_attachments(root: Node, url: str) -> list[Attachment]:
    """Give the files of a page in its order, each address once, with the text that names it best."""
    found: dict[str, str] = {}
    for href, text in [*_links(root), *_frames(root), *_clicks(root), *_scripts(root)]:
        target = _absolute(url, href)
        if not target or _FOREIGN.search(f"{text} {split(target).path}"):
            continue
        found[target] = _better(found.get(target, ""), text)
    return [Attachment(target, text or _name_in(target)) for target, text in found.items()]


def is_file_address(href: str) -> bool:
    """Tell whether an address ends in the extension of a file, before its query or in a file name within the query."""
    parts = split(href.strip())
    return bool(_FILE_PATH.search(unquote(parts.path).strip()) or _FILE_ANYWHERE.search(unquote(parts.query)))


def _links(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter("a"):
        href = (node.get("href") or "").strip()
        if not href or href.lower().startswith(("javascript:", "mailto:", "tel:", "#")):
            continue
        text = _text(node)
        if (is_file_address(href) or _is_handler(href, text, node)) and not in_frame(node):
            yield href, text


def _is_handler(href: str, text: str, node: Node) -> bool:
    """Tell whether a link without an extension gives a file: a download handler, or a link whose text is a file's name."""
    if _NO_FILE_PAGE.search(split(href).path):
        return False
    names_file = bool(_FILE_ANYWHERE.search(text) or _FILE_ANYWHERE.search(node.get("title") or "") or node.get("download"))
    parts = split(href)
    handled = bool(_HANDLER.search(f"{parts.path.rsplit('/', 1)[-1]}{'?' if parts.query else ''}")) and bool(parts.query)
    page_like = bool(re.search(r"\.(?:s?html?)$", parts.path, re.IGNORECASE)) and not parts.query
    return (names_file and not page_like) or (handled and len(text) >= 4)


def _frames(root: Node) -> Iterator[tuple[str, str]]:
    """Give files shown inside the page: iframe, embed, object, also through a viewer page that takes the file's address."""
    for node in root.iter("iframe", "embed", "object", "source"):
        for name in ("src", "data", "data-src"):
            address = (node.get(name) or "").strip()
            viewed = _VIEWER.search(address)
            target = unquote(viewed.group(1)) if viewed else address
            if target and is_file_address(target):
                yield target, node.get("title") or ""


def _clicks(root: Node) -> Iterator[tuple[str, str]]:
    """Give files behind `onclick`, `javascript:` links and soft attributes that a script turns into links."""
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name in _SOFT_ATTRIBUTES:
            value = (node.get(name) or "").strip()
            if value and is_file_address(value):
                yield value, _text(node)
        code = node.get("onclick") or ""
        href = (node.get("href") or "").strip()
        if href.lower().startswith("javascript:"):
            code += ";" + href
        if code and not in_frame(node):
            yield from _calls(code, _text(node))


def _calls(code: str, text: str) -> Iterator[tuple[str, str]]:
    """Give the addresses among the quoted arguments of a script call; another argument that names the file is its text."""
    arguments = [match.group(2) for match in _QUOTED.finditer(code)]
    addresses = [
        argument for argument in arguments if "/" in argument and (_IN_SCRIPT.search(argument) or (_HANDLER.search(argument) and "?" in argument))
    ]
    names = [argument for argument in arguments if argument not in addresses and _FILE_ANYWHERE.search(argument)]
    for address in addresses:
        yield address, text or (names[0] if names else "")


def _scripts(root: Node) -> Iterator[tuple[str, str]]:
    """Give files named in the page's own scripts: markup held in a string, or an address held in one."""
    for node in root.iter("script"):
        code = node.text or ""
        if len(code) > _LONGEST_SCRIPT or not _FILE_ANYWHERE.search(code) or in_frame(node):
            continue
        for match in _QUOTED.finditer(code):
            value = match.group(2).replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
            if "<a" in value.lower() and "href" in value.lower():
                yield from _links(html.fragment_fromstring(value, create_parent="div"))
            elif "<iframe" in value.lower() or "<embed" in value.lower():
                yield from _frames(html.fragment_fromstring(value, create_parent="div"))
            elif _IN_SCRIPT.fullmatch(value) and _has_name(value):
                yield value, ""


def _has_name(address: str) -> bool:
    """Tell an address from a bare extension or a piece of code: something stands before the extension."""
    stem = _FILE_PATH.sub("", split(address).path.rsplit("/", 1)[-1])
    return len(stem) >= 3 and "/" in address


def _absolute(base: str, href: str) -> str:
    """Give the absolute web address, with blanks inside it encoded; empty when it is none."""
    target = join(base, squeeze(href).replace("\\", "/"))
    return target.replace(" ", "%20") if is_web(target) else ""


def _text(node: Node) -> str:
    """Give the words of a link: its text, its title, or those of an image in it."""
    text = text_of(node)
    if text and not _EMPTY_WORDS.match(text):
        return text
    candidates = [node.get("title") or "", node.get("download") or ""]
    candidates += [image.get(name) or "" for image in node.iter("img") for name in ("title", "alt")]
    return next((squeeze(one) for one in candidates if one.strip() and not _EMPTY_WORDS.match(one.strip())), text)


def _better(old: str, new: str) -> str:
    """Choose the text that names a file best: one with an extension, else the first that says anything."""
    if not old or _EMPTY_WORDS.match(old):
        return new or old
    if _FILE_ANYWHERE.search(new) and not _FILE_ANYWHERE.search(old):
        return new
    return old


def _name_in(target: str) -> str:
    return unquote(split(target).path.rsplit("/", 1)[-1])
