#!/usr/bin/env bash
# A robots.txt saved with a byte order mark, as Notepad does, asks nothing of two well-known parsers: Protego and Python's urllib.robotparser
# take the first line for an unknown field, and the rules below it belong to nobody; everything is allowed. Google's description of
# the format ignores the mark. The two part at a blank line behind User-agent: Protego reads on, urllib drops the group.
# Way out: decode with utf-8-sig before parsing, and take blank lines out, which RFC 9309 gives no meaning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check protego==0.7.0
"$work/venv/bin/python" - <<'PY'
import platform
import urllib.robotparser
from importlib.metadata import version

from protego import Protego


def allows(text):
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(text.splitlines())
    address = "https://example.org/budget/1"
    return Protego.parse(text).can_fetch(address, "any"), parser.can_fetch("any", address)


rules = "User-agent: *\nDisallow: /budget/\n"
plain, marked = allows(rules), allows("\ufeff" + rules)
parted = allows(rules.replace("*\n", "*\n\n"))
print(f"Protego {version('protego')}, urllib of Python {platform.python_version()}; may fetch (Protego, urllib):")
print(f"plain {plain}, with a byte order mark {marked}, a blank line behind User-agent {parted}")
assert plain == (False, False), "the check itself is wrong"
assert marked == (True, True), "the behaviour changed"
assert parted == (False, True), "the behaviour changed"
PY
