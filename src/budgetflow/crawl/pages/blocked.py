"""Pages that are no content: challenges of a bot filter, login walls, and error pages sent with status 200.

They are recorded and never worked around, and never taken for an empty list or a disclosure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.crawl.pages.tree import Node, squeeze, text_of

_CHALLENGE_SCRIPT = re.compile(
    r"\$_ts\s*=|_\$jsvmprt|__jsl_clearance|acw_sc__v|cf-browser-verification|cf_chl_|challenge-platform"
    r"|document\.cookie\s*=[^;]{0,200};[^<]{0,400}location\.(?:reload|href|replace)"
    r"|_waf_|safeline|wzws-waf|aliyun_waf|yundun|probe\.js\?v=|/_guard/|antibot",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"(?:请开启|请启用|需要启用|enable).{0,12}(?:javascript|cookie)|人机验证|安全验证|滑动验证|完成验证|访问验证"
    r"|正在(?:进行)?(?:安全)?检测|访问(?:过于)?频繁|checking your browser|just a moment|请求(?:已)?被(?:拦截|拒绝|阻断)"
    r"|(?:请求|访问).{0,16}(?:安全威胁|异常|非法|不合法|被阻止)|拦截提示|网站防火墙|云防护|创宇盾|安全狗|访问被拒绝|access denied|forbidden|行为异常",
    re.IGNORECASE,
)
_MISSING_TEXT = re.compile(
    r"(?:页面|网页|文件|信息|内容|资源|文章|栏目|地址)(?:已经|已)?(?:不存在|找不到|无法找到|被删除|已删除|没有找到|未找到)"
    r"|(?:不存在|找不到|未找到|没有找到)(?:您|你)?(?:要|所|请求)?(?:访问|请求|查找)?的?(?:页面|网页|文件|信息|资源|内容)"
    r"|404\s*(?:not found|错误|-)|not found|该信息已(?:下线|撤销|删除)|(?:抱歉|对不起).{0,20}(?:不存在|找不到|删除)|page (?:not|cannot be) found",
    re.IGNORECASE,
)
_LOGIN_TEXT = re.compile(r"(?:请先?登录|用户登录|统一身份认证|账号登录|登录后(?:查看|访问))")
_THIN = 400
"""Characters of visible text below which a page says nothing but its message."""


@dataclass(frozen=True, slots=True)
class Block:
    """Why a page is no content; `missing` when it says that there is nothing here."""

    reason: str
    missing: bool = False


def read_block(text: str, root: Node) -> Block | None:
    """Give why a page is no content, or None for a page with content."""
    body = root.find("body")
    words = text_of(body) if body is not None else ""
    title = squeeze(root.findtext(".//title") or "")
    thin = len(words) < _THIN and sum(1 for _ in root.iter("a")) < 15
    if not thin:
        return None
    if _MISSING_TEXT.search(title) or _MISSING_TEXT.search(words) or title in ("404", "错误", "出错了"):
        return Block("the page says that there is nothing here (an error page sent as if all were well)", missing=True)
    if (len(words) < 60 and _CHALLENGE_SCRIPT.search(text)) or _CHALLENGE_TEXT.search(f"{title} {words}"):
        return Block("a challenge of the site's bot filter stands in the way")
    if root.xpath("//input[translate(@type,'PASWORD','pasword')='password']") or (_LOGIN_TEXT.search(words) and len(words) < 120):
        return Block("a login stands in the way")
    if len(words) < 10 and "<script" in text.lower() and not root.xpath("//a[@href]|//iframe[@src]|//frame[@src]|//img"):
        return Block("the page is empty but for scripts, as a challenge of a bot filter is")
    return None
