#!/usr/bin/env bash
# cpca tells the place of a Chinese text. A district's name that several cities share gets one of them, without a mark that it was a choice:
# a bureau of 朝阳区 (Beijing has one, and Changchun) is put into Jilin, one of 市中区 (five cities) into Leshan. And 海南州, a prefecture of
# Qinghai, becomes the province of Hainan, for the short name of the province is found inside it.
# Way out: take a place only where the text, or what is known from outside, leaves one; keep the place empty otherwise.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cpca==0.5.5 pandas==3.1.1
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import cpca

bodies = ["朝阳区财政局", "市中区卫生健康局", "海南州财政局", "北京市朝阳区财政局", "海南省财政厅"]
rows = cpca.transform(bodies).to_dict("records")
seen = {body: (row["省"], row["市"], row["adcode"]) for body, row in zip(bodies, rows, strict=True)}
print(f"cpca {version('cpca')}")
for body, place in seen.items():
    print(body, *place)
assert seen["北京市朝阳区财政局"][0] == "北京市", "the check itself is wrong"
assert seen["海南省财政厅"][0] == "海南省", "the check itself is wrong"
assert seen["朝阳区财政局"] == ("吉林省", "长春市", "220104"), "the behaviour changed"
assert seen["市中区卫生健康局"] == ("四川省", "乐山市", "511102"), "the behaviour changed"
assert seen["海南州财政局"][0] == "海南省", "the behaviour changed"
PY
