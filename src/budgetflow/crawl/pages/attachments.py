"""The files a page offers: plain links, handlers without an extension, and the many ways a script
opens one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import html

from budgetflow.crawl.pages.dom import Node, in_frame, one_line, text_of
from budgetflow.crawl.pages.urls import is_web, join, split
from budgetflow.sources.page_model import Attachment

_KINDS = r"(?:pdf|docx?|xlsx?|xlsm|wps|et|ofd|ceb|rar|zip|7z|csv|ods|odt|rtf|tar\.gz)"
_FILE_PATH = re.compile(rf"\.{_KINDS}$", re.IGNORECASE)
_FILE_ANYWHERE = re.compile(rf"\.{_KINDS}(?=$|[?&#\s\"')】》〉」\]）,，;；])", re.IGNORECASE)
# What systems call the script that hands out a file; it has no ending of a document.
_HANDLER = re.compile(
    r"(?:download|down_?load|filedown|downfile|openfile|attach(?:ment)?|getfile|fileserver|"
    r"accessory|annex|fjdown|fj_?download|file_?read|viewfile|showfile|ewebeditor)\w*"
    r"(?:\.(?:jspx?|do|action|aspx?|php|ashx|html?))?(?:[?/]|$)",
    re.IGNORECASE,
)
_NO_FILE_PAGE = re.compile(r"/(?:download|downloads|xzzx)/?(?:index\.\w+)?$", re.IGNORECASE)
_QUOTED = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.){4,1200}?)\1""")
_IN_SCRIPT = re.compile(
    rf"[\w%./~:@\u4e00-\u9fff（）()《》“”、—&=?+-]+\.{_KINDS}(?:\?[\w%&=.~+-]*)?$", re.IGNORECASE
)
_FRAMES = frozenset(("iframe", "embed", "object", "source"))
_MARKUP = re.compile(r"<(?:a|iframe|embed|object)\s", re.IGNORECASE)
_ADDRESS = re.compile(r"""[^"'{}<>\r\n]{4,1200}""")
_LONGEST_NAME = 200
_LONGEST_SETTINGS = 1200
# Characters beyond which a script is a library and names no file of the page.
_LONGEST_SCRIPT = 100_000
# Viewers that show a file in the page take its address as a parameter.
_VIEWER = re.compile(r"[?&](?:file|url|src|path|fileurl|pdfurl)=([^&#]+)", re.IGNORECASE)
# A page that shows a file: it gives no file itself, as a download handler would.
_VIEWER_PAGE = re.compile(r"\.s?html?$|view", re.IGNORECASE)
_EMPTY_WORDS = re.compile(
    r"^(?:下载|点击下载|附件下载|查看|点击查看|打开|预览|在线预览|浏览|download|pdf下载|word下载|"
    r"原文下载|图片|\W*)$",
    re.IGNORECASE,
)
# Programs to read files with, which many sites offer beside their files.
_FOREIGN = re.compile(
    r"(?:browser|chrome|firefox|flash|acrobat|adobe|reader|plugin|控件|浏览器|阅读器|客户端|"
    r"app下载)",
    re.IGNORECASE,
)
# Attributes that are read elsewhere, or are words and no address; any other may hold the address
# that a script opens.
_OTHER_ATTRIBUTES = frozenset(
    ("href", "src", "title", "alt", "class", "id", "style", "content", "download", "data")
)
# Elements whose `value` may be an address: hidden fields, and what a plug-in is told.
_HOLDERS = ("input", "param")
# The name of a file in an attribute that holds settings: `{'title':'预算.pdf'}`.
_SETTINGS_NAME = re.compile(
    r"""["']?(?:title|name|filename)["']?\s*:\s*["']([^"'{}]{2,200})["']""", re.IGNORECASE
)


def read_attachments(root: Node, url: str) -> list[Attachment]:
    """Return the files of a page in its order, each address once, with the text that names it
    best.
    """
    found: dict[str, str] = {}
    for href, text in _offered(root):
        target = _absolute(url, href)
        if not target or _FOREIGN.search(f"{text} {split(target).path}"):
            continue
        # One file linked twice is one file; the better words name it.
        found[target] = _better(found.get(target, ""), text)
    return [Attachment(target, text or _name_in(target)) for target, text in found.items()]


def _offered(root: Node) -> Iterator[tuple[str, str]]:
    """Return what each element offers, in the page's order: as a link, as a frame, behind a click,
    in a script.
    """
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag == "a":
            yield from _link(node)
        elif node.tag in _FRAMES:
            yield from _frame(node)
        elif node.tag == "script":
            yield from _script(node)
        yield from _clicked(node)


def is_file_address(href: str) -> bool:
    """Check whether an address ends in the extension of a file, before its query or in a file name
    within the query.
    """
    # The query too: handlers take the file's name as a parameter.
    parts = split(href.strip())
    return bool(
        _FILE_PATH.search(unquote(parts.path).strip())
        or _FILE_ANYWHERE.search(unquote(parts.query))
    )


def _link(node: Node) -> Iterator[tuple[str, str]]:
    href = (node.get("href") or "").strip()
    if not href or href.lower().startswith(("javascript:", "mailto:", "tel:", "#")):
        return
    text = _text(node)
    # `下载` beside a name in the same row: the name stands in a cell of its own.
    beside = (
        _named_beside(node)
        if _EMPTY_WORDS.match(text) and not _VIEWER_PAGE.search(split(href).path)
        else ""
    )
    viewed = _viewed(href) if _VIEWER_PAGE.search(split(href).path) else ""
    if (
        viewed or beside or is_file_address(href) or _is_handler(href, text, node)
    ) and not in_frame(node):
        yield viewed or href, text if is_file_address(href) else beside or text


def _named_beside(node: Node) -> str:
    """Return the name of a file that stands beside a link which says nothing itself, in a row with
    no other link; empty when none does.
    """
    row = next(
        (parent for parent in node.iterancestors() if parent.tag in ("tr", "li", "p", "dd", "div")),
        None,
    )
    if row is None or len(list(row.iter("a"))) != 1:
        return ""
    return next(
        (
            words
            for piece in row.itertext()
            if len(words := one_line(piece)) <= _LONGEST_NAME and _FILE_PATH.search(words)
        ),
        "",
    )


def _is_handler(href: str, text: str, node: Node) -> bool:
    """Check whether a link without an extension gives a file: a download handler, or a link whose
    text is a file's name.
    """
    # The download page of a site is a page of programs.
    if _NO_FILE_PAGE.search(split(href).path) and not split(href).query:
        return False
    names_file = bool(
        _FILE_ANYWHERE.search(text)
        or _FILE_ANYWHERE.search(node.get("title") or "")
        or node.get("download")
    )
    parts = split(href)
    handled = bool(
        _HANDLER.search(f"{parts.path.rsplit('/', 1)[-1]}{'?' if parts.query else ''}")
    ) and bool(parts.query)
    # A page without parameters is a page, whatever its link says.
    page_like = bool(re.search(r"\.(?:s?html?)$", parts.path, re.IGNORECASE)) and not parts.query
    return (names_file and not page_like) or (handled and len(text) >= 2)


def _frame(node: Node) -> Iterator[tuple[str, str]]:
    """Return a file shown inside the page, also through a viewer page that takes the file's
    address.
    """
    for name in ("src", "data", "data-src"):
        address = (node.get(name) or "").strip()
        target = _viewed(address) or address
        if target and is_file_address(target):
            yield target, node.get("title") or ""


def _viewed(address: str) -> str:
    """Return the file that a viewer's address names, which counts from the viewer's own place;
    empty when it names none.
    """
    named = _VIEWER.search(address)
    file = unquote(named.group(1)) if named else ""
    if "/" in file and is_file_address(file):
        return join(address.partition("?")[0], file)
    return ""


def _clicked(node: Node) -> Iterator[tuple[str, str]]:
    """Return files behind `onclick`, a `javascript:` link and other attributes that a script turns
    into links.
    """
    href = (node.get("href") or node.get("src") or "").strip()
    scripted = href.lower().startswith("javascript:")
    # An element with an address of its own is a link; its other attributes are the site's.
    linked = bool(href) and not scripted and not href.lower().startswith(("#", "about:"))
    for name, value in () if linked else node.items():
        if _may_hold_file(node, name) and _is_file(value):
            yield value.strip(), _text(node)
    code = node.get("onclick") or ""
    if scripted:
        code += ";" + href
    if code and not in_frame(node):
        yield from _calls(code, _text(node))


def _may_hold_file(node: Node, attribute: str) -> bool:
    """Check whether a script may make a link of an attribute: of any but those that mean other
    things, and handlers, which `_calls` reads; `value` only in elements that hold data.
    """
    if attribute == "value":
        return node.tag in _HOLDERS
    return attribute not in _OTHER_ATTRIBUTES and not attribute.startswith("on")


def _is_file(value: str) -> bool:
    return "/" in value and _ADDRESS.fullmatch(value) is not None and is_file_address(value)


def _calls(code: str, text: str) -> Iterator[tuple[str, str]]:
    """Return the addresses among the quoted arguments of a script call; another argument that names
    the file is its text.
    """
    arguments = [match.group(2) for match in _QUOTED.finditer(code)]
    addresses = [
        argument
        for argument in arguments
        if "/" in argument
        and (_IN_SCRIPT.search(argument) or (_HANDLER.search(argument) and "?" in argument))
    ]
    names = [
        argument
        for argument in arguments
        if argument not in addresses and _FILE_ANYWHERE.search(argument)
    ]
    # Another argument that ends like a file is the name shown to people.
    for address in addresses:
        yield address, names[0] if names and _EMPTY_WORDS.match(text) else text


def _script(node: Node) -> Iterator[tuple[str, str]]:
    """Return files named in one of the page's own scripts: markup held in a string, or an address
    held in one.
    """
    code = node.text or ""
    # Libraries name files of their own; scripts of a frame are the site's.
    if len(code) > _LONGEST_SCRIPT or not _FILE_ANYWHERE.search(code) or in_frame(node):
        return
    values = [
        match.group(2).replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
        for match in _QUOTED.finditer(code)
    ]
    names = iter(
        [
            value
            for value in values
            if "/" not in value and _FILE_PATH.search(value) and not _FILE_PATH.fullmatch(value)
        ]
    )
    for value in values:
        # Markup in a string is what the script will write into the page.
        if _MARKUP.search(value):
            yield from _offered(html.fragment_fromstring(value, create_parent="div"))
        elif _IN_SCRIPT.fullmatch(value) and _has_name(value):
            yield value, next(names, "")


def _has_name(address: str) -> bool:
    """Return True for an address, False for a bare extension or a piece of code: something stands
    before the extension.
    """
    stem = _FILE_PATH.sub("", split(address).path.rsplit("/", 1)[-1])
    return bool(stem) and "/" in address


def _absolute(base: str, href: str) -> str:
    """Return the absolute web address, with blanks inside it encoded; empty when it is none."""
    target = join(base, one_line(href).replace("\\", "/"))
    if is_web(target):
        return target.replace(" ", "%20")
    return ""


def _text(node: Node) -> str:
    """Return the words of a link: its text, its title, or those of an image in it."""
    text = text_of(node)
    if text and not _EMPTY_WORDS.match(text):
        return text
    # Words of the link first, then what it says when the mouse rests on it.
    candidates = [node.get("title") or "", node.get("download") or ""]
    candidates += [
        named.group(1)
        for value in node.values()
        if (named := _SETTINGS_NAME.search(value[:_LONGEST_SETTINGS]))
    ]
    candidates += [image.get(name) or "" for image in node.iter("img") for name in ("title", "alt")]
    return next(
        (
            one_line(one)
            for one in candidates
            if one.strip() and not _EMPTY_WORDS.match(one.strip())
        ),
        text,
    )


def _better(old: str, new: str) -> str:
    """Choose the text that names a file best: one with an extension, else the first that says
    anything.
    """
    if not old or _EMPTY_WORDS.match(old):
        return new or old
    if _FILE_ANYWHERE.search(new) and not _FILE_ANYWHERE.search(old):
        return new
    return old


def _name_in(target: str) -> str:
    return unquote(split(target).path.rsplit("/", 1)[-1])
