#!/usr/bin/env bash
# Chinese sites call their pages gb2312 and write GBK, which browsers read without a word: the label means GBK (WHATWG Encoding
# Standard). lxml takes it at its word and ends the text at the first character that GB 2312 lacks, here 镕 of a name: no exception,
# no replacement character, the rest of the page is not in the tree. BeautifulSoup over lxml has no text of the page at all, while
# the same BeautifulSoup over html5lib reads all of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3 beautifulsoup4==4.15.0 html5lib==1.1 2> /dev/null
cd "$work"
cat > read.py <<'PY'
from importlib.metadata import version

from bs4 import BeautifulSoup
from lxml import etree, html

PAGE = (
    '<html><head><meta charset="gb2312"></head><body><p>经办人：李镕</p>'
    "<p>共计 99 万元</p></body></html>"
).encode("gbk")
print("lxml", version("lxml"), "libxml2", etree.LIBXML_VERSION, "beautifulsoup4", version("beautifulsoup4"))
print("lxml:", repr(html.document_fromstring(PAGE).text_content()))
for parser in ("lxml", "html5lib"):
    print(f"BeautifulSoup over {parser}:", repr(BeautifulSoup(PAGE, parser).get_text()))
PY
seen=$(venv/bin/python read.py)
echo "$seen"
expected="lxml: '经办人：李'
BeautifulSoup over lxml: ''
BeautifulSoup over html5lib: '经办人：李镕共计 99 万元'"
if [ "$(tail -n 3 <<< "$seen")" != "$expected" ]; then
    echo "the behaviour changed"
    exit 1
fi
