"""The page after this one: links, numbers, and the functions that write addresses, read instead of
assumed.
"""

from __future__ import annotations

import pytest

from budgetflow.crawl.pages.dom import parse
from budgetflow.crawl.pages.pagination import next_page

BASE = "https://cz.example.invalid/yjs/index.html"

TRS = r"""function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){
 if(_nCurrIndex == 0){ document.write("<span>首页</span>"); }
 for(var i=0; i<_nPageCount; i++){
  document.write("<a href=\""+_sPageName+"_" + i + "."+_sPageExt+"\">"+(i+1)+"</a>"); }
 if(_nCurrIndex < _nPageCount-1){
  document.write("<a href=\""+_sPageName+"_" + (_nCurrIndex+1) + "."+_sPageExt+"\">下一页</a>"); }
}"""
FROM_TWO = """function createPage(count, current, name, ext){
 var nextNo = parseInt(current) + 2;
 html += '<a href="' + name + '_' + nextNo + '.' + ext + '">下一页</a>';
}"""

INLINE = """var currentPage = 0;//所在页从0开始
var prevPage = currentPage-1//上一页
var nextPage = currentPage+1//下一页
var countPage = 5//共多少页
document.write("共"+countPage+"页");
if(countPage>1&&currentPage!=(countPage-1)){
 document.write("<a href=\\"index"+"_" + nextPage + "."+"html\\">下一页</a>");
}"""

CASES = {
    "a link that says so": ('<a href="index_1.html">下一页</a>', "index_1.html"),
    "a link with signs around it": ('<a href="list_2.shtml">下一页 &gt;</a>', "list_2.shtml"),
    "a link whose script carries the address": (
        """<a href="javascript:goto('index_2.html')">下页</a>""",
        "index_2.html",
    ),
    "a link that is an image": (
        '<a href="index_2.html"><img src="n.gif" alt="下一页"></a>',
        "index_2.html",
    ),
    "a sign marked as next": (
        '<a class="prev" href="#">‹</a><a class="next" href="list_2.html">›</a>',
        "list_2.html",
    ),
    "an attribute that a script reads": (
        '<a tagname="/yjs/index_2.html" class="pgNext" href="#">下一页</a>',
        "index_2.html",
    ),
    "a function that opens a number": (
        '<a href="javascript:toPage(2)">下一页</a><script>function toPage(n){ location.href = '
        '"list.jsp?type=1&pageNo=" + n + "&x=1"; }</script>',
        "list.jsp?type=1&pageNo=2&x=1",
    ),
    "numbers in a table": (
        '<table class="pageTable"><tr><td><a><b>1</b></a></td><td><a '
        'href="list_2.html">2</a></td></tr></table>',
        "list_2.html",
    ),
    "a rel link": ('<link rel="next" href="?page=2">', "?page=2"),
    "numbers around the current one": (
        '<div class="pages"><span>1</span><a href="index_2.html">2</a><a '
        'href="index_3.html">3</a></div>',
        "index_2.html",
    ),
    "numbers with the current one marked": (
        '<div id="pager"><a href="a.html">1</a><a class="cur" href="#">2</a><a '
        'href="c.html">3</a></div>',
        "c.html",
    ),
    "a function that counts from nought": (
        f"<script>{TRS}</script><script>createPageHTML(5, 0, 'index', 'html');</script>",
        "index_1.html",
    ),
    "the same further on": (
        f"<script>{TRS}</script><script>createPageHTML(5, 2, 'index', 'html');</script>",
        "index_3.html",
    ),
    "a function that names the second page 2": (
        f"<script>{FROM_TWO} createPage(5, 0, 'index', 'html');</script>",
        "index_2.html",
    ),
    "a function with the pager's name before the page's": (
        """<script>createPageHTML("page_div", 12, 0, "list", "shtml", 120);</script>""",
        "list_1.shtml",
    ),
    "a pager elsewhere that counts from one": (
        """<script>createPageHTML('page_div', 2, 1, 'index', 'shtml', 33);</script>""",
        "index_2.shtml",
    ),
    "a counter with a default": (
        "<script>function createPageHTML(n, c, name, ext){ var i = c || 0; "
        """s = "<a href=\\"" + name + "_" + (i + 1) + "." + ext + "\\">下一页</a>"; } """
        """createPageHTML(3, 0, "index", "html");</script>""",
        "index_1.html",
    ),
    "variables and links written in place": (f"<script>{INLINE}</script>", "index_1.html"),
    "a function that is elsewhere": (
        '<script>createPageHTML(5, 0, "index", "shtml");</script>',
        "index_1.shtml",
    ),
}


@pytest.mark.parametrize(("markup", "address"), CASES.values(), ids=CASES)
def test_the_next_page(markup: str, address: str) -> None:
    expected = BASE + address if address.startswith("?") else BASE.rsplit("/", 1)[0] + "/" + address
    assert next_page(parse(f"<html><body>{markup}</body></html>"), BASE) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "",
        '<a href="#">下一页</a>',
        '<a class="disabled" href="index_1.html">下一页</a>',
        '<a href="index.html">下一页</a>',
        f"<script>{TRS} createPageHTML(5, 4, 'index', 'html');</script>",
        '<script>createPageHTML(1, 0, "index", "html");</script>',
        '<div class="swiper-pagination"></div>',
        """<a href="javascript:__doPostBack('AspNetPager1','2')">下一页</a>""",
        '<a class="swiper-button-next" href="javascript:;">›</a>',
        '<a href="javascript:toPage(2)">下一页</a><script>function toPage(n){ '
        'load("list.jsp?pageNo=" + n); }</script>',
        f"<script>{INLINE.replace('currentPage = 0', 'currentPage = 4')}</script>",
    ],
)
def test_no_next_page(markup: str) -> None:
    assert next_page(parse(f"<html><body>{markup}</body></html>"), BASE) == ""
