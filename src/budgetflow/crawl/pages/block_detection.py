"""Pages that are no content: challenges of a bot filter, login walls, and error pages sent with
status 200.

They are recorded and never worked around, and never taken for an empty list or a disclosure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from budgetflow.crawl.pages.attachments import is_file_address
from budgetflow.crawl.pages.dom import Node, one_line, text_of
from budgetflow.crawl.pages.meta_tags import read_tags

# Marks of the filters in use: names of their cookies, scripts and products.
_CHALLENGE_SCRIPT = re.compile(
    r"\$_ts\s*=|_\$jsvmprt|__jsl_clearance|acw_sc__v|cf-browser-verification|cf_chl_|"
    r"challenge-platform"
    r"|document\.cookie\s*=[^;]{0,200};[^<]{0,400}location\.(?:reload|href|replace)"
    r"|_waf_|safeline|wzws-waf|aliyun_waf|yundun|probe\.js\?v=|/_guard/|antibot",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"(?:请开启|请启用|需要启用|enable).{0,12}(?:javascript|cookie)|人机验证|安全验证|滑动验证|"
    r"完成验证|访问验证"
    r"|滑块|拖动.{0,10}(?:最右|完成|图片)|(?:输入|填写).{0,6}验证码|验证.{0,6}浏览器|"
    r"verify(?:ing)? (?:that )?you"
    r"|正在(?:进行)?(?:安全)?检测|访问(?:过于)?频繁|checking your browser|just a moment|(?:请求|"
    r"访问)(?:已)?被(?:拦截|拒绝|阻断|禁止)"
    r"|(?:请求|访问).{0,16}(?:安全威胁|异常|非法|不合法|被阻止)|拦截提示|网站防火墙|云防护|"
    r"创宇盾|安全狗|访问被拒绝|行为异常|黑客攻击|恶意(?:请求|访问)"
    r"|ip.{0,16}(?:封禁|禁止|限制|拦截)|禁止访问|(?:没有|无)(?:访问)?权限?(?:访问|查看|浏览)"
    r"|access denied|forbidden|request (?:was |has been )?(?:rejected|blocked)|url was rejected",
    re.IGNORECASE,
)
_MISSING_TEXT = re.compile(
    r"(?:页面|网页|文件|信息|内容|资源|文章|栏目|地址)(?:已经|已)?(?:不存在|找不到|无法找到|"
    r"被删除|已删除|没有找到|未找到)"
    r"|(?:不存在|找不到|未找到|没有找到)(?:您|你)?(?:要|所|请求)?(?:访问|请求|查找)?的?(?:页面|"
    r"网页|文件|信息|资源|内容)"
    r"|404\s*(?:not found|错误|-)|not found|该信息已(?:下线|撤销|删除)|(?:抱歉|对不起).{0,"
    r"20}(?:不存在|找不到|删除)|page (?:not|cannot be) found",
    re.IGNORECASE,
)
_OUT_OF_SERVICE = re.compile(
    r"(?:系统|网站|站点|服务器?|平台)(?:正在|正|进行|处于)?(?:升级|维护|改版|迁移|关闭|停用|停止)"
    r"|升级维护|暂停(?:服务|访问|对外)|暂时(?:无法|不能).{0,4}访问"
    r"|(?:未|没有).{0,20}备案|bad gateway|gateway time-?out|internal server error|service "
    r"(?:temporarily )?unavailable"
    r"|服务器(?:内部)?错误|系统(?:出错|错误|繁忙)",
    re.IGNORECASE,
)
_LOGIN_TEXT = re.compile(
    r"请先?登录|用户登录|统一身份认证|账号登录|登录后(?:查看|访问)|(?:仅|只)(?:允许|限|对|能).{0,"
    r"8}(?:校内|校园网|内网|内部)|(?:并?非|不是)(?:校内|内网)"
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Elements not shown that are looked at; a challenge has a few.
_MOST_HIDDEN = 100
# Characters below which a page without links and images says nothing: `页面加载中，请稍候`.
_BARE = 20
# Characters of visible text below which a page says nothing but its message.
_THIN = 400


@dataclass(frozen=True, slots=True)
class Block:
    """Why a page is no content; `missing` when it says that there is nothing here."""

    reason: str
    missing: bool = False


def read_block(text: str, root: Node) -> Block | None:
    """Return why a page is no content, or None for a page with content."""
    # Fifteen links are a page with content, whatever words it holds.
    if sum(1 for _ in root.iter("a")) >= 15:
        return None
    words = _shown(root.find("body"))
    # A longer text says more than a message, and an article may speak of any of these words.
    if len(words) >= _THIN or _is_content(root):
        return None
    title = one_line(root.findtext(".//title") or "")
    return _by_words(title, words, text, root) or _by_emptiness(words, text, root)


def _shown(body: Node) -> str:
    """Return the text a reader sees: a challenge hides what it sends along in elements that are not
    shown.
    """
    if body is None:
        return ""
    words = text_of(body)
    unseen = (
        node
        for node in body.iter()
        if node.get("hidden") is not None or _NOT_SHOWN.search(node.get("style") or "")
    )
    for node in islice(unseen, _MOST_HIDDEN):
        hidden = text_of(node)
        if hidden:
            words = words.replace(hidden, " ")
    return one_line(words)


def _is_content(root: Node) -> bool:
    """Check whether a short page has content: the tags of an article, or a file. Its words may
    name anything.
    """
    return read_tags(root).of_article or any(
        is_file_address(node.get("href") or "") for node in root.iter("a")
    )


def _by_words(title: str, words: str, text: str, root: Node) -> Block | None:
    said = f"{title} {words}"
    # Missing before refused: what is gone is no trouble of the site.
    if _MISSING_TEXT.search(said) or title in ("404", "错误", "出错了"):
        return Block(
            "the page says that there is nothing here (an error page sent as if all were well)",
            missing=True,
        )
    # A challenge may say nothing and only run its script.
    if (len(words) < 60 and _CHALLENGE_SCRIPT.search(text)) or _CHALLENGE_TEXT.search(said):
        return Block("a challenge or a refusal of the site's bot filter stands in the way")
    if root.xpath("//input[translate(@type,'PASWORD','pasword')='password']") or (
        _LOGIN_TEXT.search(words) and len(words) < 120
    ):
        return Block("a login stands in the way")
    # A list may name an announcement of upkeep.
    if _OUT_OF_SERVICE.search(said) and not _entries(root):
        return Block("the site says that it is out of service")
    return None


def _entries(root: Node) -> bool:
    """Check whether links to articles stand on the page: their titles may speak of a site's
    upkeep.
    """
    return any(len(text_of(node)) >= 10 for node in root.iter("a"))


def _by_emptiness(words: str, text: str, root: Node) -> Block | None:
    if len(words) >= _BARE or root.xpath(
        "//a[@href]|//iframe[@src]|//frame[@src]|//img|//object|//embed"
    ):
        return None
    if "<script" in text.lower():
        return Block(
            "the page is empty but for scripts: a challenge of a bot filter, or a page that only "
            "a browser fills"
        )
    whole = (
        "<body" in text.lower()
    )  # the part of a list that a script asks for may well be empty: there is no more
    if whole and not words:
        return Block("the page is empty")
    return None
