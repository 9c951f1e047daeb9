#!/usr/bin/env bash
# PDF fonts made from GBK tables often map 车 门 民 青 长 西 to look-alike radicals. NFKC mends those of the block Kangxi Radicals, all 214, and
# nearly none of the other block: of 115 characters of CJK Radicals Supplement two change. pdfplumber's unicode_norm="NFKC" leaves them
# too, so a search for 民政 or 车辆 finds nothing on a page that shows the words.
# Way out: Unicode's own EquivalentUnifiedIdeograph.txt has the ideograph of each radical; no normal form uses it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check unicodedata2==18.0.0
"$work/venv/bin/python" - <<'PY'
import unicodedata2


def changed(first, last):
    block = [chr(code) for code in range(first, last + 1) if unicodedata2.name(chr(code), "")]
    return len(block), [one for one in block if unicodedata2.normalize("NFKC", one) != one]


size, mended = changed(0x2F00, 0x2FD5)
other_size, other = changed(0x2E80, 0x2EF3)
print(f"Unicode {unicodedata2.unidata_version}: Kangxi Radicals {len(mended)} of {size}, Supplement {len(other)} of {other_size}: {other}")
assert (size, len(mended)) == (214, 214), "the check itself is wrong"
assert (other_size, len(other)) == (115, 2), "the behaviour changed"
assert unicodedata2.normalize("NFKC", "\u2ea0\u2ecb\u2ed4") == "\u2ea0\u2ecb\u2ed4", "the behaviour changed"
PY
