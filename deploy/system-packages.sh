#!/usr/bin/env bash
# Installs the Debian packages that the tests use and a plain machine lacks. Changes nothing where they are there already,
# and says what is missing where it may not install: nothing here is needed for `make run`.
set -euo pipefail

missing=()
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui libreoffice-calc-nogui)
command -v bsdtar >/dev/null || missing+=(libarchive-tools)
command -v Rscript >/dev/null || missing+=(r-base-core)
command -v chromium >/dev/null || missing+=(chromium)
[ -d /usr/lib/postgresql ] || missing+=(postgresql)
[ -d /usr/share/fonts/opentype/noto ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "not installed here: ${missing[*]} (needs root and apt-get); the tests that use them will skip and say so"
  exit 0
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 5 "$log"
  echo "could not install ${missing[*]}; the tests that use them will skip and say so"
fi
rm -f "$log"
