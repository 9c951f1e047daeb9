#!/usr/bin/env bash
# Puts the query engine of the catalogue into a folder: packages of the npm registry, held to their hashes.
set -euo pipefail
target=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package, sha512 of its archive (base64), files
  local package=$1 hash=$2 archive
  shift 2
  archive=$(cd "$work" && npm pack "$package" --silent)
  if [ "$(openssl dgst -sha512 -binary "$work/$archive" | base64 -w0)" != "$hash" ]; then
    echo "$package is not what it was: its hash differs" >&2
    exit 1
  fi
  for file in "$@"; do
    tar xzf "$work/$archive" -C "$work" "package/$file"
    cp "$work/package/$file" "$target/"
  done
}

fetch @duckdb/duckdb-wasm@1.32.0 IewXTNYEjsZCPE9weUWgtjGxUlMRo7qhX0GF6tq/KjK8bnY+RAl4cyUdYUfcdzbyb4b9ZxPC+FOsCcxgaKFWMg== \
  dist/duckdb-eh.wasm dist/duckdb-browser-eh.worker.js dist/duckdb-browser.cjs
fetch apache-arrow@17.0.0 X0p7auzdnGuhYMVKYINdQssS4EcKec9TCXyez/qtJt32DrIMGbzqiaMiQ0X6fQlQpw8Fl0Qygcv4dfRAr5Gu9Q== \
  Arrow.es2015.min.js
echo "The query engine is in $target."
